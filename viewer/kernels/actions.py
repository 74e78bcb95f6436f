"""The actions about kernels, and what they work on: model, panels, tools, layer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow

from ...core.field.export import kernel_as_text
from ...core.field.kernel_filter import KernelFilter
from ...core.field.sampling import FOOTPRINT
from ..canvas.canvas import Canvas
from ..documents.scene_model import SceneModel
from ..i18n import N_, grouped, tr
from ..notifier import Notifier
from ..render.comparison import panes
from ..render.marks import Colours
from ..tasks.registry import TaskRegistry
from ..widgets.docks import add_at_right, show_dock
from ..widgets.mode_pill import Mode, ModePill
from .inspector import Inspector
from .layer import KernelLayer
from .model import Brush, KernelModel
from .peel_panel import PeelPanel
from .tools import KernelTools

FOOTPRINTS = {"footprint_point": 0.0, "footprint_box": FOOTPRINT, "footprint_wide": 0.5}
"""Variance added for a device pixel, in device pixels squared; the widest is a Gaussian of 0.7 pixel."""
PANELS = ("inspect", "peel")
"""The actions that show the panels of kernels."""
EDITING = ("mute_brush", "solo_brush", "restore_brush", "larger_brush", "smaller_brush", "delete_kernel")
"""Actions whose keys, of one letter, work while one of those panels is open: they change the picture."""
BRUSH_NAMES = {"mute": N_("Mute brush"), "solo": N_("Solo brush"), "restore": N_("Restore brush")}
BRUSHES: dict[str, Brush] = {"mute_brush": "mute", "solo_brush": "solo", "restore_brush": "restore"}


class KernelActions(QObject):
    """Does the actions that look into kernels and change them."""

    def __init__(
        self,
        window: QMainWindow,
        canvas: Canvas,
        scenes: SceneModel,
        tasks: TaskRegistry,
        notifier: Notifier,
        pill: ModePill,
    ) -> None:
        super().__init__(window)
        self._tasks, self._notifier = tasks, notifier
        self._window, self._canvas = window, canvas
        self._actions: dict[str, QAction] = {}
        self._keys: dict[str, list[QKeySequence]] = {}
        self.model = KernelModel(scenes, tasks, notifier, self)
        self.layer = KernelLayer(self.model, lambda width: panes(canvas.comparison, width))
        canvas.add_layer(self.layer)
        self._pill = pill
        self._tools = KernelTools(canvas, self.model, self.layer)
        self._inspector: Inspector | None = None
        self._peel: PeelPanel | None = None
        canvas.view_changed.connect(self.layer.set_view)
        self.model.kernels_changed.connect(self._altered)

    def use(self, actions: dict[str, QAction]) -> None:
        """The actions, by name, that are enabled and checked from here."""
        self._actions = actions
        self._keys = {name: actions[name].shortcuts() for name in EDITING}
        self._allow_editing_keys()
        self._altered()
        self._actions["footprint_box"].setChecked(True)

    def set_colours(self, colours: Colours) -> None:
        """Set the colours of what is painted over the picture."""
        self.layer.set_colours(colours)

    def put_brush_away(self) -> bool:
        """Put the brush away; return whether there was one."""
        armed = self.model.brush is not None
        if armed:
            self._set_brush(None)
        return armed

    def _altered(self) -> None:
        if self._actions:
            self._actions["undo"].setEnabled(self.model.can_undo)
            self._actions["redo"].setEnabled(self.model.can_redo)
        self._window.setWindowModified(self.model.unsaved)
        self._show_hidden_mode()

    # -- looking -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "inspect": self.inspect,
            "pick": self.pick,
            "peel": self.show_peel,
            "show_all": self.model.show_all,
            **{name: partial(self._set_footprint, value) for name, value in FOOTPRINTS.items()},
            **{name: partial(self._switch_brush, brush) for name, brush in BRUSHES.items()},
            "larger_brush": partial(self._resize_brush, 1),
            "smaller_brush": partial(self._resize_brush, -1),
            "undo": self.model.undo,
            "redo": self.model.redo,
            "delete_kernel": self.model.delete,
            "copy_kernel": self.copy_kernel,
        }

    def inspect(self, on: bool) -> None:
        """Look into kernels and pixels."""
        if self._inspector is None:
            self._inspector = Inspector(self.model, self._window)
            self._inspector.copied.connect(self.copy_kernel)
            self._dock(self._inspector, "inspect")
        show_dock(self._inspector, on)
        self._tools.inspecting = self.layer.editing = on
        if on:
            self._set_brush(None)
        else:
            self.model.release()

    def pick(self) -> None:
        """Select the kernel at the cursor, or in the middle of the view."""
        view = self._canvas.view
        if view is None:
            return
        self._actions["inspect"].setChecked(True)
        self.model.pinned = False
        self.model.pick(view, self._tools.cursor or (view.width / 2, view.height / 2))

    def show_peel(self, on: bool) -> None:
        """Show the histograms."""
        if self._peel is None:
            self._peel = PeelPanel(
                self.model, lambda: self._canvas.view, self._tasks, self._notifier, self._window
            )
            self._canvas.view_changed.connect(self._peel.refresh)
            self._dock(self._peel, "peel")
        show_dock(self._peel, on)

    def tiles_changed(self) -> None:
        """More of the field is there, or other tiles are."""
        self.model.tiles_changed()
        if self._peel is not None:
            self._peel.refresh()

    def _dock(self, dock: QDockWidget, action: str) -> None:
        add_at_right(self._window, dock)
        # Closed by its own button, too.
        dock.visibilityChanged.connect(partial(self._dock_seen, dock, action))

    def _dock_seen(self, dock: QDockWidget, action: str, _visible: bool) -> None:
        # A dock below a tab of another is not seen, but not closed either.
        self._actions[action].setChecked(not dock.isHidden())
        self._allow_editing_keys()

    def _allow_editing_keys(self) -> None:
        """Let single keys arm an edit only where a panel shows that kernels are worked on."""
        open_ = any(self._actions[name].isChecked() for name in PANELS)
        for name, keys in self._keys.items():
            self._actions[name].setShortcuts(keys if open_ else [])

    def _set_footprint(self, footprint: float, on: bool) -> None:
        if on:
            self.model.set_footprint(footprint)

    # -- painting and editing ------------------------------------------------------------------------

    def _resize_brush(self, steps: int) -> None:
        self._tools.resize_brush(steps)
        self._show_brush_mode()

    def _show_brush_mode(self) -> None:
        brush, mode = self.model.brush, None
        if brush is not None:
            name, radius = tr(BRUSH_NAMES[brush]), round(self._tools.radius)
            text = tr("{brush}, {radius} px. [ ] size. Esc done", brush=name, radius=radius)
            mode = Mode(text, ((tr("Done"), self.put_brush_away),))
        self._pill.show_mode("brush", mode)

    def _show_hidden_mode(self) -> None:
        edits, mode = self.model.edits, None
        if edits.solo.size:
            mode = tr("Only {count} kernels are shown", count=grouped(edits.solo.size))
        elif edits.muted.size:
            mode = tr("{count} kernels hidden", count=grouped(edits.muted.size))
        elif self.model.peel != KernelFilter():
            mode = tr("Kernels are peeled away")
        buttons = [(tr("Show all"), self.model.show_all)]
        if self.model.can_undo and (edits.solo.size or edits.muted.size):
            buttons.append((tr("Undo"), self.model.undo))
        self._pill.show_mode("hidden", None if mode is None else Mode(mode, tuple(buttons)))

    def _switch_brush(self, brush: Brush, on: bool) -> None:
        if on:
            self._set_brush(brush)
        elif self.model.brush == brush:
            self._set_brush(None)

    def _set_brush(self, brush: Brush | None) -> None:
        self.model.brush = brush
        for name, kind in BRUSHES.items():
            self._actions[name].setChecked(kind == brush)
        if brush is None:
            self._canvas.viewport().unsetCursor()
        else:
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._tools.show_brush()
        self._show_brush_mode()

    def copy_kernel(self) -> None:
        """Copy the selected kernel as text."""
        if self.model.number is None or self.model.kernel is None:
            self._notifier.message(tr("No kernel is selected: press I and click on one."))
            return
        QGuiApplication.clipboard().setText(kernel_as_text(self.model.number, self.model.kernel))
        self._notifier.message(tr("Copied kernel {number}", number=self.model.number))
