"""PyTorch's own files: nothing in them is executed, and none takes more memory than it has bytes."""

from __future__ import annotations

import io
import zipfile
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
    too_large = InputError(Message("it holds more than its size allows"))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
        # torch.save stores; a compressed entry may be a thousand times as large as its bytes.
        stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
        if not stored or sum(entry.file_size for entry in entries) > size:
            raise too_large
        content = torch.load(path, map_location=device, weights_only=True)
        if _bytes_of(content, set()) > size:  # a tensor may show one number a million times
            raise too_large
    except (InputError, OSError, MemoryError):
        raise
    except Exception as error:  # torch's reader raises nearly anything at damaged files
        raise InputError(Message("it is no file of tensors that can be read")) from error
    return content


def save_torch_file(content: Any, path: Path) -> None:
    """Write what `load_torch_file` reads.

    Raises:
        OSError: if the system does not let it be written, as on a full disk.
    """
    # Through memory: of a write that fails, torch's own tells no reason but a position in its archive.
    buffer = io.BytesIO()
    torch.save(content, buffer)
    path.write_bytes(buffer.getbuffer())


def _bytes_of(content: Any, seen: set[int]) -> int:
    """Bytes that all tensors in nested containers would take by themselves; each container counts once."""
    if isinstance(content, torch.Tensor):
        if content.layout != torch.strided or content.is_quantized:
            # Their inner tensors are not checked against each other: such a file reads beyond its memory.
            raise ValueError("a tensor is not a plain one")
        return content.numel() * content.element_size()
    if not isinstance(content, dict | list | tuple) or id(content) in seen:
        return 0
    seen.add(id(content))
    values = content.values() if isinstance(content, dict) else content
    return sum(_bytes_of(value, seen) for value in values)
