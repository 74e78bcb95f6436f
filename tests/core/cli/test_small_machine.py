"""`csr` on a small machine, and where nothing can be written."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from small_machine import CSR, linux, run_read_only, run_small

pytestmark = [linux, pytest.mark.slow]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)
    path = tmp_path / "\N{LATIN SMALL LETTER O WITH DIAERESIS}.png"
    Image.fromarray(pixels).resize((300, 200)).save(path)
    return path


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_one_core_and_1500_mb(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    done = run_small(CSR, "render", str(photo), str(out), "--scale", "2")
    assert done.returncode == 0, done.stderr
    assert size_of(out) == (600, 400)


def test_nothing_but_the_result_can_be_written(photo: Path, tmp_path: Path) -> None:
    words = ("render", photo.name, "out.png", "--scale", "2", "--box", "0", "0", "60", "40")
    done = run_read_only(CSR, *words, folder=tmp_path, temporary=tmp_path / "missing")
    assert done.returncode == 0, done.stderr
    assert size_of(tmp_path / "out.png") == (120, 80)


def test_what_must_be_kept_for_a_while_is_refused_in_a_sentence(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    words = ("render", "-", "out.png", "--scale", "2")
    done = run_read_only(CSR, *words, folder=tmp_path, temporary=tmp_path / "small", piped=photo)
    assert done.returncode == 2
    assert "TMPDIR names another folder" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "out.png").exists()
