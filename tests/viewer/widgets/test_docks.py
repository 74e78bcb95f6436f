import pytest
from csr.viewer.window.window import Window
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QDockWidget
from pytestqt.qtbot import QtBot


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.usefixtures("themed")
def test_the_buttons_of_a_panel_can_be_seen(qtbot: QtBot, window: Window) -> None:
    window.actions_by_name["warp"].setChecked(True)
    panel = window.warp_actions.panel
    ground = luminance(panel.palette().color(QPalette.ColorRole.Window))

    def contrast(name: str) -> float:
        button = panel.findChild(QAbstractButton, f"qt_dockwidget_{name}")
        assert button is not None
        image = button.icon().pixmap(18, 18).toImage()
        inks = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        ink = luminance(max(inks, key=lambda c: c.alpha()))
        return (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)

    # They are drawn after the panel is shown. WCAG 2.1, 1.4.11, asks for 3 to 1 of what can be pressed.
    qtbot.waitUntil(lambda: min(map(contrast, ("closebutton", "floatbutton"))) > 4.5)


def test_panels_are_tabs_of_one_another(opened: Window) -> None:
    panels = ("metadata", "peel", "inspect", "warp", "cleaning")
    for name in panels:
        opened.actions_by_name[name].setChecked(True)
    docks = opened.findChildren(QDockWidget)
    assert len(docks) == 5 and all(len(opened.tabifiedDockWidgets(dock)) == 4 for dock in docks)
    assert all(opened.actions_by_name[name].isChecked() for name in panels)
