import errno
import io
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from PIL import Image


@pytest.fixture
def weights(tmp_path: Path) -> str:
    save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), tmp_path / "w.safetensors")
    return str(tmp_path / "w.safetensors")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two pages, the second a blue one of another size."""
    path = tmp_path / "two pages, ä.tif"
    rng = np.random.default_rng(0)
    first = Image.fromarray(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8))
    first.save(path, save_all=True, append_images=[Image.new("RGB", (10, 8), (0, 0, 255))])
    return path


class Piped:
    """What stands for standard input."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)

    def isatty(self) -> bool:
        return not self.buffer.getvalue()


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_a_photo_is_named_by_its_address_and_comes_by_standard_input(
    pages: Path, weights: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["--scale", "2", "--weights", weights]
    assert main(["render", pages.as_uri(), str(tmp_path / "a.png"), *words]) == 0
    monkeypatch.setattr(sys, "stdin", Piped(pages.read_bytes()))
    assert main(["render", "-", str(tmp_path / "b.png"), *words]) == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    field = tmp_path / "f.safetensors"
    assert main(["field", pages.as_uri(), str(field), "--weights", weights, "--page", "2"]) == 0
    monkeypatch.setattr(sys, "stdin", Piped(field.read_bytes()))
    assert main(["render", "-", str(tmp_path / "c.png"), *words]) == 0
    assert size_of(tmp_path / "c.png") == (20, 16)


def test_standard_input_that_cannot_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b""))
    assert main(["render", "-", str(tmp_path / "a.png"), "--scale", "2"]) == 2
    assert "terminal" in capsys.readouterr().err
    assert main(["render", "-", "-", str(tmp_path), "--scale", "2"]) == 2
    assert "once" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["convert", "o.csrz"], ["export-web", "o.html"], ["map", "o.npz", "--density"]]
)
def test_a_page_is_chosen(
    command: list[str], pages: Path, weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, out, *more = command
    words = [name, str(pages), str(tmp_path / out), *more, "--weights", weights, "--page"]
    assert main([*words, "2"]) == 0
    assert (tmp_path / out).exists()
    assert main([*words, "3", "--overwrite"]) == 2
    assert "2 pages" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_named_like_a_photo_is_refused_at_once(
    tmp_path: Path, weights: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    words = ["render", str(tmp_path / "a.jpg"), str(tmp_path / "o.png"), "--scale", "2", "--weights", weights]
    assert main(words) == 2
    assert "not a regular file" in capsys.readouterr().err


def test_standard_input_without_room_for_it_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdin", Piped(b"a photo"))
    monkeypatch.setattr(shutil, "copyfileobj", full)
    assert main(["render", "-", str(tmp_path / "a.png"), "--scale", "2"]) == 2
    said = capsys.readouterr().err
    assert "standard input cannot be kept" in said and "No space left" in said and "TMPDIR" in said
