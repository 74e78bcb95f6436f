from pathlib import Path

import numpy as np
import pytest
from csr.core.cli import main
from csr.core.rasterize.backends import make_rasterizer, rasterizers
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.rasterize.cuda import backend
from csr.core.utils.errors import DeviceError, DeviceLost
from PIL import Image


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "probe", lambda: "there is no GPU")


@pytest.mark.usefixtures("no_gpu")
def test_the_first_that_works_is_taken() -> None:
    assert rasterizers() == {"cuda": "there is no GPU", "cpu": ""}
    for name in ("auto", "cpu"):
        made = make_rasterizer(name)
        assert isinstance(made, CpuRasterizer)
        made.close()


@pytest.mark.usefixtures("no_gpu")
def test_one_that_cannot_be_used_is_a_sentence_that_says_why() -> None:
    with pytest.raises(DeviceError, match="there is no GPU"):
        make_rasterizer("cuda")
    with pytest.raises(DeviceError, match="no device 'toaster'"):
        make_rasterizer("toaster")


def test_asking_for_the_cpu_tries_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> str:
        raise AssertionError("a GPU was looked for")

    monkeypatch.setattr(backend, "probe", never)
    make_rasterizer("cpu").close()  # pyright: ignore


@pytest.mark.usefixtures("no_gpu")
def test_devices_says_why_and_forcing_one_is_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["devices"]) == 0
    assert "cuda   there is no GPU\n  cpu    used\n  opengl in the window" in capsys.readouterr().out
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "photo.png")
    words = ["render", str(tmp_path / "photo.png"), str(tmp_path / "out.png"), "--scale", "2"]
    assert main.main([*words, "--device", "cuda"]) == 2
    assert "'cuda' cannot be used here: there is no GPU" in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()


def test_a_device_that_is_lost_is_a_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DeviceLost("the GPU is out of memory")

    monkeypatch.setattr(CpuRasterizer, "draw", fail)
    Image.fromarray(np.zeros((9, 9, 3), np.uint8)).save(tmp_path / "photo.png")
    words = ["render", str(tmp_path / "photo.png"), str(tmp_path / "out.png"), "--scale", "2"]
    assert main.main([*words, "--device", "cpu"]) == 2
    assert capsys.readouterr().err.endswith("csr: the GPU is out of memory\n")
    assert not (tmp_path / "out.png").exists()
