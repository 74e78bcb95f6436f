"""The view for other programs: copied as a file, dragged out, printed."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from csr.viewer.saving import share_actions
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def file_in(data: QMimeData) -> Path:
    (url,) = data.urls()
    assert data.data("x-special/gnome-copied-files").data().startswith(b"copy\nfile:///")
    return Path(url.toLocalFile())


def test_the_view_is_copied_as_a_file_that_goes_with_the_window(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(3.0)
    drawn = settled(qtbot, opened)
    with qtbot.waitSignal(opened.notifier.message_sent):
        QTest.keyClick(opened.canvas, Qt.Key.Key_C, CTRL | ALT)
    file = file_in(QGuiApplication.clipboard().mimeData())
    assert file.name == "b_x3.png"
    assert np.array_equal(np.asarray(Image.open(file)), drawn.frame.pixels[..., 2::-1])
    opened.close()
    assert not file.exists()


def test_ctrl_drags_the_view_out_and_the_photo_stays(
    qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[Path] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(file_in(drag.mimeData())))
    opened.canvas.zoom_to(3.0)
    before, port = settled(qtbot, opened).frame.view, opened.canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, CTRL, QPoint(200, 150))
    QTest.mouseMove(port, QPoint(200, 152))
    qtbot.wait(200)
    assert not dragged, "a click is no drag"
    QTest.mouseMove(port, QPoint(260, 190))
    qtbot.waitUntil(lambda: bool(dragged))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, CTRL, QPoint(260, 190))
    assert dragged[0].exists() and opened.canvas.view == before
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    QTest.mouseMove(port, QPoint(260, 190))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(260, 190))
    assert opened.canvas.view != before and len(dragged) == 1


def test_a_drag_takes_the_view_of_its_own_press(
    qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[Path] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(file_in(drag.mimeData())))
    begun, go = threading.Event(), threading.Event()
    save, port = share_actions.save, opened.canvas.viewport()

    def slow(*arguments: Any) -> None:
        begun.set()
        go.wait()
        save(*arguments)

    monkeypatch.setattr(share_actions, "save", slow)
    for scale in (3.0, 5.0):  # the first is let go of before its picture is written
        opened.canvas.zoom_to(scale)
        QTest.mousePress(port, Qt.MouseButton.LeftButton, CTRL, QPoint(200, 150))
        assert begun.wait(60)
        if scale == 3.0:
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, CTRL, QPoint(200, 150))
    QTest.mouseMove(port, QPoint(260, 190))
    go.set()
    qtbot.waitUntil(lambda: bool(dragged))
    assert [file.name for file in dragged] == ["b_x5.png"]


def test_the_view_is_printed_in_the_printers_pixels(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.canvas.zoom_to(3.0)
    settled(qtbot, opened)
    seen: list[tuple[int, int]] = []
    from csr.viewer.saving import share_actions

    def looked(scene: Any, view: Any, **options: Any) -> Any:
        seen.append((view.width, view.height))
        return share_actions_bands(scene, view, **options)

    share_actions_bands = share_actions.bands
    monkeypatch.setattr(share_actions, "bands", looked)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    printer.setResolution(100)
    with qtbot.waitSignal(opened.jobs.ended) as ended:
        opened.share_actions.print_to(printer)
    assert ended.args[0].state == "done", ended.args[0].problem
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    page = printer.pageLayout().paintRectPixels(100)
    assert seen[0][0] <= page.width() and seen[0][1] <= page.height()
    assert seen[0][0] >= page.width() - 2 or seen[0][1] >= page.height() - 2


@pytest.mark.parametrize("chosen", [True, False])
def test_printing_asks_first(chosen: bool, opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[QPrinter] = []
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: chosen)
    monkeypatch.setattr(opened.share_actions, "print_to", printed.append)
    QTest.keyClick(opened.canvas, Qt.Key.Key_P, CTRL)
    assert len(printed) == chosen
