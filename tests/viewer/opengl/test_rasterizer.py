import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conformance import CHECKS, Check, Subject, golden
from csr.core.field.field import GaussianField
from csr.core.geometry.view import View
from csr.core.rasterize.reference import draw_reference
from csr.core.utils.errors import DeviceError, DeviceLost
from csr.viewer.opengl.gl import GL_RGBA16F, VERSION
from csr.viewer.opengl.rasterizer import OpenGLRasterizer, surface_format
from csr.viewer.overlays.frame_stats import figures
from csr.viewer.render.marks import CpuMarks, Overlays, marks_in, strokes
from csr.viewer.window.window import Window
from golden_fields import free_field, lattice_field, photo_field
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settings_with, settled

HALF_STEP = 1 / 510


@pytest.fixture(scope="module")
def surface(qapp: QGuiApplication) -> Iterator[QOffscreenSurface]:
    assert qapp
    surface = QOffscreenSurface()
    surface.setFormat(surface_format())
    surface.create()
    yield surface
    surface.destroy()


@pytest.fixture(scope="module")
def opengl(surface: QOffscreenSurface) -> Iterator[OpenGLRasterizer]:
    try:
        rasterizer = OpenGLRasterizer(surface)
    except DeviceError as error:
        pytest.skip(f"OpenGL cannot be used: {error}")
    yield rasterizer
    rasterizer.close()


@pytest.mark.parametrize("check", CHECKS)
def test_it_conforms(check: Check, opengl: OpenGLRasterizer) -> None:
    check(Subject(opengl, tolerance=2e-4))


def test_sums_of_16_bits_are_right_to_half_a_step(
    surface: QOffscreenSurface, opengl: OpenGLRasterizer
) -> None:
    # Split in two, sums of float16 are as exact as the least part, 2^-17 for each of some 40 kernels; where
    # a sum is above 4, or more kernels come together (x0.25), less. Measured: 1.9e-4, and 8e-4 at x0.25.
    halves = OpenGLRasterizer(surface, (GL_RGBA16F,))
    try:
        assert "16 bits" in halves.name and "16 bits" not in opengl.name
        for field in (golden("random"), golden("photo")):
            for scale in (0.25, 1, 1.7, 4, 512):
                subject = Subject(halves, HALF_STEP)
                assert subject.differs(field, View(scale, 7.3, 6.1, 45, 37)) <= HALF_STEP
    finally:
        halves.close()


@pytest.mark.parametrize("scale", [1.5, 64.0, 512.0])
@pytest.mark.parametrize("corner", [(0, 0), (1240, 690)])
def test_it_is_as_exact_in_the_corner_of_a_large_photo(
    scale: float, corner: tuple[int, int], opengl: OpenGLRasterizer
) -> None:
    kernels = lattice_field(20, 16).kernels.copy()
    kernels[:2] += np.array([[11_980], [8_980]], np.float32)
    field = GaussianField(kernels, None, (12_000, 9_000))
    at = View.centred(11_990.3, 8_988.7, scale, 40, 30)  # in the corner of a view of the whole screen
    view = View(scale, at.x0 - corner[0] / scale, at.y0 - corner[1] / scale, 1280, 720)
    picture = opengl.draw([field], view)[corner[1] :, corner[0] :][:30, :40]
    assert np.abs(picture - draw_reference([field], at)).max() <= 2e-4


def test_a_view_larger_than_a_block_is_one_picture(opengl: OpenGLRasterizer) -> None:
    field, view = photo_field(), View(100.0, 2.0, 2.0, 2100, 30)
    picture = opengl.draw([field], view)
    assert (
        np.abs(picture[:, 2040:2060] - draw_reference([field], View(100.0, 22.4, 2.0, 20, 30))).max() <= 2e-4
    )
    frame = opengl.draw_frame([field], view)
    assert np.abs(frame[..., 2::-1] - picture.clip(0, 1) * 255).max() <= 0.51


def test_a_tile_is_handed_over_once_and_given_back_with_its_field(
    opengl: OpenGLRasterizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter = opengl._painter
    assert painter is not None
    kept, handed = painter._tiles, []
    monkeypatch.setattr(kept, "_hand_over", lambda tile, do=kept._hand_over: handed.append(tile) or do(tile))
    opengl._have(lambda painter: painter._tiles.clear())
    fields = [lattice_field(8, 8, seed=i) for i in range(3)]
    for scale in (1.0, 2.0, 3.0):
        opengl.draw_frame(fields, View(scale, 1, 1, 20, 20))
    assert handed == fields and len(kept._kept) == 3

    monkeypatch.setattr(kept, "_limit", kept.nbytes * 2 // 3)
    exact = draw_reference(fields, View(2.0, 1, 1, 20, 20))
    opengl._have(lambda painter: painter._tiles.clear())
    for _ in range(2):
        assert np.abs(opengl.draw(fields, View(2.0, 1, 1, 20, 20)) - exact).max() <= 2e-4
        assert len(kept._kept) == 2 and kept.nbytes <= kept._limit

    handed.clear()
    del fields
    gc.collect()
    opengl.draw([lattice_field(8, 8)], View(1.0, 0, 0, 4, 4))
    assert len(kept._kept) == 1


@pytest.mark.parametrize("name", ["positions", "covariances"])
@pytest.mark.parametrize(("scale", "most"), [(40.0, 10**6), (9.0, 10**6), (9.0, 300)])
def test_marks_are_drawn_as_on_the_cpu(name: str, scale: float, most: int, opengl: OpenGLRasterizer) -> None:
    tiles = [lattice_field(12, 20), lattice_field(12, 20, x0=12, seed=1), free_field([[9, 9]], (4, 1, 2), 1)]
    tiles[1].kernels[5:, ::3] = 0  # muted: no marks
    view = View(scale, 5.5, 3.25, 210, 160)
    marks, look = marks_in(tiles, view, most), strokes(Overlays(frozenset({name})), 1.5)
    rng = np.random.default_rng(0)
    here = np.full((160, 210, 4), 255, np.uint8)
    here[..., :3] = rng.integers(0, 256, (160, 210, 3))
    there, plain = here.copy(), here.copy()
    opengl.draw_marks(here, marks, view, look)
    CpuMarks().draw_marks(there, marks, view, look)
    assert np.abs(here.astype(int) - plain).max() > 100
    # Colours are rounded to whole levels after each of up to some ten strokes that lie over each other.
    assert np.abs(here.astype(int) - there).max() <= 6


def test_a_driver_that_draws_wrong_is_not_used(
    surface: QOffscreenSurface, opengl: OpenGLRasterizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    del opengl  # skips where there is none
    contexts: list[QOpenGLContext] = []

    def wrong(*given: Any) -> Any:
        contexts.append(QOpenGLContext.currentContext())
        return draw_reference(*given) + 0.003

    monkeypatch.setattr("csr.viewer.opengl.rasterizer.draw_reference", wrong)
    with pytest.raises(DeviceError, match=r"draws wrong.*; .*draws wrong"):
        OpenGLRasterizer(surface)
    # None is left current in the thread that has ended: Qt would ask for it there, when it may be gone.
    assert contexts and all(context.surface() is None for context in contexts)


def test_a_shader_that_the_driver_cannot_build_is_told(
    surface: QOffscreenSurface, opengl: OpenGLRasterizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opengl  # there is OpenGL here
    monkeypatch.setattr("csr.viewer.opengl.gl._shader", lambda *_: f"{VERSION}\nthis is no shader")
    with pytest.raises(DeviceError, match=r"cannot build splat\.frag: .*error"):
        OpenGLRasterizer(surface)


def test_a_renderer_that_is_a_cpu_is_known(opengl: OpenGLRasterizer) -> None:
    painter = opengl._painter
    assert painter is not None
    if "llvmpipe" in painter.renderer:
        assert opengl.software
    assert opengl.name.startswith("OpenGL, ")


def test_what_fails_in_mid_flight_is_a_lost_device(
    surface: QOffscreenSurface, opengl: OpenGLRasterizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    painter = opengl._painter
    assert painter is not None
    view = View(1.0, 0, 0, 4, 4)
    with monkeypatch.context() as patch:
        patch.setattr(painter._tiles, "_most_rows", 0)
        with pytest.raises(DeviceLost, match="no memory"):
            opengl.draw([lattice_field(4, 4)], view)
    with monkeypatch.context() as patch:
        patch.setattr(painter._gl, "GetError", lambda: 0x0507)
        with pytest.raises(DeviceLost, match="0x507"):
            opengl.draw([], view)
    second = OpenGLRasterizer(surface)
    second.close()
    with pytest.raises(DeviceLost):
        second.draw([], view)


def test_closing_ends_the_thread(surface: QOffscreenSurface, opengl: OpenGLRasterizer) -> None:
    del opengl
    before = threading.active_count()
    OpenGLRasterizer(surface).close()
    assert threading.active_count() == before


@pytest.mark.parametrize("keys", ["", "p", "v"])
def test_the_window_shows_what_it_shows_by_the_cpu(
    keys: str, qtbot: QtBot, opened: Window, opengl: OpenGLRasterizer
) -> None:
    opened.canvas.zoom_to(20.0)
    for key in keys:
        QTest.keyClick(opened.canvas, key)
    by_cpu = settled(qtbot, opened)
    opened.devices.choose("opengl")
    qtbot.waitUntil(lambda: (drawn := opened.canvas.item.drawn) is not None and opengl.name in figures(drawn))
    by_opengl = settled(qtbot, opened)
    assert by_opengl.frame.view == by_cpu.frame.view and by_opengl.caption == by_cpu.caption
    difference = np.abs(by_opengl.pixels.astype(int) - by_cpu.pixels)
    # a level where the sum is near the middle between two; a few more where strokes lie over each other
    assert difference.max() <= (6 if keys else 1)


def test_the_automatic_choice_passes_over_a_renderer_that_is_a_cpu(
    qtbot: QtBot, weights: str, photo: Path, opengl: OpenGLRasterizer
) -> None:
    if not opengl.software:
        pytest.skip("there is a GPU here")
    window = Window(settings_with(weights, "auto"))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.opener.settled):
        window.open(photo)
    assert window.devices.used == "cpu" and "CPU" in window.devices.trials.passed_over["opengl"]
    assert window.devices.trials.reasons["opengl"] == ""
    window.close()
