"""The slim toolbar, made of the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from ..i18n import scale_text, tr
from ..widgets.icons import ICON_SIDE, line_icon
from .table import TOOLBAR

HEIGHT = 28
"""In device-independent pixels."""
ARROW = "QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; }"
"""In the middle of the button's height: the style puts it into a corner."""


class ActionBar(QToolBar):
    """Shows the actions of `TOOLBAR` as icons, and the scale with its presets.

    Args:
        actions: by name.
        scales: the menu of scales.
        parent: owner.
    """

    def __init__(self, actions: dict[str, QAction], scales: QMenu, parent: QWidget) -> None:
        super().__init__(tr("Toolbar"), parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setFixedHeight(HEIGHT)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.toggleViewAction().setVisible(False)  # the menu View has a switch for it
        self._actions = {actions[name]: icon for name, icon in TOOLBAR if icon}
        self.scale = QToolButton()
        """Shows the scale; its menu has presets."""
        self.scale.setMenu(scales)
        self.scale.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.scale.setStyleSheet(ARROW)
        self.scale.setToolTip(tr("Device pixels for each photo pixel: presets"))
        self.scale.setAccessibleName(tr("Scale"))
        self.scale.setMinimumWidth(self.scale.fontMetrics().horizontalAdvance(scale_text(512.0)) + 34)
        for name, icon in TOOLBAR:
            if not name:
                self.addSeparator()
            elif not icon:
                self.addWidget(self.scale)
            else:
                self.addAction(actions[name])
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._draw_icons()

    def show_scale(self, scale: float | None) -> None:
        """Show the scale, in device pixels for each photo pixel; None where nothing is shown."""
        self.scale.setText("" if scale is None else scale_text(scale))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_actions"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        for action, icon in self._actions.items():
            action.setIcon(line_icon(icon, self.palette()))
            action.setIconVisibleInMenu(False)
