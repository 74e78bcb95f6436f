from pathlib import Path

import numpy as np
import pytest
from csr.core.field.compact import read_compact, write_compact
from csr.core.field.field import FieldError, GaussianField
from csr.core.field.quantize import quantize
from csr.core.utils.atomic_file import SaveError
from free_fields import free_field


@pytest.mark.parametrize("bits", [8, 16])
def test_what_is_written_is_read(tmp_path: Path, bits: int) -> None:
    field = GaussianField(free_field().kernels, None, (300, 200), "who", "ab" * 32, licence="MIT")
    write_compact(field, tmp_path / "f.csrz", bits, overwrite=False)
    read = read_compact(tmp_path / "f.csrz")
    assert np.array_equal(read.kernels, quantize(field.kernels, bits).kernels())
    assert (read.photo_size, read.model, read.photo_hash, read.licence) == (
        (300, 200),
        "who",
        "ab" * 32,
        "MIT",
    )
    assert read.lattice is None
    assert (tmp_path / "f.csrz").stat().st_size < field.nbytes * (bits + 4) / 32
    with pytest.raises(SaveError):
        write_compact(field, tmp_path / "f.csrz", bits, overwrite=False)


def test_an_empty_field(tmp_path: Path) -> None:
    write_compact(
        GaussianField(np.zeros((8, 0), np.float32), None, (3, 4)), tmp_path / "f.csrz", 16, overwrite=False
    )
    assert read_compact(tmp_path / "f.csrz").kernels.shape == (8, 0)


def test_damaged_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "f.csrz"
    write_compact(free_field(count=50), path, 8, overwrite=False)
    good = path.read_bytes()
    damaged = {
        "empty": b"",
        "other": b"hello" * 20,
        "short": good[:40],
        "cut": good[:-9],
        "count": good.replace(b'"count": 50', b'"count": 49'),
        "huge": good.replace(b'"count": 50', b'"count": 5e'),
        "version": good.replace(b'"version": 1', b'"version": 9'),
        "size": good.replace(b"[300, 200]", b"[300, 0  ]"),
        "step": good.replace(b'"step": [', b'"stop": ['),
    }
    for name, content in damaged.items():
        path.write_bytes(content)
        with pytest.raises(FieldError, match=r"f\.csrz"):
            read_compact(path)
            pytest.fail(name)
