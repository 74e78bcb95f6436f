"""The page of a start without a file: the photos that were opened last, as thumbnails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..i18n import plain_tip, tr

ICON = QSize(176, 132)
"""A thumbnail, in device-independent pixels."""
CELL = QSize(200, 168)
"""A thumbnail and its name."""
STYLE = """
QFrame#recent { background: palette(window); }
QFrame#recent QListWidget { background: transparent; }
"""


class RecentPhotos(QFrame):
    """Covers the canvas until a photo is shown.

    Args:
        over: the canvas.
        paths: the photos, the newest first.
    """

    chosen = Signal(object)
    """The path of a photo to open."""
    open_requested = Signal()
    """Another photo is to be chosen."""
    clear_requested = Signal()
    """The photos are to be forgotten."""

    def __init__(self, over: QWidget, paths: Sequence[Path]) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("recent")
        self.setStyleSheet(STYLE)
        self.setAccessibleName(tr("Recent photos"))
        title = QLabel(tr("Recent photos"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        title.setFont(font)
        self.open_button = self._button(tr("Open…"), self.open_requested)
        self.clear_button = self._button(tr("Clear"), self.clear_requested)
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.clear_button)
        self.photos = QListWidget()
        """One entry for each photo."""
        self.photos.setAccessibleName(tr("Recent photos"))
        self.photos.setViewMode(QListView.ViewMode.IconMode)
        self.photos.setMovement(QListView.Movement.Static)
        self.photos.setResizeMode(QListView.ResizeMode.Adjust)
        self.photos.setIconSize(ICON)
        self.photos.setGridSize(CELL)
        self.photos.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.photos.setFrameShape(QFrame.Shape.NoFrame)
        self.photos.setUniformItemSizes(True)
        for path in paths:
            item = QListWidgetItem(self._icon(None), path.name)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(plain_tip(str(path)))
            item.setSizeHint(CELL)
            self.photos.addItem(item)
        self.photos.setCurrentRow(0)
        self.photos.itemClicked.connect(self._choose)
        self.photos.itemActivated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.addLayout(row)
        column.addWidget(self.photos, 1)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self.photos.setFocus()

    def set_thumbnail(self, path: Path, image: QImage | None) -> None:
        """Take the thumbnail of a photo; None where there can be none."""
        for row in range(self.photos.count()):
            item = self.photos.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == path:
                item.setIcon(self._icon(image))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Go away."""
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _icon(self, image: QImage | None) -> QIcon:
        """A thumbnail as an icon, or an empty one."""
        ratio = self.devicePixelRatioF()
        room = ICON * ratio
        pixmap = QPixmap(room)
        pixmap.fill(QColor(128, 128, 128, 40) if image is None else Qt.GlobalColor.transparent)
        if image is not None:
            if image.width() > room.width() or image.height() > room.height():
                keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                image = image.scaled(room, keep, smooth)
            # Centred, so that all names stand in a row.
            painter = QPainter(pixmap)
            painter.drawImage(
                (room.width() - image.width()) // 2, (room.height() - image.height()) // 2, image
            )
            painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return QIcon(pixmap)
