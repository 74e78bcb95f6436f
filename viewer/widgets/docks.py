"""Panels at the right of the photo: one place, in which each further one is a tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from .panel_keys import PanelKeys


def add_at_right(window: QMainWindow, dock: QDockWidget) -> None:
    """Give a panel its place: the one that is remembered, if there is one."""
    PanelKeys(dock)  # belongs to the panel
    if window.restoreDockWidget(dock):
        return
    right = Qt.DockWidgetArea.RightDockWidgetArea
    others = [d for d in window.findChildren(QDockWidget) if window.dockWidgetArea(d) == right]
    window.addDockWidget(right, dock)
    for other in others:
        if other is not dock and not other.isFloating():
            window.tabifyDockWidget(other, dock)


def show_dock(dock: QDockWidget, on: bool) -> None:
    """Show a panel before the others, or close it."""
    dock.setVisible(on)
    if on:
        dock.raise_()
