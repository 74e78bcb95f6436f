"""The dark, neutral look: colours around a photo change how the photo looks."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_GREYS = {
    QPalette.ColorRole.Window: "#2a2b2d",
    QPalette.ColorRole.WindowText: "#d6d6d6",
    QPalette.ColorRole.Base: "#202123",
    QPalette.ColorRole.AlternateBase: "#2a2b2d",
    QPalette.ColorRole.Text: "#d6d6d6",
    QPalette.ColorRole.PlaceholderText: "#8a8a8a",
    QPalette.ColorRole.Button: "#36373a",
    QPalette.ColorRole.ButtonText: "#d6d6d6",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#3a3b3e",
    QPalette.ColorRole.ToolTipText: "#e6e6e6",
    QPalette.ColorRole.Highlight: "#4d6f91",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Link: "#8fb8e0",
    QPalette.ColorRole.LinkVisited: "#b3a0d6",
}


def make_dark(app: QApplication) -> None:
    """Give the program its look, the same on every desktop."""
    app.setStyle("Fusion")
    palette = QPalette()
    for role, colour in _GREYS.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7a7a7a"))
    app.setPalette(palette)
