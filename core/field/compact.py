"""A compact field file: quantised kernels, compressed by zstd; smaller than exact, by a measured error.

Layout: the magic bytes "CSRZ", the header's length (4 bytes, little-endian), the header as JSON, and the
zstd frame of `QuantizedKernels.planes`.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any, cast

from ..utils.atomic_file import replacing
from ..utils.bounded_input import InputError, parse_json, regular_size
from ..utils.messages import Message
from .field import FieldError, GaussianField, check_extent
from .quantize import QuantizedKernels, quantize

COMPACT_SUFFIX = ".csrz"
MAGIC = b"CSRZ"
VERSION = 1
LEVEL = 19
"""Compression level of zstd."""
LONGEST_HEADER = 1 << 16
"""Bytes."""
KERNEL_BYTES = 32
"""Size of a kernel's quantised numbers in bytes, before they are compressed."""
MOST_RATIO, LEAST_BOUND = 256, 1 << 24
"""Bytes for each compressed one, at the most, where they are more than so many."""


def write_compact(field: GaussianField, path: Path, bits: int, *, overwrite: bool) -> None:
    """Write a field's kernels, in their order.

    Args:
        field: the field; that its kernels lie on a lattice is not kept.
        path: the file.
        bits: 16 or 8, see `quantize`.
        overwrite: whether an existing file may be replaced.

    Raises:
        FieldError: if the kernels are not finite.
        SaveError: if the file cannot be written.
    """
    quantized = quantize(field.kernels, bits)
    header = {
        "version": VERSION,
        "count": len(quantized),
        "bits": bits,
        "low": quantized.low,
        "step": quantized.step,
        "photo_size": field.photo_size,
        "model": field.model,
        "photo_hash": field.photo_hash,
        "licence": field.licence,
    }
    import imagecodecs  # where it is needed: it loads slower than what opens a photo

    text = json.dumps(header).encode()
    body = imagecodecs.zstd_encode(quantized.planes(), level=LEVEL)
    with replacing(path, overwrite) as part:
        part.write_bytes(MAGIC + struct.pack("<I", len(text)) + text + body)


def read_compact(path: Path) -> GaussianField:
    """The field of a compact field file; its kernels are free.

    Raises:
        FieldError: if the file is not one that this version can read.
    """
    try:
        regular_size(path)
        content = path.read_bytes()
    except (InputError, OSError) as error:
        raise _unreadable(path, error) from error
    length = int.from_bytes(content[4:8], "little")
    if content[:4] != MAGIC or not 0 < length <= min(LONGEST_HEADER, len(content) - 8):
        raise FieldError(Message("{name} is not a compact field", name=path.name))
    try:
        header = cast("dict[str, Any]", parse_json(content[8 : 8 + length]))
        if header["version"] != VERSION:
            raise FieldError(
                Message(
                    "{name} is a field of format version {version}; this program reads version {known}",
                    name=path.name,
                    version=header["version"],
                    known=VERSION,
                )
            )
        size, low, step = (tuple(header[key]) for key in ("photo_size", "low", "step"))
        width, height = (int(n) for n in size)
        check_extent(path.name, (width, height), None, int(header["count"]))
        planes = _decompressed(content[8 + length :], KERNEL_BYTES * int(header["count"]))
        kernels = QuantizedKernels.from_planes(planes, low, step).kernels()
        model, photo_hash, licence = (str(header[key]) for key in ("model", "photo_hash", "licence"))
    except FieldError:
        raise
    except (InputError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise _unreadable(path, error) from error
    return GaussianField(kernels, None, (width, height), model, photo_hash, licence=licence)


def _unreadable(path: Path, error: Exception) -> FieldError:
    return FieldError(Message("{name} cannot be read as a field: {error}", name=path.name, error=error))


def _decompressed(frame: bytes, size: int) -> bytes:
    """The content of a zstd frame, of a known size: no more memory is taken, whatever the frame says."""
    if size == 0:
        return b""
    if size > max(LEAST_BOUND, MOST_RATIO * len(frame)):
        raise ValueError(f"{len(frame)} bytes are too few for {size // KERNEL_BYTES} kernels")
    import imagecodecs

    try:
        planes = imagecodecs.zstd_decode(frame, out=size)
    except imagecodecs.ZstdError as error:
        raise ValueError(str(error)) from error
    if len(planes) != size:
        raise ValueError(f"{len(planes)} bytes where {size} belong")
    return bytes(planes)
