"""The actions of the menu Kernels, and what they work on: desk, panels, tools, layer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow

from ...core.field.export import kernel_as_text
from ...core.field.sampling import FOOTPRINT
from ...core.scene.scene import Scene
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..notifier import Notifier
from ..render.comparison import panes
from ..render.marks import Colours
from ..tasks.registry import TaskRegistry
from ..widgets.docks import add_at_right, show_dock
from .inspector import Inspector
from .layer import KernelLayer
from .model import Brush, KernelDesk
from .peel_panel import PeelPanel
from .tools import KernelTools

FOOTPRINTS = {"footprint_point": 0.0, "footprint_box": FOOTPRINT, "footprint_wide": 0.5}
"""Variance added for a device pixel, in device pixels squared; the widest is a Gaussian of 0.7 pixel."""
BRUSHES: dict[str, Brush] = {"mute_brush": "mute", "solo_brush": "solo", "restore_brush": "restore"}


class KernelActions(QObject):
    """Does the actions of the menu Kernels."""

    def __init__(self, window: QMainWindow, canvas: Canvas, tasks: TaskRegistry, notifier: Notifier) -> None:
        super().__init__(window)
        self._tasks, self._notifier = tasks, notifier
        self._window, self._canvas = window, canvas
        self._actions: dict[str, QAction] = {}
        self.desk = KernelDesk(tasks, notifier, self)
        self._layer = KernelLayer(self.desk, lambda width: panes(canvas.comparison, width))
        canvas.add_layer(self._layer)
        self._tools = KernelTools(canvas, self.desk, self._layer)
        self._inspector: Inspector | None = None
        self._peel: PeelPanel | None = None
        canvas.view_changed.connect(self._layer.set_view)
        canvas.drawn.connect(self._layer.set_drawn)
        self.desk.altered.connect(self._altered)

    def use(self, actions: dict[str, QAction]) -> None:
        """The actions, by name, that are enabled and checked from here."""
        self._actions = actions
        self._altered()
        self._actions["footprint_box"].setChecked(True)

    def set_colours(self, colours: Colours) -> None:
        """Of what is painted over the picture."""
        self._layer.set_colours(colours)

    def opened(self, scene: Scene) -> None:
        """Another photo is shown; its field may come later."""
        self.desk.show(scene.field)

    def field_begun(self, scene: Scene) -> None:
        """The shown photo has a field now."""
        if self.desk.field is not scene.field:
            self.desk.show(scene.field)

    def cancel(self) -> bool:
        """Put the brush away, or let a kernel go; whether there was anything."""
        if self.desk.brush is not None:
            self._set_brush(None)
            return True
        return self.desk.release()

    def _altered(self) -> None:
        self._canvas.redraw()
        if self._actions:
            self._actions["undo"].setEnabled(self.desk.can_undo)
            self._actions["redo"].setEnabled(self.desk.can_redo)
        self._window.setWindowModified(self.desk.unsaved)

    # -- looking -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "inspect": self.inspect,
            "pick": self.pick,
            "peel": self.show_peel,
            "show_all": self.desk.show_all,
            **{name: partial(self._set_footprint, value) for name, value in FOOTPRINTS.items()},
            **{name: partial(self._switch_brush, brush) for name, brush in BRUSHES.items()},
            "larger_brush": partial(self._tools.resize_brush, 1),
            "smaller_brush": partial(self._tools.resize_brush, -1),
            "undo": self.desk.undo,
            "redo": self.desk.redo,
            "delete_kernel": self.desk.delete,
            "copy_kernel": self.copy_kernel,
        }

    def inspect(self, on: bool) -> None:
        """Look into kernels and pixels."""
        if self._inspector is None:
            self._inspector = Inspector(self.desk, self._window)
            self._inspector.copied.connect(self.copy_kernel)
            self._dock(self._inspector, "inspect")
        show_dock(self._inspector, on)
        self._tools.inspecting = self._layer.editing = on
        if on:
            self._set_brush(None)
        else:
            self.desk.release()

    def pick(self) -> None:
        """Select the kernel at the cursor, or in the middle of the view."""
        view = self._canvas.view
        if view is None:
            return
        self._actions["inspect"].setChecked(True)
        self.desk.pinned = False
        self.desk.pick(view, self._tools.cursor or (view.width / 2, view.height / 2))

    def show_peel(self, on: bool) -> None:
        """Show the histograms."""
        if self._peel is None:
            self._peel = PeelPanel(
                self.desk, lambda: self._canvas.view, self._tasks, self._notifier, self._window
            )
            self._canvas.view_changed.connect(self._peel.refresh)
            self._dock(self._peel, "peel")
        show_dock(self._peel, on)

    def tiles_changed(self) -> None:
        """More of the field is there, or other tiles are."""
        self.desk.tiles_changed()
        if self._peel is not None:
            self._peel.refresh()

    def _dock(self, dock: QDockWidget, action: str) -> None:
        add_at_right(self._window, dock)
        # Closed by its own button, too.
        dock.visibilityChanged.connect(partial(self._dock_seen, dock, action))

    def _dock_seen(self, dock: QDockWidget, action: str, _visible: bool) -> None:
        # A dock below a tab of another is not seen, but not closed either.
        self._actions[action].setChecked(not dock.isHidden())

    def _set_footprint(self, footprint: float, on: bool) -> None:
        if on:
            self.desk.set_footprint(footprint)

    # -- painting and editing ------------------------------------------------------------------------

    def _switch_brush(self, brush: Brush, on: bool) -> None:
        if on:
            self._set_brush(brush)
        elif self.desk.brush == brush:
            self._set_brush(None)

    def _set_brush(self, brush: Brush | None) -> None:
        self.desk.brush = brush
        for name, kind in BRUSHES.items():
            self._actions[name].setChecked(kind == brush)
        if brush is None:
            self._canvas.viewport().unsetCursor()
        else:
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._tools.show_brush()

    def copy_kernel(self) -> None:
        """Copy the selected kernel as text."""
        if self.desk.number is None or self.desk.kernel is None:
            self._notifier.message(tr("No kernel is selected: press I and click on one."))
            return
        QGuiApplication.clipboard().setText(kernel_as_text(self.desk.number, self.desk.kernel))
        self._notifier.message(tr("Copied kernel {number}", number=self.desk.number))
