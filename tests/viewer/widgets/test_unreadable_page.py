from pathlib import Path

from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_a_photo_that_cannot_be_shown_leaves_its_own_page(qtbot: QtBot, opened: Window, photo: Path) -> None:
    bad = photo.with_name("b2.png")
    bad.write_text("no picture")
    settled(qtbot, opened)
    with qtbot.waitSignal(opened.notifier.error_sent):
        QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: "b2.png (3 of 4)" in opened.windowTitle().replace("[*]", ""))
    assert opened.unreadable.isVisible() and "b2.png" in opened.unreadable.text()
    assert "b2.png" in opened.message.text and opened.canvas.scene_shown is None
    qtbot.waitUntil(lambda: not opened.status.progress.working and opened.status.progress.isHidden())
    assert "%" not in opened.status.text() and not opened.toolbar.scale.text()
    # Nothing of the neighbour can be saved, copied or edited by mistake.
    for name in (
        "copy",
        "save_field",
        "inspect",
        "split",
        "times_2",
        "rotate_left",
        "lens",
        "peel",
        "navigator",
    ):
        opened.actions_by_name[name].trigger()
    assert opened.unreadable.isVisible()
    assert opened.canvas.scene_shown is None and opened.canvas.view is None
    assert bad not in opened.folder_browser.recent
    for key, name in (
        (Qt.Key.Key_PageUp, "b.png"),
        (Qt.Key.Key_PageDown, None),
        (Qt.Key.Key_PageDown, "c.png"),
    ):
        with qtbot.waitSignal(opened.opened if name else opened.opener.refused):
            QTest.keyClick(opened.canvas, key)
        assert opened.unreadable.isVisible() == (name is None)
        assert name is None or opened.windowTitle().startswith(name)
    settled(qtbot, opened)


def test_a_folder_whose_first_file_is_no_photo_opens_all_the_same(
    qtbot: QtBot, window: Window, photo: Path
) -> None:
    photo.with_name("_first.jpg").write_bytes(b"no picture")
    with qtbot.waitSignal(window.opener.refused):
        window.open_all([photo.parent])
    assert window.unreadable.isVisible() and window.windowTitle().startswith("_first.jpg")
    with qtbot.waitSignal(window.opened):
        QTest.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.windowTitle().startswith("a.png") and not window.unreadable.isVisible()
