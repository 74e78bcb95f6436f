import threading
from pathlib import Path

import numpy as np
from csr.viewer.window.window import Window
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import photo_of, settings_with, settled


def test_space_shows_the_source_pixels_while_it_is_held(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(16.0)
    smooth = settled(qtbot, opened).pixels
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    squares = settled(qtbot, opened)
    assert squares.request.source_pixels
    view = squares.frame.view
    x, y = (int(c) for c in view.centre)
    left, top = (round(c) for c in view.to_device(x, y))
    square = squares.pixels[top + 1 : top + 15, left + 1 : left + 15, :3].reshape(-1, 3)
    assert (square == square[0]).all()
    QTest.keyRelease(opened.canvas, Qt.Key.Key_Space)
    assert np.array_equal(settled(qtbot, opened).pixels, smooth)


def test_space_let_go_elsewhere_is_let_go(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.setFocus()
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    opened.canvas.clearFocus()
    assert not settled(qtbot, opened).request.source_pixels


def test_esc_leaves_one_level_of_a_mode_and_never_work(opened: Window) -> None:
    actions = opened.actions_by_name

    def press(key: Qt.Key) -> None:
        QTest.keyClick(opened.canvas, key)

    press(Qt.Key.Key_F)
    press(Qt.Key.Key_C)
    opened.message.tell("read me")
    assert actions["full_screen"].isChecked() and actions["split"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not opened.message.text and actions["split"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not actions["split"].isChecked() and actions["full_screen"].isChecked()
    press(Qt.Key.Key_Escape)
    assert not actions["full_screen"].isChecked() and opened.menuBar().isVisible()
    for _ in range(3):
        press(Qt.Key.Key_Escape)
    assert any(t.name == "document" for t in threading.enumerate())


def test_dropped_files_and_pictures_open(qtbot: QtBot, window: Window, photo: Path) -> None:
    files, picture = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(photo))])
    image = QImage(12, 9, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture.setImageData(image)
    for data, size in ((files, (320, 240)), (picture, (12, 9))):
        with qtbot.waitSignal(window.opened):
            window.dropEvent(
                QDropEvent(
                    QPointF(5, 5),
                    Qt.DropAction.CopyAction,
                    data,
                    Qt.MouseButton.LeftButton,
                    Qt.KeyboardModifier.NoModifier,
                )
            )
        assert photo_of(window).size == size


def test_closing_while_a_file_is_opened_leaves_no_thread(qtbot: QtBot, weights: str, photo: Path) -> None:
    before = set(threading.enumerate())
    window = Window(settings_with(weights, "auto"))
    qtbot.addWidget(window)
    window.open(photo)
    window.open(photo.with_name("c.png"))
    window.close()
    assert set(threading.enumerate()) <= before
