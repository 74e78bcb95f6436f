"""Widgets over the corners of the canvas: navigator, scale bar and histogram."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from .. import style
from ..notifier import Notifier
from ..tasks.registry import TaskRegistry
from ..widgets.histogram import Histogram
from ..widgets.navigator import Navigator
from ..widgets.scale_bar import ScaleBar
from . import feel
from .canvas import Canvas


class CornerWidgets(QObject):
    """Keeps them in their places, and tells them what is seen."""

    def __init__(self, canvas: Canvas, tasks: TaskRegistry, notifier: Notifier) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.navigator = Navigator(tasks, notifier, canvas)
        self.navigator.point_chosen.connect(self._look)
        self.scale_bar = ScaleBar(canvas)
        self.histogram = Histogram(canvas)
        canvas.view_changed.connect(self._view_changed)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(feel.REST_MS)
        self._again.timeout.connect(self._map_again)
        canvas.installEventFilter(self)
        tasks.add("corner widgets", stop=self._again.stop)

    def set_scene(self, scene: Scene) -> None:
        """Another photo."""
        self.navigator.set_scene(scene)
        self._place()

    def bent(self) -> None:
        """The photo is seen through another warp: its map is another, soon."""
        self._again.start()

    def _map_again(self) -> None:
        scene = self._canvas.scene_shown
        if scene is not None:
            self.set_scene(scene)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "navigator": self.show_navigator,
            "scale_bar": self.show_scale_bar,
        }

    def show_navigator(self, on: bool) -> None:
        """Show the map."""
        self.navigator.setVisible(on)
        self._place()

    def show_scale_bar(self, on: bool) -> None:
        """Show or hide the scale bar."""
        self.scale_bar.setVisible(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the canvas's size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _look(self, x: float, y: float) -> None:
        if self._canvas.view is not None:
            self._canvas.look_at(x, y, self._canvas.view.scale)

    def _view_changed(self, view: View) -> None:
        self.navigator.set_view(view)
        self.scale_bar.set_view(view)

    def _place(self) -> None:
        margin = style.OVERLAY_MARGIN
        right, bottom = self._canvas.width() - margin, self._canvas.height() - margin
        self.scale_bar.move(margin, bottom - self.scale_bar.height() - style.CAPTION_ROOM)
        self.navigator.move(right - self.navigator.width(), bottom - self.navigator.height())
        # The corner above is a map's legend's.
        below = bottom if self.navigator.isHidden() else self.navigator.y() - margin
        self.histogram.move(right - self.histogram.width(), below - self.histogram.height())
