"""Reading files of tensors (safetensors), whole tensors or parts of them, by reading and not by mapping them.

The package safetensors maps a file into memory. Where another program makes such a file shorter while a part
of it is read, the system ends the process (SIGBUS); here that is an error that can be told.

The format: the length of the header (8 bytes, little-endian), the header (JSON: for each tensor its type,
shape, and first and last byte after the header; `__metadata__` holds texts), the numbers, rows first,
little-endian.
Source: github.com/huggingface/safetensors, "Format".
"""

from __future__ import annotations

import io
import math
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from .bounded_input import MOST_JSON_BYTES, InputError, parse_json, regular_size
from .messages import Message

TYPES = {
    **{f"F{8 * size}": np.dtype(f"<f{size}") for size in (2, 4, 8)},
    **{f"{sign.upper()}{8 * size}": np.dtype(f"<{sign}{size}") for sign in "iu" for size in (1, 2, 4, 8)},
    "BOOL": np.dtype(np.bool_),
}
"""Types of tensors that are read, by their names in the header."""
_LENGTH_BYTES = 8


@dataclass(frozen=True)
class Tensor:
    """A tensor in an open file; an index of slices reads that part of it."""

    dtype: str
    """A name of `TYPES`."""
    shape: tuple[int, ...]
    _file: io.FileIO
    _start: int
    """Place of its first byte in the file."""

    def __getitem__(self, part: slice | tuple[slice, ...]) -> npt.NDArray[Any]:
        """Read a part: slices without steps for the first dimensions, all of the others.

        Raises:
            InputError: if the file has become shorter.
            OSError: if it cannot be read.
        """
        slices = part if isinstance(part, tuple) else (part,)
        whole = (slice(None),) * (len(self.shape) - len(slices))
        spans = [range(*s.indices(n)) for s, n in zip((*slices, *whole), self.shape, strict=True)]
        result = np.empty([len(span) for span in spans], TYPES[self.dtype])
        if not result.size:
            return result
        # Dimensions that are read whole lie together in the file, and so does a span of the one before them.
        outer = len(spans)
        while outer and len(spans[outer - 1]) == self.shape[outer - 1]:
            outer -= 1
        outer = max(outer - 1, 0)
        places = np.zeros(1, np.int64)
        for i, span in enumerate(spans[: outer + 1]):
            firsts = span if i < outer else span[:1]
            places = (places[:, None] + np.array(firsts) * math.prod(self.shape[i + 1 :])).ravel()
        flat = memoryview(cast("Any", result.reshape(-1))).cast("B")
        size = len(flat) // len(places)
        seek, read_into = self._file.seek, self._file.readinto
        for i, place in enumerate((places * result.dtype.itemsize + self._start).tolist()):
            target = flat[i * size : (i + 1) * size]
            seek(place)
            while count := read_into(target):
                if count == len(target):
                    break
                target = target[count:]  # systems read two gigabytes at a time, at the most
            else:
                raise InputError(Message("it has become shorter"))
        return result


@dataclass(frozen=True)
class TensorFile:
    """An open file of tensors."""

    metadata: dict[str, str]
    """Texts of its header."""
    tensors: dict[str, Tensor]
    """By their names; without those of types that are not read."""


@contextmanager
def open_tensors(path: Path) -> Generator[TensorFile]:
    """Open a file of tensors and read its header.

    Raises:
        InputError: if it is no such file, or not whole.
        OSError: if it cannot be read.
    """
    size = regular_size(path)
    with io.FileIO(path) as file:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        start = _LENGTH_BYTES + length
        header: object = None
        if length <= size - _LENGTH_BYTES:
            header = parse_json(file.read(min(length, MOST_JSON_BYTES + 1)))
        if not isinstance(header, dict):
            raise _damaged()
        entries = cast("dict[str, Any]", header)
        texts = entries.pop("__metadata__", {})
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise _damaged()
        tensors: dict[str, Tensor] = {}
        for name, entry in entries.items():
            try:
                dtype, shape, (first, last) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
            except (LookupError, TypeError, ValueError):
                raise _damaged() from None
            if not isinstance(dtype, str):
                raise _damaged()
            if dtype not in TYPES:
                continue
            numbers = (*shape, first, last)
            if not all(type(number) is int and 0 <= number <= size for number in numbers):
                raise _damaged()
            if last - first != math.prod(shape) * TYPES[dtype].itemsize or last > size - start:
                raise _damaged()
            tensors[name] = Tensor(dtype, shape, file, start + first)
        yield TensorFile(cast("dict[str, str]", texts), tensors)


def _damaged() -> InputError:
    return InputError(Message("it is no file of tensors, or not whole"))
