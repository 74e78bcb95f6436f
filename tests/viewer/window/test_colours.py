from pathlib import Path

import numpy as np
from csr.core.photo.cicp import D65, PRIMARIES, matrix_profile, srgb_curve
from csr.core.photo.decode import load_photo
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ..conftest import settled

GREEN = (60, 200, 80)
ON_SCREEN = np.array((0, 203, 58))
"""That green of Display P3 in sRGB, clipped."""


def test_a_wide_photo_is_read_and_saved_as_it_is_and_converted_for_the_screen(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    icc = matrix_profile(PRIMARIES[12][0], D65, srgb_curve())
    Image.new("RGB", (64, 48), GREEN).save(tmp_path / "a.png", icc_profile=icc)
    with qtbot.waitSignal(window.opener.settled):
        window.open(tmp_path / "a.png")
    drawn = settled(qtbot, window)
    height, width = drawn.frame.pixels.shape[:2]
    middle = height // 2, width // 2
    assert np.abs(drawn.frame.pixels[middle][2::-1].astype(int) - GREEN).max() <= 1
    assert np.abs(drawn.pixels[middle][2::-1].astype(int) - ON_SCREEN).max() <= 2
    view = window.canvas.view
    assert view is not None
    window.status.show_cursor(view.to_device(*view.centre))
    assert window.status.reading.endswith("60 200 80 Display P3")
    window.copy()
    copied = QApplication.clipboard().image()
    pixel = copied.pixelColor(copied.width() // 2, copied.height() // 2).getRgb()[:3]
    assert np.abs(np.array(pixel) - ON_SCREEN).max() <= 2
    with qtbot.waitSignal(window.jobs.ended):
        window.picture_actions.save_view(tmp_path / "saved.png", overwrite=False)
    saved = load_photo(tmp_path / "saved.png", keep_space=True)
    assert saved.space is not None and saved.space.profile == icc
    assert np.abs(saved.pixels.astype(int) - GREEN).max() <= 1


def test_at_scale_one_the_reading_is_that_of_16_bits(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    values = np.arange(4096, dtype=np.uint16).reshape(64, 64) * 16
    Image.fromarray(values).save(tmp_path / "a.png")
    with qtbot.waitSignal(window.opener.settled):
        window.open(tmp_path / "a.png")
    window.canvas.look_at(32.0, 32.0, 1.0)
    drawn = settled(qtbot, window)
    window.status.show_cursor(drawn.frame.view.to_device(20.5, 30.5))
    assert window.status.reading.endswith(" ".join([str(values[30, 20])] * 3))
