"""A small map of the photo, with a frame around what is seen that can be dragged."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from .. import style
from ..i18n import tr
from ..notifier import Notifier
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry

_SHADE = QColor(0, 0, 0, 110)


class Navigator(QWidget):
    """Lies over the canvas; a press or a drag looks at the point under the mouse."""

    point_chosen = Signal(float, float)
    """A photo point that shall be in the middle."""

    def __init__(self, tasks: TaskRegistry, notifier: Notifier, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Navigator"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._scene: Scene | None = None
        self._view: View | None = None
        self._map = QImage()
        self._worker = QueryWorker("navigator", tasks, notifier, self)
        self._worker.answered.connect(self._take)
        self.hide()

    def event(self, event: QEvent) -> bool:
        """A screen of another pixel ratio wants a map of as many pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._scene is not None:
            self.set_scene(self._scene)
        return super().event(event)

    def sizeHint(self) -> QSize:
        """As large as the map."""
        if self._scene is None:
            return QSize(style.NAVIGATOR_SIDE, style.NAVIGATOR_SIDE)
        w, h = self._scene.size
        share = style.NAVIGATOR_SIDE / max(w, h)
        return QSize(max(12, round(w * share)), max(12, round(h * share)))

    def set_scene(self, scene: Scene) -> None:
        """Another photo; its map is made in a thread, for a large photo takes a while to be reduced."""
        self._scene, self._map = scene, QImage()
        self.resize(self.sizeHint())
        size = self.size() * self.devicePixelRatioF()
        w, h = scene.size
        scale = min(size.width() / w, size.height() / h)
        view = View(scale, 0.0, 0.0, size.width(), size.height())

        def make() -> object:
            pixels, covered = scene.to_screen(scene.resampled(view, "bicubic")), scene.coverage(view)
            if covered is not None:
                pixels[covered < 1, :3] = 0
            return scene, pixels

        self._worker.submit("map", make)

    def set_view(self, view: View) -> None:
        """Set the present view."""
        self._view = view
        self.update()

    def frame(self) -> QRectF:
        """The part that is seen, in the map's device-independent pixels."""
        if self._view is None or self._scene is None:
            return QRectF()
        x0, y0, x1, y1 = self._view.box
        share_x, share_y = self._shares(self._scene)
        rect = QRectF(QPointF(x0 * share_x, y0 * share_y), QPointF(x1 * share_x, y1 * share_y))
        return rect.intersected(QRectF(self.rect()))

    def _shares(self, scene: Scene) -> tuple[float, float]:
        w, h = scene.size
        return self.width() / w, self.height() / h

    def _take(self, _key: object, answer: tuple[Scene, npt.NDArray[np.uint8]]) -> None:
        scene, pixels = answer
        if scene is self._scene:
            h, w = pixels.shape[:2]
            self._map = QImage(pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32).copy()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, darker where it is not seen."""
        del event
        painter = QPainter(self)
        whole, frame = QRectF(self.rect()), self.frame()
        painter.fillRect(whole, QColor(style.BACKGROUND))
        if not self._map.isNull():
            painter.drawImage(whole, self._map)
        for part in (
            QRectF(0, 0, whole.width(), frame.top()),
            QRectF(0, frame.bottom(), whole.width(), whole.height() - frame.bottom()),
            QRectF(0, frame.top(), frame.left(), frame.height()),
            QRectF(frame.right(), frame.top(), whole.width() - frame.right(), frame.height()),
        ):
            painter.fillRect(part, _SHADE)
        painter.setPen(QPen(QColor("white"), 1))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look there."""
        self._look(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the frame."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event)

    def _look(self, event: QMouseEvent) -> None:
        event.accept()
        if self._scene is not None:
            share_x, share_y = self._shares(self._scene)
            self.point_chosen.emit(event.position().x() / share_x, event.position().y() / share_y)
