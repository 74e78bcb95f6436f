"""A row of thumbnails; which of them are needed it says itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..i18n import plain_tip, tr

CELL = QSize(96, 76)
"""A thumbnail and what is around it, in device-independent pixels."""
MARGIN = 4
"""Around a thumbnail, in device-independent pixels."""
MOST_KEPT = 400
"""Thumbnails in memory: 50 KB each at two device pixels for each device-independent one."""

Index = QModelIndex | QPersistentModelIndex
_MOVING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class _Files(QAbstractListModel):
    """The files, and those thumbnails that are there."""

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[Path, ...] = ()
        self.thumbnails: dict[Path, QPixmap | None] = {}
        """None where there can be none; the one that came last stands last."""

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of files."""
        return 0 if parent is not None and parent.isValid() else len(self.files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and thumbnail of a file."""
        path = self.files[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self.thumbnails.get(path)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return path.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(path.name)
        return None

    def set_files(self, files: tuple[Path, ...]) -> None:
        """Take other files."""
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def set_thumbnail(self, path: Path, pixmap: QPixmap | None) -> None:
        """Take a file's thumbnail, in the place of the oldest where there are many."""
        self.thumbnails.pop(path, None)
        self.thumbnails[path] = pixmap
        while len(self.thumbnails) > MOST_KEPT:
            del self.thumbnails[next(iter(self.thumbnails))]
        if path in self.files:
            index = self.index(self.files.index(path))
            self.dataChanged.emit(index, index)


class _Painter(QStyledItemDelegate):
    """Paints a thumbnail in the middle of its cell, the chosen one in a frame."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All alike."""
        del option, index
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it, or an empty frame where there is none."""
        rect, state, palette = (getattr(option, name) for name in ("rect", "state", "palette"))
        cell: QRect = rect.adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, palette.color(QPalette.ColorRole.Highlight))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, palette.color(QPalette.ColorRole.Button))
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap):
            size = pixmap.deviceIndependentSize().toSize()
            place = QRect(rect.center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.drawPixmap(place, pixmap)
        else:
            painter.setPen(QColor(128, 128, 128, 120))
            inner = rect.adjusted(3 * MARGIN, 3 * MARGIN, -3 * MARGIN, -3 * MARGIN)
            painter.drawRect(inner)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))


class Filmstrip(QListView):
    """Shows the photos of a folder in one row.

    Args:
        parent: owner.
    """

    chosen = Signal(object)
    """The path of a file that a person chose."""
    needed = Signal(object)
    """The paths, in their order, of files that are seen, or soon will be, and have no thumbnail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = _Files()
        self.setModel(self._files)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(tr("Filmstrip"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(CELL.height() + self.horizontalScrollBar().sizeHint().height())
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.horizontalScrollBar().valueChanged.connect(self._ask)

    def show_files(self, files: Sequence[Path], current: int) -> None:
        """Show a folder's photos.

        Args:
            files: in their order.
            current: which of them is shown; -1 where none is.
        """
        if tuple(files) != self._files.files:
            self._files.set_files(tuple(files))
        index = self._files.index(current)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        self._ask()

    def set_thumbnail(self, path: Path, image: QImage | None) -> None:
        """Take the thumbnail of a file; None where there can be none."""
        pixmap = None
        if image is not None:
            ratio = self.devicePixelRatioF()
            room = (CELL - QSize(2 * MARGIN, 2 * MARGIN)) * ratio
            if image.width() > room.width() or image.height() > room.height():
                image = image.scaled(
                    room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
        self._files.set_thumbnail(path, pixmap)

    def forget(self, path: Path) -> None:
        """A file has changed: its thumbnail is another one."""
        self._files.thumbnails.pop(path, None)
        self._ask()

    @property
    def visible_files(self) -> list[Path]:
        """The files that are seen."""
        first = self.horizontalScrollBar().value() // CELL.width()
        return list(self._files.files[first : first + self.viewport().width() // CELL.width() + 2])

    def has_thumbnail(self, path: Path) -> bool:
        """Tell whether the thumbnail of a file is there."""
        return self._files.thumbnails.get(path) is not None

    def _ask(self) -> None:
        if not self.isVisible():
            return
        seen = self.visible_files
        last = self._files.files.index(seen[-1]) + 1 if seen else 0
        wanted = (*seen, *self._files.files[last : last + len(seen)])
        self.needed.emit([path for path in wanted if path not in self._files.thumbnails])

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self._files.files[index.row()])

    # -- events --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move in the row from the window's actions."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in _MOVING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        elif event.type() == QEvent.Type.Show:
            handled = super().event(event)
            self.scrollTo(self.currentIndex(), QListView.ScrollHint.PositionAtCenter)
            self._ask()
            return handled
        return super().event(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the window."""
        del search

    def wheelEvent(self, e: QWheelEvent) -> None:
        """Move along the row by either wheel."""
        turned = e.pixelDelta() if not e.pixelDelta().isNull() else e.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.y() or turned.x()))
        e.accept()

    def resizeEvent(self, e: QResizeEvent) -> None:
        """A wider row shows more."""
        super().resizeEvent(e)
        self._ask()
