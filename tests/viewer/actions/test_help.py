from pathlib import Path

import numpy as np
from csr.core.field.field import GaussianField
from csr.core.field.file import write_field
from csr.viewer.actions.table import ACTIONS
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot


def test_the_sheet_tells_every_key(window: Window) -> None:
    window.actions_by_name["sheet"].trigger()
    window.actions_by_name["about"].trigger()

    boxes = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    room = window.screen().availableSize()
    assert all(box.width() <= room.width() and box.height() <= room.height() for box in boxes)
    texts = " ".join(label.text() for box in boxes for label in box.findChildren(QLabel))
    assert all(a.help in texts and k in texts for a in ACTIONS for k in a.keys)
    assert "Space" in texts and "MIT" in texts
    for box in boxes:
        box.close()


def test_the_about_box_tells_whose_weights_made_the_field(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    field = GaussianField(np.ones((8, 1), np.float32), None, (4, 4), "<theirs>", licence="CC BY-NC 4.0")
    write_field(field, tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.opener.opened):
        window.open(tmp_path / "f.safetensors")
    window.actions_by_name["about"].trigger()
    (box,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QMessageBox))
    assert "made by &lt;theirs&gt;; licence of its weights: CC BY-NC 4.0." in box.text()
    box.close()
