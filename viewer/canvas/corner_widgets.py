"""Widgets over the corners of the canvas: navigator, scale bar and histogram."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSizeF, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ...core.geometry.view import View
from ...core.scene.scene import Scene
from .. import style
from ..notifier import Notifier
from ..overlays.arrangement import free_place
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
        self._on: set[QWidget] = set()
        """Those that are switched on, also where they have no room."""
        self._handles = QRectF()
        canvas.item.boxes_changed.connect(self._place, Qt.ConnectionType.QueuedConnection)
        canvas.view_changed.connect(self._view_changed)
        canvas.drawn.connect(self.histogram.show_frame)
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
            "histogram": self.show_histogram,
        }

    def show_navigator(self, on: bool) -> None:
        """Show the map."""
        self._switch(self.navigator, on)

    def show_scale_bar(self, on: bool) -> None:
        """Show or hide the scale bar."""
        self._switch(self.scale_bar, on)

    def show_histogram(self, on: bool) -> None:
        """Show or hide the histogram of the view."""
        self._switch(self.histogram, on)

    def _switch(self, widget: QWidget, on: bool) -> None:
        (self._on.add if on else self._on.discard)(widget)
        self._place()

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

    def keep_clear(self, box: QRectF) -> None:
        """Keep clear of a box, in device-independent pixels: a selected kernel's handles; empty for none."""
        self._handles = box
        self._place()

    def _place(self) -> None:
        """Give each that is on the first of its places where it covers nothing; without one it waits."""
        canvas = QRectF(self._canvas.rect())
        taken = [*self._canvas.item.boxes, self._handles]
        # Above are messages and labels; a caption has its room, also while there is none.
        over = canvas.adjusted(0, style.OVERLAY_TOP - style.OVERLAY_MARGIN, 0, 0)
        for widget, corners, bottom in (
            (self.scale_bar, ((0, 1), (1, 1)), style.CAPTION_ROOM),
            (self.navigator, ((1, 1), (0, 1), (1, 0), (0, 0)), 0),
            (self.histogram, ((1, 1), (0, 1), (1, 0), (0, 0)), 0),
        ):
            if widget not in self._on:
                widget.hide()
                continue
            place = free_place(QSizeF(widget.size()), corners, over.adjusted(0, 0, 0, -bottom), taken)
            shown = not widget.isHidden()
            # Before the window is shown the canvas has not its size yet.
            widget.setVisible(place is not None or not self._canvas.isVisible())
            if place is not None:
                widget.move(place.topLeft().toPoint())
                taken.append(place)
            if not shown:
                self._count()

    def _count(self) -> None:
        drawn = self._canvas.item.drawn
        if drawn is not None:
            self.histogram.show_frame(drawn)
