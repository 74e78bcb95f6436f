"""Field files that lie: what their headers say is held against what they hold, before memory is taken."""

import json
import os
import struct
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.field import FieldError, GaussianField, Lattice
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.utils.errors import CsrError


def kernels(count: int) -> np.ndarray:
    made = np.ones((8, count), np.float32)
    made[3] = 0
    return made


def written(path: Path, *, free: bool = False) -> tuple[dict[str, object], bytes]:
    """The header of a small field file, and what follows it."""
    lattice = None if free else Lattice(0, 0, 4, 2)
    write_field(GaussianField(kernels(8), lattice, (2, 1)), path)
    content = path.read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def put(path: Path, header: dict[str, object], body: bytes) -> None:
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("lattice_corner", f"{1 << 40} 0", "outside"),
        ("lattice_corner", f"0 -{1 << 40}", "outside"),
        ("lattice_corner", "9" * 4000 + " 0", "outside"),
        ("lattice_corner", "9" * 5000 + " 0", "whole numbers"),
        ("photo_size", "100000 100000", "too large for 8 kernels"),
        ("photo_size", f"{1 << 70} 1", "too large"),
        ("photo_size", "0 1", "no pixels"),
        ("photo_size", "-4 -4", "no pixels"),
        ("reach", "1e999", "a length"),
    ],
)
def test_a_header_that_claims_too_much(key: str, value: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    header, body = written(path)
    metadata = header["__metadata__"]
    assert isinstance(metadata, dict)
    metadata[key] = value
    put(path, header, body)
    tracemalloc.start()
    with pytest.raises(FieldError, match=reason):
        FieldFileSource(FieldFile(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("shape", [[8, 0, 0], [8, 0, 5], [8, 1 << 40, 0], [7, 8], [8], []])
def test_shapes_that_hold_nothing(shape: list[int], tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    header, body = written(path)
    count = 4 * int(np.prod(shape))
    header["kernels"] = {"dtype": "F32", "shape": shape, "data_offsets": [0, count]}
    put(path, header, body[:count])
    with pytest.raises(FieldError, match=r"f\.safetensors"):
        FieldFile(path)


@pytest.mark.parametrize("edge", [-(1 << 62), -1, 1 << 62])
def test_boxes_outside_of_the_photo(edge: int, tmp_path: Path) -> None:
    path = tmp_path / "f.safetensors"
    header, body = written(path, free=True)
    place = header["box_columns"]
    assert isinstance(place, dict)
    first, last = place["data_offsets"]
    edges = np.frombuffer(body[first:last], np.int64).copy()
    edges[0 if edge < 0 else -1] = edge
    put(path, header, body[:first] + edges.tobytes() + body[last:])
    with pytest.raises(FieldError, match="outside of the photo"):
        FieldFile(path)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have names as Unix gives them")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.safetensors")
    with pytest.raises(CsrError, match="not a regular file"):
        FieldFile(tmp_path / "f.safetensors")
