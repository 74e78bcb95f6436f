"""Panels beside the photo: at the right, each further one a tab there, until a person moves them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow

from ..state.state_file import PanelPlace
from .focus import GivesFocusBack, leave_clicks_the_focus
from .icons import line_icon

_AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "top": Qt.DockWidgetArea.TopDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_NAMES = {area: name for name, area in _AREAS.items()}
OWN = frozenset(
    (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space),
        *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete),
    )
)
"""Keys that belong to the widget that has the focus in a panel, though the window has actions for some."""


class PanelWindow(QMainWindow):
    """A window that knows where its panels were, of which most are made when they are first shown."""

    def __init__(self) -> None:
        super().__init__()
        self._remembered_places: dict[str, PanelPlace] = {}

    def remember_places(self, places: Iterable[PanelPlace]) -> None:
        """Say where panels go: those that are there, and those that are added from now on."""
        self._remembered_places = {place.name: place for place in places}
        for dock in self.findChildren(QDockWidget):
            if dock.objectName() in self._remembered_places:
                self.add_panel(dock)

    def panel_places(self) -> tuple[PanelPlace, ...]:
        """Places of panels, those included that were not shown in this run."""
        places = dict(self._remembered_places)
        for dock in self.findChildren(QDockWidget):
            area = _NAMES.get(self.dockWidgetArea(dock), "right")
            extent = dock.width() if area in ("left", "right") else dock.height()
            box = dock.geometry()
            floating = (box.x(), box.y(), box.width(), box.height()) if dock.isFloating() else None
            places[dock.objectName()] = PanelPlace(dock.objectName(), area, max(1, extent), floating)
        return tuple(places.values())

    def add_panel(self, dock: QDockWidget) -> None:
        """Give a panel its place: the one that is remembered, or else the right, behind the others there."""
        place = self._remembered_places.get(dock.objectName())
        area = _AREAS["right" if place is None else place.area]
        there = [other for other in self.findChildren(QDockWidget) if self.dockWidgetArea(other) == area]
        self.addDockWidget(area, dock)
        for other in there:
            if other is not dock and not other.isFloating():
                self.tabifyDockWidget(other, dock)
        if place is None:
            return
        along = Qt.Orientation.Horizontal if place.area in ("left", "right") else Qt.Orientation.Vertical
        self.resizeDocks([dock], [place.extent], along)
        if place.floating is not None and is_on_screen(QRect(*place.floating)):
            hidden = dock.isHidden()
            dock.setFloating(True)
            dock.setHidden(hidden)
            dock.setGeometry(*place.floating)


def is_on_screen(box: QRect) -> bool:
    """Tell whether enough of a window would be seen for a person to take hold of it."""
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(box)
        if min(seen.width(), seen.height()) >= min(64, box.width(), box.height()):
            return True
    return False


def add_at_right(window: QMainWindow, dock: QDockWidget) -> None:
    """Give a panel its place in a `PanelWindow`, and its own keys."""
    PanelKeys(dock)  # belongs to the panel, as do the next two
    GivesFocusBack(dock)
    TitleIcons(dock)
    leave_clicks_the_focus(dock)
    assert isinstance(window, PanelWindow)
    window.add_panel(dock)


def show_dock(dock: QDockWidget, on: bool) -> None:
    """Show a panel before the others, or close it."""
    dock.setVisible(on)
    if on:
        dock.raise_()


class TitleIcons(QObject):
    """Draws the buttons of a panel's title in the colour of the text: the style's own are dim in the dark."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        dock.installEventFilter(self)
        dock.topLevelChanged.connect(self._draw)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw them anew in the colours of another theme, and after the style has drawn its own."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._draw)
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        for button, icon in (("closebutton", "close"), ("floatbutton", "float")):
            found = self._dock.findChild(QAbstractButton, f"qt_dockwidget_{button}")
            if found is not None:
                found.setIcon(line_icon(icon, self._dock.palette()))


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
