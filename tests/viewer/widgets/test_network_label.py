from csr.viewer.widgets.network_label import shortened
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QApplication, QMessageBox

from ..conftest import tips


def test_the_window_tells_which_weights_made_the_field_and_why(light: Window) -> None:
    assert "light" in light.status.made_by
    assert "made by light (chosen because a CPU runs it; cleaning 0" in tips(light)
    light.actions_by_name["about"].trigger()
    (box,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QMessageBox))
    assert "made by light (chosen because a CPU runs it; cleaning 0" in box.text()
    assert "licence of its weights: MIT" in box.text()
    box.close()


def test_long_names_are_shortened() -> None:
    assert shortened("light") == "light"
    assert shortened("a_very_long_name_of_weights") == "a_very_l…weights"
