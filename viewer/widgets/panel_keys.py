"""Keys in a panel: what moves through a list or presses a button there does not move the photo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget

OWN = frozenset(
    (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete),
    )
)
"""Keys that belong to the widget that has the focus in a panel, though the window has actions for some."""


class PanelKeys(QObject):
    """Sits before a panel, which hears of a key before the window's actions do."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep these keys from the actions: they go to the widget as any other does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            keypad = Qt.KeyboardModifier.KeypadModifier
            if event.key() in OWN and not event.modifiers() & ~keypad:
                event.accept()
                return True
        return super().eventFilter(watched, event)
