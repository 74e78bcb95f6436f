import math
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli.main import main
from csr.core.field.field import TILE, GaussianField
from csr.core.field.file import REACH_CUTOFF, FieldFile
from csr.core.field.tiled_field import TiledField
from csr.core.fitting import fit as fitting
from csr.core.geometry.view import View
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.open import open_file
from csr.core.scene.scene import Scene
from PIL import Image
from shared_cpu import CPU


def picture(width: int = 24, height: int = 24) -> np.ndarray:  # type: ignore[type-arg]
    """Soft hills and one sharp disc."""
    y, x = np.mgrid[:height, :width]
    hills = 0.5 + 0.3 * np.sin(x / 5)[..., None] * np.cos(y[..., None] / np.array([4, 6, 7]))
    disc = (np.hypot(x - width / 3, y - height / 2) < height / 5)[..., None]
    return np.where(disc, [0.9, 0.2, 0.1], hills).astype(np.float32)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.fromarray((picture() * 255).astype(np.uint8)).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def test_a_fit_comes_close_to_its_picture_with_all_its_kernels() -> None:
    fit = fitting.Fitting(picture(), 80, 0)
    assert fit.there == round(fitting.START_SHARE * 80)
    scores = [fit.step(i / 150) for i in range(150)]
    assert fit.there == 80
    # Errors of a tenth of the range, and of three hundredths.
    assert scores[0] < 20
    assert scores[-1] > 30
    field = GaussianField(fit.kernels(), None, (24, 24))
    assert field.kernels[[2, 4]].min() > fitting.FLOOR**2 * (1 - 1e-6)
    drawn = CpuRasterizer(1).draw([field], View(1.0, 0, 0, 24, 24))
    error = -10 * math.log10(float(np.square(drawn - picture()).mean()))
    assert error == pytest.approx(scores[-1], abs=0.5)  # one step later, drawn at a finer cut-off


def test_kernels_stay_within_the_reach_of_a_tile() -> None:
    fit = fitting.Fitting(np.full((16, 300, 3), 0.5, np.float32), 300, 0)
    fit._parameters[0, 2:5, :9] = 500  # pyright: ignore[reportPrivateUsage]
    fit.step(0.0)
    field = GaussianField(fit.kernels(), None, (300, 16))
    assert 0.99 * TILE / 2 < field.reach(REACH_CUTOFF) <= TILE / 2


def test_places_are_spread_as_a_density_says() -> None:
    fit = fitting.Fitting(picture(), 30, 0)
    density = torch.ones(24, 24)
    density[:, 12:] = 3
    pixels, means = fit._places(density, 400)  # pyright: ignore[reportPrivateUsage]
    # The curve visits the halves by turns, some parts are cut across; independent draws have sd 8.7.
    assert abs(int((means[0] > 12).sum()) - 300) <= 8
    assert torch.equal(pixels % 24, means[0].floor().long())
    every = fit._places(torch.ones(24, 24), 576)[0]  # pyright: ignore[reportPrivateUsage]
    assert every.unique().numel() == 576


def test_growing_leaves_the_other_kernels_steps_as_they_were() -> None:
    rng = torch.Generator().manual_seed(0)
    alone, grown = (torch.ones(1, 8, 3), torch.ones(1, 8, 3))
    gradients = torch.rand(4, 1, 8, 5, generator=rng)
    a, b = fitting.Adam(alone), fitting.Adam(grown)
    for i in range(4):
        if i == 2:
            b.grow(2)
            grown = torch.cat((grown, torch.ones(1, 8, 2)), 2)
        a.step(alone, gradients[i, ..., :3], torch.full_like(alone, 0.1))
        b.step(grown, gradients[i, ..., : grown.shape[2]], torch.full_like(grown, 0.1))
    assert torch.equal(grown[..., :3], alone)
    assert grown[..., 3:].allclose(torch.tensor(1 - 0.2), atol=0.05)  # Adam's first steps are near the rate


def test_the_command_writes_a_field_that_opens(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "f.safetensors"
    words = ["fit", str(photo), str(out), "--kernels", "60", "--seconds", "0.5"]
    assert main(words) == 0
    assert "kernels, " in capsys.readouterr().out
    file = FieldFile(out)
    assert (file.lattice, file.photo_size, file.model) == (None, (24, 24), "fit")
    assert file.photo_hash == load_photo(photo).hash
    opened = open_file(out)
    assert isinstance(opened, TiledField)
    rasterizer, view = CPU, View(5.0, 1, 2, 40, 30)
    while opened.make_next(view):
        pass
    frame = Scene(photo_from_pixels(np.zeros((24, 24, 3), np.uint8)), opened, rasterizer).draw(view)
    assert frame.source == "field"
    assert np.array_equal(frame.pixels, rasterizer.draw_frame([file.read()], view))
    assert main(words) == 2
    assert "there already" in capsys.readouterr().err
    assert main([*words, "--overwrite"]) == 0


def test_however_short_the_time_a_field_is_written(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.safetensors"
    assert main(["fit", str(photo), str(out), "--kernels", "60", "--seconds", "1e-9"]) == 0
    assert len(FieldFile(out).read()) > 0


def test_an_interrupted_fit_writes_nothing(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> float:
        raise KeyboardInterrupt

    monkeypatch.setattr(fitting.Fitting, "step", interrupted)
    out = tmp_path / "f.safetensors"
    assert main(["fit", str(photo), str(out), "--kernels", "60", "--seconds", "9"]) == 130
    assert sorted(p.name for p in tmp_path.iterdir()) == ["photo.png"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["photo.png", "f.safetensors", "--kernels", "0"], "at least one"),
        (["photo.png", "f.safetensors", "--kernels", "577"], "pixels (576)"),
        (["small.png", "f.safetensors", "--kernels", "5"], "7 x 30"),
        (["none.png", "f.safetensors", "--kernels", "5"], "no file"),
        (["photo.png", "f.png", "--kernels", "5"], "ends in"),
        (["photo.png", "no/f.safetensors", "--kernels", "5"], "no folder"),
    ],
)
def test_bad_input(
    words: list[str],
    expected: str,
    photo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Image.new("RGB", (7, 30)).save(tmp_path / "small.png")
    assert main(["fit", *(str(tmp_path / w) if "." in w else w for w in words), "--seconds", "1"]) == 2
    assert expected in capsys.readouterr().err
    assert not (tmp_path / "f.safetensors").exists()
    del photo


def test_a_photo_larger_than_memory_is_refused(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fitting, "BYTES_PER_PIXEL", 1 << 50)
    words = ["fit", str(photo), str(tmp_path / "f.safetensors"), "--kernels", "9"]
    assert main(words) == 2
    assert "free memory" in capsys.readouterr().err
