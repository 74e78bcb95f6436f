"""PyTorch's own files: nothing in them is executed, and none takes more memory than it has bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from ..utils.bounded_input import InputError, regular_size
from ..utils.messages import Message


def load_torch_file(path: Path, device: torch.device | str = "cpu") -> Any:
    """The content of a file of `torch.save`: tensors, numbers, texts and containers of them.

    Raises:
        InputError: if it is none, was written before PyTorch 1.6, or holds more than its size allows.
        OSError: if it cannot be read.
    """
    size = regular_size(path)
    with _damage_told():
        archive = zipfile.ZipFile(path)
    with archive:
        entries = archive.infolist()
    # torch.save stores; a compressed entry may be a thousand times as large as its bytes.
    stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
    if not stored or sum(entry.file_size for entry in entries) > size:
        raise InputError(Message("it holds more than its size allows"))
    with _damage_told():
        content = torch.load(path, map_location=device, weights_only=True)
    if _bytes_of(content) > size:  # a tensor may show one number a million times
        raise InputError(Message("it holds more than its size allows"))
    return content


@contextmanager
def _damage_told() -> Generator[None]:
    """Tell what readers raise at a damaged file, which is nearly anything; around nothing else than them.

    Raises:
        InputError: if the file is damaged.
        OSError: if it cannot be read.
    """
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:
        raise InputError(Message("it is no file of tensors that can be read")) from error


def save_torch_file(content: Any, path: Path) -> None:
    """Write what `load_torch_file` reads.

    Raises:
        OSError: if the system does not let it be written, as on a full disk.
    """
    # Through memory: of a write that fails, torch's own tells no reason but a position in its archive.
    buffer = io.BytesIO()
    torch.save(content, buffer)
    path.write_bytes(buffer.getbuffer())


def _bytes_of(content: Any) -> int:
    """Bytes that all tensors in nested containers would take by themselves; each container counts once.

    Raises:
        InputError: if a tensor is not a plain one.
    """
    count, seen = 0, set[int]()
    left = [content]  # a stack of its own: containers may be nested deeper than Python can call
    while left:
        value = left.pop()
        if isinstance(value, torch.Tensor):
            if value.layout != torch.strided or value.is_quantized:
                # Their inner tensors are not checked against each other: such a file reads beyond its memory.
                raise InputError(Message("it is no file of tensors that can be read"))
            count += value.numel() * value.element_size()
        elif isinstance(value, dict | list | tuple) and id(value) not in seen:
            seen.add(id(value))
            left += value.values() if isinstance(value, dict) else value
    return count
