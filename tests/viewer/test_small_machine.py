"""The window on a small machine, and where nothing can be written."""

from pathlib import Path

import pytest
from PIL import Image
from small_machine import WINDOW, linux, run_read_only, run_small

pytestmark = [linux, pytest.mark.slow]


def test_one_core_and_1500_mb(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    done = run_small(WINDOW, str(photo), "--screenshot", str(out), "--scale", "3", "--device", "cpu")
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(out) as picture:
        assert len(picture.getcolors(1 << 24) or ()) > 100


def test_nothing_but_the_picture_can_be_written(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    words = (str(photo), "--screenshot", "out.png", "--scale", "3", "--device", "cpu")
    done = run_read_only(WINDOW, *words, folder=tmp_path, temporary=tmp_path / "small")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.png").exists()
