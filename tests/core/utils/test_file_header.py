from pathlib import Path

import numpy as np
import pytest
from csr.core.utils.file_header import FileHeader, FileHeaderError, card_of, read_file_header
from safetensors.numpy import save_file


def file_of(tmp_path: Path, **header: str) -> Path:
    path = tmp_path / "a.safetensors"
    save_file({"x": np.zeros(1, np.float32)}, path, header)
    return path


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = file_of(tmp_path, format="csr-field", **card_of(120, 31.239))
    assert read_file_header(path) == FileHeader("field", 120, ((1, 31.24),))


def test_weights_tell_every_scale_that_was_measured(tmp_path: Path) -> None:
    path = file_of(tmp_path, format="csr-weights", validation_psnr_y='{"2": 30.1, "4": 24.5}')
    assert read_file_header(path) == FileHeader("weights", None, ((2, 30.1), (4, 24.5)))


@pytest.mark.parametrize(
    "header",
    [{}, {"format": "x"}, {"format": "csr-field", "steps": "a"}, {"format": "csr-field", "psnr": "[1]"}],
)
def test_what_is_neither_or_not_whole_is_a_sentence(header: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(FileHeaderError, match=r"a\.safetensors"):
        read_file_header(file_of(tmp_path, **header))


def test_a_file_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileHeaderError, match="cannot be read"):
        read_file_header(tmp_path / "gone.safetensors")
