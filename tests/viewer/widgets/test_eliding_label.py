"""The status bar shows as much as it has room for, and three dots."""

from csr.viewer.widgets.eliding_label import ElidingLabel
from csr.viewer.widgets.status_bar import StatusBar
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

LONG = "A sentence about a photo whose name is as long as the names that cameras and banks give to files."


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_a_label_ends_in_three_dots_where_there_is_no_room(qtbot: QtBot) -> None:
    label, short = ElidingLabel(), ElidingLabel()
    for one in (label, short):
        qtbot.addWidget(one)
        one.resize(120, 20)
    label.setText(LONG)
    cut = label.fontMetrics().elidedText(LONG, Qt.TextElideMode.ElideRight, 120)
    short.setText(cut)
    assert cut.endswith("…") and picture(label) == picture(short)
    assert label.text() == LONG and label.minimumSizeHint().width() == 0


def test_a_message_ends_in_three_dots_left_of_what_stays(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(400, 24)
    bar.show_scale(8.0)
    bar.show()
    empty = picture(bar)
    bar.say(LONG)
    shown = picture(bar)
    scale = bar._scale.geometry()
    assert shown != empty
    assert shown.copy(scale) == empty.copy(scale), "the scale stays readable"
    assert bar.currentMessage() == LONG


def test_a_narrow_window_keeps_the_scale(qtbot: QtBot, opened: Window) -> None:
    opened.resize(360, 300)
    opened.canvas.zoom_to(8.0)
    bar = opened.status
    qtbot.waitUntil(lambda: bar._scale.geometry().right() <= bar.width() <= 360)
