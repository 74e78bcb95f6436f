"""The inside of a panel: rows one below the other, as wide as every panel is at least."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLayout, QScrollArea, QVBoxLayout, QWidget

from .. import style


def column(*rows: QWidget | QLayout) -> QWidget:
    """A widget of some rows, which stand at its top."""
    inside = QWidget()
    layout = QVBoxLayout(inside)
    for row in rows:
        if isinstance(row, QLayout):
            layout.addLayout(row)
        else:
            layout.addWidget(row)
    layout.addStretch(1)
    return inside


def scrolled(inside: QWidget) -> QScrollArea:
    """An area without a frame, in which something scrolls that may be higher than the panel."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has
    area.setWidget(inside)
    return area


def fill_panel(dock: QDockWidget, inside: QWidget) -> None:
    """Give a panel what it shows."""
    inside.setMinimumWidth(style.PANEL_WIDTH)
    dock.setWidget(inside)
