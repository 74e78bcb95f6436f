"""Bytes of field and weights files, changed by chance from fixed seeds: read, or refused in a sentence."""

from pathlib import Path

import numpy as np
import pytest
from csr.core.field.field import GaussianField, Lattice
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import load_network, save_network
from csr.core.utils.errors import CsrError
from csr.core.utils.file_header import FileHeaderError, read_file_header

EXAMPLES = 150


def mutated(content: bytes, rng: np.random.Generator) -> bytes:
    """Some bytes changed, most in the header, where they say most; or the end cut off; or a part twice."""
    changed = bytearray(content)
    kind = rng.integers(4)
    if kind == 0:
        return content[: rng.integers(len(content))]
    if kind == 1:
        first, last = sorted(rng.integers(len(content), size=2))
        return content[:last] + content[first:]
    head = min(len(content), 8 + int.from_bytes(content[:8], "little"))
    for place in rng.integers(head if kind == 2 else len(content), size=rng.integers(1, 9)):
        changed[place] = (
            rng.choice(list(b'0123456789-{}[]",:eE \x00\xff')) if place >= 8 else rng.integers(256)
        )
    return bytes(changed)


@pytest.mark.parametrize("free", [False, True])
def test_fields(free: bool, tmp_path: Path) -> None:
    rng = np.random.default_rng(free)
    kernels = np.ones((8, 32), np.float32)
    kernels[3] = 0
    path = tmp_path / "f.safetensors"
    write_field(GaussianField(kernels, None if free else Lattice(0, 0, 8, 4), (4, 2)), path)
    whole = path.read_bytes()
    for _ in range(EXAMPLES):
        path.write_bytes(mutated(whole, rng))
        try:
            source = FieldFileSource(FieldFile(path))
            source.make(source.lattice)
        except CsrError as error:
            assert str(error)
        try:
            read_file_header(path)
        except FileHeaderError as error:
            assert str(error)


def test_weights(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    path = tmp_path / "w.safetensors"
    save_network(untrained(LightConfig(channels=4, blocks=(1, 1, 1), features=2)), path)
    whole = path.read_bytes()
    for _ in range(EXAMPLES):
        path.write_bytes(mutated(whole, rng))
        try:
            load_network(str(path))
        except CsrError as error:
            assert str(error)
