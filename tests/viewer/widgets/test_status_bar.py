from csr.viewer.window.window import Window
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ..conftest import settled


def test_the_status_bar_tells_place_colour_scale_and_source(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(4.0)
    frame = settled(qtbot, opened).frame
    QTest.mouseMove(opened.canvas.viewport(), QPoint(50, 40))
    QTest.mouseMove(opened.canvas.viewport(), QPoint(100, 80))
    ratio = opened.canvas.devicePixelRatioF()
    x, y = frame.view.to_photo(100 * ratio, 80 * ratio)
    # The window system hands moves over in its own time, one after the other.
    qtbot.waitUntil(lambda: f"x {x:.2f}" in opened.status.text())
    text = opened.status.text()
    blue, green, red = frame.pixels[int(80 * ratio), int(100 * ratio), :3]
    for part in (
        f"x {x:.2f}",
        f"y {y:.2f}",
        f"{red} {green} {blue}",
        "400\xa0%",
        "Sharp",
    ):
        assert part in text
    opened.canvas.zoom_to(1.0)
    settled(qtbot, opened)
    assert "Original pixels" in opened.status.text() and not opened.status.made_by
