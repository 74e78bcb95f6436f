"""The focus of what comes and goes over or beside the photo: it goes back to the photo with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QWidget,
)
from shiboken6 import isValid


class GivesFocusBack(QObject):
    """Sits before a widget that is hidden when it is done with.

    Args:
        widget: of a main window, whose central widget gets the focus that the widget or its parts have.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the focus back when the widget is hidden; Qt would give it to whatever comes next."""
        # A widget that is being deleted is hidden, too, when it is no longer one.
        if event.type() == QEvent.Type.Hide and isValid(self._widget):
            focus, window = QApplication.focusWidget(), self._widget.window()
            has = focus is not None and (focus is self._widget or self._widget.isAncestorOf(focus))
            central = window.centralWidget() if isinstance(window, QMainWindow) else None
            if has and central is not None:
                central.setFocus()
        return super().eventFilter(watched, event)


def focus_field(field: QLineEdit | QAbstractSpinBox) -> None:
    """Give a field the focus, its text selected: what is typed takes its place."""
    field.setFocus()
    field.selectAll()


def leave_clicks_the_focus(panel: QWidget) -> None:
    """Let the controls of a panel be reached by Tab, and clicked without taking the focus from the photo.

    Held keys and single keys go on meaning what they mean over the photo, then.
    """
    for kind in (QAbstractButton, QAbstractSlider, QComboBox):
        for control in panel.findChildren(kind):
            if control.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
