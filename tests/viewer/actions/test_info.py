from pathlib import Path

from csr.viewer.window.window import Window
from PIL import ExifTags, Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_place_and_colour_under_the_cursor_are_copied(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.look_at(160, 120, 8.0)
    settled(qtbot, opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_X)
    assert "not on the photo" in opened.status.currentMessage()
    QTest.mouseMove(opened.canvas.viewport(), QPoint(99, 80))
    QTest.mouseMove(opened.canvas.viewport(), QPoint(100, 80))
    qtbot.waitUntil(lambda: "#" in opened.status.reading)
    QTest.keyClick(opened.canvas, Qt.Key.Key_X)
    text = QGuiApplication.clipboard().text()
    assert text == " ".join(opened.status.reading.split())
    assert text.startswith("x ") and "#" in text


def test_the_panel_tells_what_the_file_tells(qtbot: QtBot, opened: Window, photo: Path) -> None:
    path, exif = photo.with_name("shot.jpg"), Image.Exif()
    exif[ExifTags.Base.Model] = "Model 5"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FNumber] = 2.8
    Image.new("RGB", (50, 40), "red").save(path, exif=exif, quality=80)

    def rows() -> dict[str, str]:
        table = opened.info_actions.panel.table
        items = (table.topLevelItem(i) for i in range(table.topLevelItemCount()))
        return {item.text(0): item.text(1) for item in items if item is not None}

    QTest.keyClick(opened.canvas, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: rows().get("File") == "b.png")
    assert rows()["Size"] == "320 × 240 pixels (0.1 MP)" and "sRGB" in rows()["Colour profile"]
    with qtbot.waitSignal(opened.opened):
        opened.open(path)
    qtbot.waitUntil(lambda: rows().get("File") == "shot.jpg")
    got = rows()
    opened.info_actions.panel.close()
    assert not opened.actions_by_name["metadata"].isChecked()
    QTest.keyClick(opened.canvas, Qt.Key.Key_M)
    assert opened.info_actions.panel.isVisible()
    assert (got["Camera"], got["Exposure"], got["JPEG quality"]) == ("Model 5", "f/2.8", "80")
    table = opened.info_actions.panel.table
    camera, tags = table.topLevelItem(0), table.topLevelItem(table.topLevelItemCount() - 1)
    assert camera is not None and tags is not None
    assert not tags.isExpanded()
    assert {tags.child(i).text(0) for i in range(tags.childCount())} >= {"Model", "FNumber"}
    table.itemClicked.emit(camera, 1)
    assert QGuiApplication.clipboard().text() == "Model 5"
    QTest.keyClick(opened.canvas, Qt.Key.Key_M)
    assert not opened.info_actions.panel.isVisible()
