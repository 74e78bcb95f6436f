"""The panel with what a file tells about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...core.utils.messages import printable
from ..i18n import plain_tip, tr, translated
from .panel_column import fill_panel

if TYPE_CHECKING:
    from ...core.photo.description import Description


class MetadataPanel(QDockWidget):
    """A table of names and values; all tags are folded away below a summary."""

    closed = Signal()
    """It was closed by its own button."""
    value_clicked = Signal(str)
    """The value of a row that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Metadata"), parent)
        self.setObjectName("metadata")
        self.table = QTreeWidget()
        self.table.setHeaderLabels([tr("What"), tr("Value")])
        self.table.setAccessibleName(tr("Metadata"))
        self.table.itemClicked.connect(self._row_clicked)
        self.table.setAlternatingRowColors(True)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        fill_panel(self, self.table)
        self.visibilityChanged.connect(self._visibility_changed)
        self.hide()

    def show_description(self, description: Description) -> None:
        """Show what a file tells, instead of what was shown before."""
        self.table.clear()
        self.table.addTopLevelItems([_row(*row) for row in description.summary])
        if description.tags:
            every = _row(tr("All tags"), "")
            every.addChildren([_row(*row) for row in description.tags])
            self.table.addTopLevelItem(every)

    def _visibility_changed(self, _visible: bool) -> None:
        if self.isHidden():
            self.closed.emit()

    def _row_clicked(self, item: QTreeWidgetItem) -> None:
        if item.text(1):
            self.value_clicked.emit(item.text(1))


def _row(name: str, value: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([printable(translated(name)), printable(translated(value))])
    item.setToolTip(1, plain_tip(item.text(1)))  # it may be longer than the panel is wide
    return item
