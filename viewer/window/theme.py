"""The look of the program: neutral greys, dark or light; colours around a photo change how it looks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ..settings.settings_file import SettingsFile

_Role = QPalette.ColorRole
_GREYS = {
    _Role.Window: ("#2a2b2d", "#ececec"),
    _Role.WindowText: ("#d6d6d6", "#1e1e1e"),
    _Role.Base: ("#202123", "#fafafa"),
    _Role.AlternateBase: ("#2a2b2d", "#f0f0f0"),
    _Role.Text: ("#d6d6d6", "#1e1e1e"),
    _Role.PlaceholderText: ("#8a8a8a", "#727272"),
    _Role.Button: ("#36373a", "#e2e2e2"),
    _Role.ButtonText: ("#d6d6d6", "#1e1e1e"),
    _Role.BrightText: ("#ffffff", "#ffffff"),
    _Role.ToolTipBase: ("#3a3b3e", "#fafafa"),
    _Role.ToolTipText: ("#e6e6e6", "#1e1e1e"),
    _Role.Highlight: ("#4d6f91", "#3f6f9f"),
    _Role.HighlightedText: ("#ffffff", "#ffffff"),
    _Role.Link: ("#8fb8e0", "#1f5f9f"),
    _Role.LinkVisited: ("#b3a0d6", "#6a4fa0"),
}
"""Dark, light."""
_DISABLED = ("#7a7a7a", "#9a9a9a")
_OUTLINED = (
    "QAbstractSlider",
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBox",
    "QGroupBox",
    "QLineEdit",
    "QMenu",
    "QProgressBar",
    "QPushButton",
    "QRadioButton",
)
"""Widgets whose outline says where they can be taken hold of."""
_OUTLINE_SOURCE = ("#b4b4b4", "#a8a8a8")
"""The style draws outlines in the colour of the window divided by 1.4 (`QColor.darker(140)`), which is not to
be seen on a dark window. These widgets do not paint the window's colour, so that theirs is chosen for the
outline: its contrast to the ground is 3.5, where WCAG 2.1 (1.4.11) asks for 3."""


class Theme(QObject):
    """Gives the program its look, the same on every desktop, and another when the settings change.

    Qt's own colour scheme is set, too, for window frames and the dialogs of the desktop; where a desktop
    knows none, as bare X11, it has no effect, and the system's is taken to be dark.
    """

    def __init__(self, app: QApplication, settings: SettingsFile) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        self._theme = ""
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._wear)
        settings.changed.connect(self._settings_changed)
        self._settings_changed()

    def _settings_changed(self) -> None:
        theme = self._settings.now.theme
        if theme == self._theme:
            return
        self._theme, hints = theme, self._app.styleHints()
        if theme == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Light if theme == "light" else Qt.ColorScheme.Dark)
        self._wear()

    def _wear(self) -> None:
        light = self._theme == "light"
        if self._theme == "system":
            light = self._app.styleHints().colorScheme() == Qt.ColorScheme.Light
        palette = QPalette()
        for role, colours in _GREYS.items():
            palette.setColor(role, QColor(colours[light]))
        for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[light]))
        self._app.setPalette(palette)
        outlined = QPalette()
        outlined.setColor(_Role.Window, QColor(_OUTLINE_SOURCE[light]))
        for name in _OUTLINED:
            self._app.setPalette(outlined, name)  # pyright: ignore[reportArgumentType]  # takes no bytes
