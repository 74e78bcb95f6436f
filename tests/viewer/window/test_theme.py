"""Dark and light at the same care."""

from collections.abc import Iterator

import numpy as np
import pytest
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.widgets.status_bar import StatusBar
from csr.viewer.window.theme import Theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

LEAST_CONTRAST = 3.0
"""That WCAG 2.1 asks of what tells a control (1.4.11)."""


def luminance(pixels: np.ndarray) -> np.ndarray:
    """Relative luminance of sRGB pixels (..., 3), 0..255."""
    c = pixels / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.0722, 0.7152, 0.2126])


def contrast(widget: QWidget) -> float:
    """The largest contrast to the ground of what a widget without a text shows."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    seen = luminance(rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3])
    colour = widget.palette().color(QPalette.ColorRole.Window) if isinstance(widget, QMenu) else None
    ground = seen[-1, -1] if colour is None else np.median(seen)
    light, dark = np.maximum(seen, ground) + 0.05, np.minimum(seen, ground) + 0.05
    return float((light / dark).max())


def test_what_can_be_ticked_pressed_or_typed_into_is_seen(qtbot: QtBot, themed: Theme) -> None:
    del themed
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in (QCheckBox(), QPushButton(), QLineEdit(), QSlider(Qt.Orientation.Horizontal)):
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.addWidget(widget)
        column.addWidget(holder)
    window.show()
    for holder in window.children():
        if isinstance(holder, QWidget):
            kind = type(holder.layout().itemAt(0).widget()).__name__  # type: ignore[union-attr]
            assert contrast(holder) >= LEAST_CONTRAST, kind
    menu = QMenu(window)
    menu.addAction("").setCheckable(True)
    menu.popup(window.mapToGlobal(window.rect().bottomRight()))
    assert contrast(menu) >= LEAST_CONTRAST
    menu.close()


@pytest.fixture
def plain_look(qapp: QApplication) -> Iterator[None]:
    palette, style = qapp.palette(), qapp.style().name()
    yield
    qapp.setPalette(palette)
    qapp.setStyle(style)
    qapp.styleHints().unsetColorScheme()


@pytest.mark.usefixtures("plain_look")
def test_the_theme_changes_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    file = SettingsFile()
    look = Theme(qapp, file)

    status = StatusBar()
    qtbot.addWidget(status)
    status.show()

    def lightness() -> tuple[int, int]:
        palette = status.findChildren(QLabel)[-1].palette()  # a style sheet would keep the first colours
        return palette.color(QPalette.ColorRole.Window).lightness(), palette.windowText().color().lightness()

    qtbot.waitUntil(lambda: lightness()[0] < 80 < 150 < lightness()[1])
    file.change(theme="light")
    qtbot.waitUntil(lambda: lightness()[1] < 80 < 150 < lightness()[0])
    file.change(theme="system")
    light = qapp.styleHints().colorScheme() == Qt.ColorScheme.Light
    qtbot.waitUntil(lambda: (lightness()[0] > 150) == light)
    look.deleteLater()
