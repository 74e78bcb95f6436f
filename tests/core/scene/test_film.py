from pathlib import Path

import numpy as np
import pytest
from csr.core.cli import main
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.export import bands
from csr.core.scene.film import between, eased, frames, save_film
from csr.core.scene.open import photo_of
from csr.core.scene.scene import Scene
from csr.core.utils.atomic_file import SaveError
from csr.core.utils.errors import Cancelled, never
from golden_fields import lattice_field
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shared_cpu import CPU

START, END = View.centred(20, 15, 2.0, 64, 48), View.centred(12, 9, 16.0, 64, 48)


@pytest.fixture
def field_file(tmp_path: Path) -> Path:
    write_field(lattice_field(40, 30, margin=5), tmp_path / "f.safetensors")
    return tmp_path / "f.safetensors"


@pytest.fixture
def scene(field_file: Path) -> Scene:
    field, rasterizer = TiledField(FieldFileSource(FieldFile(field_file))), CPU
    return Scene(photo_of(field, rasterizer), field, rasterizer)


def test_easing_begins_and_ends_at_rest() -> None:
    t = np.linspace(0, 1, 101)
    way = np.array([eased(float(s)) for s in t])
    assert (way[0], way[50], way[100]) == pytest.approx((0, 0.5, 1))
    assert (np.diff(way) >= 0).all() and way[1] < 1e-4


@given(st.floats(1, 300), st.floats(1, 300), st.floats(0.01, 0.99))
def test_a_zoom_keeps_one_point_of_the_screen(s0: float, s1: float, share: float) -> None:
    if abs(s1 / s0 - 1) < 0.01:
        return
    start, end = View.centred(20, 15, s0, 64, 48), View.centred(12, 9, s1, 64, 48)
    # The photo point that both ends show at one device point.
    x = (start.x0 * s0 - end.x0 * s1) / (s0 - s1)
    y = (start.y0 * s0 - end.y0 * s1) / (s0 - s1)
    middle = between(start, end, share)
    # Rounding of doubles, magnified by how far away that point is.
    assert middle.to_device(x, y) == pytest.approx(start.to_device(x, y), rel=1e-6, abs=1e-5)
    assert between(start, end, 0).centre == pytest.approx(start.centre)
    assert between(start, end, 1).centre == pytest.approx(end.centre)
    assert middle.scale == pytest.approx(s0 ** (1 - share) * s1**share)


def test_at_one_scale_a_film_pans() -> None:
    other = View.centred(30, 15, 2.0, 64, 48)
    assert between(START, other, 0.25).centre == pytest.approx((22.5, 15))


def test_the_frames_are_the_pictures_that_are_saved(scene: Scene) -> None:
    told: list[tuple[int, int]] = []
    pictures = list(frames(scene, START, END, 3, lambda a, b: told.append((a, b))))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert np.array_equal(pictures[0], np.concatenate(list(bands(scene, between(START, END, 0)))))
    assert pictures[2].shape == (48, 64, 3)


def test_at_x1_the_ends_are_the_photos_own_pixels() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (61, 83, 3), np.uint8)
    scene = Scene(photo_from_pixels(noise))
    start, end = View.centred(30.3, 31.6, 1.0, 33, 20), View.centred(44.8, 22.1, 1.0, 33, 20)
    first, _, last = frames(scene, start, end, 3, lambda _done, _all: None)
    for picture, view in ((first, start.aligned()), (last, end.aligned())):
        x, y = int(view.x0), int(view.y0)
        assert (view.x0, view.y0) == (x, y)
        np.testing.assert_array_equal(np.rint(picture * 255), noise[y : y + 20, x : x + 33])


def test_films_are_saved_and_nothing_is_replaced_unasked(scene: Scene, tmp_path: Path) -> None:
    for name in ("a.gif", "a.webp"):
        save_film(
            scene, START, END, tmp_path / name, seconds=1, fps=5, overwrite=False, on_progress=lambda *_: None
        )
        with Image.open(tmp_path / name) as film:
            assert film.size == (64, 48) and film.n_frames == 5  # type: ignore[attr-defined]
    out = tmp_path / "frames"
    save_film(scene, START, END, out, seconds=1, fps=5, overwrite=False, on_progress=lambda *_: None)
    assert sorted(p.name for p in out.iterdir()) == [f"frame_{i:05d}.png" for i in range(5)]
    for name in ("a.gif", "frames"):
        with pytest.raises(SaveError):
            save_film(
                scene,
                START,
                END,
                tmp_path / name,
                seconds=1,
                fps=5,
                overwrite=False,
                on_progress=lambda *_: None,
            )
    for name, seconds in (("b.mp4", 1), ("b.gif", 0), ("no/b.gif", 1), ("no/frames", 1)):
        with pytest.raises(SaveError):
            save_film(
                scene,
                START,
                END,
                tmp_path / name,
                seconds=seconds,
                fps=5,
                overwrite=False,
                on_progress=lambda *_: None,
            )


def test_a_film_that_is_stopped_leaves_no_file(scene: Scene, tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_film(scene, START, END, tmp_path / "a.webp", seconds=1, fps=5, overwrite=False, on_progress=stop)
    for folder in ("empty", "full"):
        (tmp_path / folder).mkdir()
    kept = {tmp_path / "full/frame_00001.png": b"older", tmp_path / "full/note.txt": b"mine"}
    for path, content in kept.items():
        path.write_bytes(content)
    for folder in ("new", "empty", "full"):
        with pytest.raises(Cancelled):
            save_film(
                scene, START, END, tmp_path / folder, seconds=1, fps=5, overwrite=True, on_progress=stop
            )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "f.safetensors", "full"]
    assert not list((tmp_path / "empty").iterdir())
    assert {path: path.read_bytes() for path in (tmp_path / "full").iterdir()} == kept
    assert not never()


def test_the_command(field_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "film",
        str(field_file),
        str(tmp_path / "z.gif"),
        "--from",
        "20",
        "15",
        "2",
        "--to",
        "12",
        "9",
        "16",
    ]
    words += ["--seconds", "0.5", "--fps", "10", "--size", "32", "24"]
    assert main.main(words) == 0
    with Image.open(tmp_path / "z.gif") as film:
        assert film.size == (32, 24) and film.n_frames == 5  # type: ignore[attr-defined]
    assert main.main(words) == 2
    assert "already" in capsys.readouterr().err
    assert main.main([*words[:2], str(tmp_path / "y.gif"), *words[3:6], "-1", *words[7:]]) == 2
    assert "scales lie between" in capsys.readouterr().err
