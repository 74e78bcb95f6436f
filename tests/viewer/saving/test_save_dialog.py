from csr.viewer.saving.save_dialog import Choice
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QComboBox

from .conftest import dialog


def test_save_as_offers_seen_whole_and_screen(opened: Window) -> None:
    opened.canvas.look_at(160, 120, 4.0)
    opened.actions_by_name["save_as"].trigger()
    asked = dialog()
    parts = asked.part
    assert isinstance(parts, QComboBox)
    assert [parts.itemText(i) for i in range(parts.count())] == [
        "What is seen of the photo",
        "Whole photo",
        "The screen, with overlays",
    ]
    parts.setCurrentIndex(1)
    asked.scale.setValue(10)
    assert "3,200 × 2,400" in asked.size_.text()
    asked.depth_.setCurrentIndex(1)
    assert asked.choice() == Choice((0.0, 0.0, 320.0, 240.0), 10.0, ".png", 16, 95, True, False)
    parts.setCurrentIndex(2)
    assert asked.choice().box is None and asked.choice().bits == 8
    asked.close()
