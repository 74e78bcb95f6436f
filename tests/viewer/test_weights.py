from csr.viewer.window import Window
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from .conftest import settled


def test_the_window_tells_which_weights_made_the_field_and_why(qtbot: QtBot, opened: Window) -> None:
    opened.canvas.zoom_to(4.0)
    settled(qtbot, opened)

    def tips() -> str:
        return " ".join(label.toolTip() for label in opened.status.findChildren(QLabel))

    assert "made by untrained (as asked for)" in tips()
    opened.opener.use_weights("auto")
    qtbot.waitUntil(lambda: "made by light (chosen because a CPU runs it)" in tips(), timeout=60_000)
    assert opened.canvas.view is not None and opened.canvas.view.scale == 4.0
    opened.actions_by_name["about"].trigger()
    (box,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QMessageBox))
    assert "made by light (chosen because a CPU runs it); licence of its weights: MIT" in box.text()
    box.close()
