"""The readers of fields, weights and settings, each as a function of bytes: they are taken, or refused.

`guided.py` looks for bytes at which neither happens; those of `corpus/` reach each a part of a reader that no
other one there does, and `test_corpus.py` reads them all.
"""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from csr.core.field.compact import read_compact, write_compact
from csr.core.field.field import GaussianField, Lattice
from csr.core.field.file import FieldFile, write_field
from csr.core.field.ply import read_ply, write_ply
from csr.core.field.tile_source import FieldFileSource
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import load_network, save_network
from csr.core.utils.errors import CsrError
from csr.core.utils.file_header import FileHeaderError, read_file_header

MOST_PADDING = 1 << 16
"""Bytes of numbers that a header is given."""
CORPUS = Path(__file__).with_name("corpus")


def framed(content: bytes) -> bytes:
    """Return a file of tensors of a header's text and the bytes that follow it behind an empty line.

    Chance would never find the length that stands before the header, or as many numbers as it tells of.
    """
    text, _, numbers = content.partition(b"\n\n")
    try:
        tensors = [entry for name, entry in json.loads(text).items() if name != "__metadata__"]
        size = max((int(entry["data_offsets"][1]) for entry in tensors), default=0)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        size = len(numbers)
    if 0 <= size <= MOST_PADDING:
        numbers = numbers[:size].ljust(size, b"\0")
    return struct.pack("<Q", len(text)) + text + numbers


def unframed(content: bytes) -> bytes:
    """Return what `framed` makes a file of tensors of."""
    length = int.from_bytes(content[:8], "little")
    return content[8 : 8 + length].rstrip() + b"\n\n" + content[8 + length :]


def read_field_bytes(content: bytes, folder: Path) -> None:
    """Read a field file, tile by tile, and what its header tells of its making."""
    path = folder / "a.safetensors"
    path.write_bytes(framed(content))
    try:
        read_file_header(path)
    except FileHeaderError as error:
        assert str(error)
    source = FieldFileSource(FieldFile(path))
    if source.lattice is None:
        source.make(None)
        return
    columns, rows = source.lattice.tile_edges()
    for top, bottom in list(pairwise(rows))[:2]:
        for left, right in list(pairwise(columns))[:2]:
            source.make(Lattice(left, top, right - left, bottom - top, source.lattice.per_pixel))


def read_weights_bytes(content: bytes, folder: Path) -> None:
    """Read a weights file, and build its network."""
    path = folder / "a.safetensors"
    path.write_bytes(framed(content))
    load_network(str(path))


def read_compact_bytes(content: bytes, folder: Path) -> None:
    """Read a compact field, which begins with its header's length."""
    path = folder / "a.csrz"
    text, _, body = content.partition(b"\n\n")
    path.write_bytes(b"CSRZ" + struct.pack("<I", len(text)) + text + body)
    read_compact(path)


def read_ply_bytes(content: bytes, folder: Path) -> None:
    """Read a field as splats."""
    path = folder / "a.ply"
    path.write_bytes(content)
    read_ply(path)


def read_settings_bytes(content: bytes, folder: Path) -> None:
    """Read settings, and write one of them back."""
    from csr.viewer.settings.settings_file import read_settings, write_settings

    path = folder / "settings.ini"
    path.write_bytes(content)
    settings, problems = read_settings(path)
    assert all(problems)
    if path.exists():  # else it was set aside
        write_settings(path, settings, ["wheel"])
        assert read_settings(path)[0] == settings


def read_state_bytes(content: bytes, folder: Path) -> None:
    """Read what the window remembers."""
    from csr.viewer.state.state_file import read_state

    path = folder / "window.json"
    path.write_bytes(content)
    _, problems, _ = read_state(path)
    assert all(problems)


READERS: dict[str, Callable[[bytes, Path], None]] = {
    "field": read_field_bytes,
    "weights": read_weights_bytes,
    "compact": read_compact_bytes,
    "ply": read_ply_bytes,
    "settings": read_settings_bytes,
    "state": read_state_bytes,
}
"""By name, which is that of a folder of `corpus/`."""


def ends_well(name: str, content: bytes, folder: Path) -> str:
    """Read bytes; return "read", or the sentence of a refusal. Every other error is raised."""
    try:
        READERS[name](content, folder)
    except CsrError as error:
        assert str(error) and "\n" not in str(error)
        return str(error)
    return "read"


def seeds(name: str) -> list[bytes]:
    """Return what a reader reads, to begin with."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a")
        kernels = np.ones((8, 32), np.float32)
        kernels[3] = 0
        lattice = GaussianField(kernels, Lattice(0, 0, 8, 4), (4, 2))
        free = GaussianField(kernels, None, (4, 2))
        match name:
            case "field":
                return [unframed(_written(path, lambda p, f=f: write_field(f, p))) for f in (lattice, free)]
            case "weights":
                light = untrained(LightConfig(channels=4, blocks=(1, 0, 1), features=2))
                return [unframed(_written(path, lambda p: save_network(light, p)))]
            case "compact":
                content = _written(path, lambda p: write_compact(free, p, 8, overwrite=True))
                length = int.from_bytes(content[4:8], "little")
                return [content[8 : 8 + length] + b"\n\n" + content[8 + length :]]
            case "ply":
                return [_written(path, lambda p: write_ply(free, p, overwrite=True))]
            case "settings":
                return [
                    b"version = 1\ntheme = light\nwheel=pans\nmemory = 512\ngrid_colour = #a0b1c2\nx = 1\n"
                ]
            case _:
                panel = {"name": "peel", "area": "right", "extent": 200, "floating": None}
                state = {"version": 1, "window": [1, 2, 300, 200], "maximized": False, "panels": [panel]}
                return [
                    json.dumps(
                        {**state, "switches": ["grid"], "folder": "/a", "recent": ["/a/b.png"]}
                    ).encode()
                ]


def _written(path: Path, write: Callable[[Path], object]) -> bytes:
    write(path)
    return path.read_bytes()
