"""Keys that mean the same wherever the focus is: held ones, and single letters over fields of numbers."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QTextEdit,
    QWidget,
)

from ..canvas.canvas import Canvas

_NO_KEYS = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class FocusKeys(QObject):
    """Sits before the widget that has the focus, unless that is the photo itself.

    Args:
        window: whose widgets are meant.
        canvas: what the held keys act on.
    """

    def __init__(self, window: QMainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._window, self._canvas = window, canvas
        self._before: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._before is not None:
            with suppress(RuntimeError):  # it may be gone
                self._before.removeEventFilter(self)
        self._canvas.let_go()
        inside = now is not None and now is not self._canvas and now.window() is self._window
        self._before = now if inside else None
        if self._before is not None:
            self._before.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take held keys where nobody types; leave the letters that a field of numbers has no use for."""
        if not isinstance(event, QKeyEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            if isinstance(watched, QAbstractSpinBox) and _is_letter(event):
                event.ignore()
                return True
            return False
        held = event.modifiers() == _NO_KEYS and _means_hold(watched, event.key())
        if held and kind == QEvent.Type.KeyPress:
            return self._canvas.hold(event, True)
        if held and kind == QEvent.Type.KeyRelease:
            return self._canvas.hold(event, False)
        return False


def _is_letter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (_NO_KEYS, _SHIFT)
    return plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z


def _means_hold(focus: QObject, key: int) -> bool:
    """Return whether a held key is for the photo: not where it is typed, nor where it presses something."""
    if isinstance(focus, QLineEdit | QTextEdit):
        return False
    if key == Qt.Key.Key_Space:
        pressed = QAbstractSpinBox | QAbstractButton | QComboBox | QAbstractItemView
        return not isinstance(focus, pressed)
    return True
