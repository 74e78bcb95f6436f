from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.file import FieldFile, write_field
from csr.core.field.tile_source import FieldFileSource
from csr.core.field.tiled_field import TiledField
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.open import photo_of
from csr.core.scene.scene import Scene
from csr.core.utils.errors import never
from csr.viewer import style
from csr.viewer.render.maps import TITLES, Legend, MapKind, draw_map, legend_text, shades
from csr.viewer.window.window import Window
from golden_fields import lattice_field
from pytestqt.qtbot import QtBot

from ..conftest import settled

VIEW = View(6.0, 3, 2, 120, 90)


@pytest.fixture
def cpu() -> Iterator[CpuRasterizer]:
    cpu = CpuRasterizer(2)
    yield cpu
    cpu.close()


@pytest.fixture
def scene(tmp_path: Path, cpu: CpuRasterizer) -> Scene:
    write_field(lattice_field(40, 30, margin=5), tmp_path / "f.safetensors")
    field = TiledField(FieldFileSource(FieldFile(tmp_path / "f.safetensors")))
    return Scene(photo_of(field, cpu), field, cpu)


@pytest.mark.parametrize("kind", TITLES)
def test_every_map_is_drawn_with_a_legend_of_its_range(scene: Scene, kind: MapKind) -> None:
    plain = scene.draw(VIEW).pixels
    before = plain.copy()
    drawn, legend = draw_map(kind, scene, VIEW, plain, moving=False, pixel_ratio=1.0, cancelled=never)
    assert np.array_equal(plain, before)
    assert drawn.shape == plain.shape and not np.array_equal(drawn, plain)
    assert legend is not None and legend.kind == kind and legend.low < legend.high


def test_lines_lie_where_the_luma_is_a_multiple(scene: Scene, cpu: CpuRasterizer) -> None:
    near = View(24.0, 10, 8, 120, 90)
    plain = np.zeros((90, 120, 4), np.uint8)
    drawn, _ = draw_map("isolines", scene, near, plain, moving=False, pixel_ratio=1.0, cancelled=never)
    luma = cpu.draw(scene.field.tiles(near), near) @ np.array((0.299, 0.587, 0.114))  # type: ignore[union-attr]
    level = np.floor(luma * style.ISOLINE_LEVELS)
    # Between two neighbours of different levels there is a line: one of them is half covered at least.
    crossing = (level[:, 1:] != level[:, :-1]) & (np.abs(np.diff(luma, axis=1)) < 0.5 / style.ISOLINE_LEVELS)
    lit = np.maximum(drawn[:, 1:, 0], drawn[:, :-1, 0])
    assert crossing.sum() > 100
    assert (lit[crossing] >= 120).mean() > 0.99
    assert (drawn[..., 0] == 0).mean() > 0.3


def test_hues_go_round_and_scales_rise() -> None:
    hues = shades("orientation", np.array([0, 1 / 3, 2 / 3, 1, 0.5], np.float32))
    red_green_blue_red_cyan = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 0, 0], [0, 255, 255]]
    assert hues == pytest.approx(np.array(red_green_blue_red_cyan), abs=0.01)
    luma = shades("density", np.linspace(0, 1, 9, dtype=np.float32)) @ np.array((0.299, 0.587, 0.114))
    assert (np.diff(luma) > 0).all()
    assert np.array_equal(
        shades("gradient", np.array([-1, 2], np.float32)), shades("gradient", np.array([0, 1], np.float32))
    )


def test_legends_have_as_many_digits_as_tell_their_ends_apart() -> None:
    assert legend_text(Legend("elongation", 1.012, 1.0234)) == ("1.0120", "1.0234")
    assert legend_text(Legend("laplacian", -250, 250)) == ("-250", "250")


def test_maps_are_switched_one_at_a_time(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(8.0)
    settled(qtbot, opened)
    plain = opened.canvas.grab().toImage()
    seen = []
    for kind in TITLES:
        opened.actions_by_name[f"map_{kind}"].trigger()
        assert opened.canvas.overlays.map == kind
        drawn = settled(qtbot, opened)
        assert drawn.legend is not None and drawn.legend.kind == kind
        image = opened.canvas.grab().toImage()
        assert image != plain and image not in seen
        seen.append(image)
        assert [k for k in TITLES if opened.actions_by_name[f"map_{k}"].isChecked()] == [kind]
    opened.actions_by_name["map_isolines"].trigger()
    settled(qtbot, opened)
    assert opened.canvas.grab().toImage() == plain
