"""What a large photo shows before it is there."""

import numpy as np
from csr.core.photo.early import EarlyPicture
from csr.core.photo.photo import photo_from_pixels
from csr.viewer.window.window import Window
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ..conftest import settled


def screen(window: Window) -> np.ndarray:
    image = window.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., 2::-1].astype(int)


def test_it_lies_where_the_photo_will_and_gives_way_to_it(qtbot: QtBot, window: Window) -> None:
    smooth = np.linspace(0, 255, 4 * 900).reshape(4, 900).repeat(3, axis=1)[:, :1500]
    rows = np.linspace(20, 230, 1000)[:, None]
    pixels = np.stack(np.broadcast_arrays(rows, smooth[:1], rows[::-1]), axis=2).astype(np.uint8)
    small = np.ascontiguousarray(pixels.reshape(500, 2, 750, 2, 3).mean(axis=(1, 3)).astype(np.uint8))
    window.canvas.show_early(EarlyPicture(small, (1500, 1000)))
    early = screen(window)
    with qtbot.waitSignal(window.opened):
        window.open(photo_from_pixels(pixels))
    settled(qtbot, window)
    late = screen(window)
    assert not np.array_equal(early, late)
    # Within a step or two everywhere but where the photo ends: nothing jumps.
    assert np.percentile(np.abs(early - late), 99) <= 3


def test_while_leafing_it_lies_over_the_photo_before_until_the_next_one_is_there(
    qtbot: QtBot, opened: Window
) -> None:
    settled(qtbot, opened)
    before = screen(opened)
    green = np.zeros((200, 300, 3), np.uint8)
    green[..., 1] = 200
    opened.canvas.show_early(EarlyPicture(green, (3000, 2000)))
    middle = before.shape[0] // 2, before.shape[1] // 2
    assert tuple(screen(opened)[middle]) == (0, 200, 0)
    opened.canvas.redraw()  # as a tile of the photo before does
    settled(qtbot, opened)
    assert tuple(screen(opened)[middle]) == (0, 200, 0)
    opened.canvas.show_early(None)  # the next one cannot be opened
    np.testing.assert_array_equal(screen(opened), before)
    opened.canvas.show_early(EarlyPicture(green, (3000, 2000)))
    with qtbot.waitSignal(opened.opened):
        opened.open(photo_from_pixels(np.full((20, 30, 3), 77, np.uint8)))
    settled(qtbot, opened)
    assert tuple(screen(opened)[middle]) == (77, 77, 77)


def test_a_file_that_is_read_anew_keeps_what_is_seen(qtbot: QtBot, opened: Window) -> None:
    shown: list[object] = []
    opened.opener.previewed.connect(shown.append)
    document = opened.opener._shown
    assert document is not None
    opened.opener.open(document.source)
    loading = opened.opener._loading
    assert loading is not None
    loading.previewed.emit(EarlyPicture(np.zeros((2, 2, 3), np.uint8), (20, 20)))
    with qtbot.waitSignal(opened.opened):
        pass
    assert not shown
