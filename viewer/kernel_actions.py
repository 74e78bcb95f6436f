"""The actions of the menu Kernels, and what they work on: desk, panels, tools, layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDockWidget, QFileDialog, QMainWindow, QMessageBox

from ..core.alteration import shown
from ..core.field_saving import save_field
from ..core.film import FILM_SUFFIXES, save_film
from ..core.frame import Scene
from ..core.inspect import means_in
from ..core.kernel_export import EXPORT_SUFFIXES, export_kernels, kernel_as_text
from ..core.opening import FIELD_SUFFIX
from ..core.rasterize import FOOTPRINT
from ..core.view import View
from .background import Background, Told
from .canvas import Canvas
from .comparison import panes
from .inspector import Inspector
from .kernel_desk import Brush, KernelDesk
from .kernel_layer import KernelLayer
from .kernel_tools import KernelTools
from .maps import MapKind
from .peel_panel import PeelPanel

FOOTPRINTS = {"footprint_point": 0.0, "footprint_box": FOOTPRINT, "footprint_wide": 0.5}
"""Variance added for a device pixel, in device pixels squared; the widest is a Gaussian of 0.7 pixel."""
FILM_SECONDS, FILM_FPS = 4.0, 25.0
"""Of a film that the window saves; `csr film` has others."""
BRUSHES: dict[str, Brush] = {"mute_brush": "mute", "solo_brush": "solo", "restore_brush": "restore"}


class KernelActions(QObject):
    """Has a method `do_NAME` for each action of the menu Kernels, as the window has for its own."""

    said = Signal(str)
    """A short message."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, window: QMainWindow, canvas: Canvas) -> None:
        super().__init__(window)
        self._window, self._canvas = window, canvas
        self._actions: dict[str, QAction] = {}
        self._path: Path | None = None
        self._film_from: View | None = None
        self._after: list[Callable[[], object]] = []
        """What follows when the running job is done."""
        self.desk = KernelDesk(self)
        self.background = Background(self)
        self._layer = KernelLayer(self.desk, lambda width: panes(canvas.comparison, width))
        canvas.add_layer(self._layer)
        self._tools = KernelTools(canvas, self.desk, self._layer)
        self._inspector: Inspector | None = None
        self._peel: PeelPanel | None = None
        canvas.view_changed.connect(self._layer.set_view)
        canvas.drawn.connect(self._layer.set_drawn)
        self.desk.altered.connect(self._altered)
        self.desk.failed.connect(self.failed)
        self.background.progressed.connect(self._tell_progress)
        self.background.ended.connect(self._job_ended)

    def use(self, actions: dict[str, QAction]) -> None:
        """The actions, by name, that are enabled and checked from here."""
        self._actions = actions
        self._altered()
        self._actions["footprint_box"].setChecked(True)

    def opened(self, path: Path | None, scene: Scene) -> None:
        """Another photo is shown; its field may come later."""
        self._path, self._film_from = path, None
        self.desk.show(scene.field)

    def field_begun(self, scene: Scene) -> None:
        """The shown photo has a field now."""
        if self.desk.field is not scene.field:
            self.desk.show(scene.field)

    def close(self) -> None:
        """End every thread."""
        self.background.join()
        self.desk.close()
        if self._peel is not None:
            self._peel.close_asker()

    def cancel(self) -> bool:
        """Stop what is being saved, or put the brush away, or let a kernel go; whether there was anything."""
        if self.background.stop():
            return True
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

    def do_inspect(self, on: bool) -> None:
        """Look into kernels and pixels."""
        if self._inspector is None:
            self._inspector = Inspector(self.desk, self._window)
            self._inspector.copied.connect(self.do_copy_kernel)
            self._dock(self._inspector, "inspect")
        _show(self._inspector, on)
        self._tools.inspecting = self._layer.editing = on
        if on:
            self._set_brush(None)
        else:
            self.desk.release()

    def do_pick(self) -> None:
        """Select the kernel at the cursor, or in the middle of the view."""
        view = self._canvas.view
        if view is None:
            return
        self._actions["inspect"].setChecked(True)
        self.desk.pinned = False
        self.desk.pick(view, self._tools.cursor or (view.width / 2, view.height / 2))

    def do_peel(self, on: bool) -> None:
        """Show the histograms."""
        if self._peel is None:
            self._peel = PeelPanel(self.desk, lambda: self._canvas.view, self._window)
            self._canvas.view_changed.connect(self._peel.refresh)
            self._dock(self._peel, "peel")
        _show(self._peel, on)

    def tiles_changed(self) -> None:
        """More of the field is there."""
        if self._peel is not None:
            self._peel.refresh()

    def _dock(self, dock: QDockWidget, action: str) -> None:
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        for other in (self._inspector, self._peel):
            if other is not None and other is not dock and not other.isFloating():
                self._window.tabifyDockWidget(other, dock)
        # Closed by its own button, too.
        dock.visibilityChanged.connect(partial(self._dock_seen, dock, action))

    def _dock_seen(self, dock: QDockWidget, action: str, _visible: bool) -> None:
        # A dock below a tab of another is not seen, but not closed either.
        self._actions[action].setChecked(not dock.isHidden())

    def do_show_all(self) -> None:
        """Peel nothing away, solo nothing."""
        self.desk.show_all()

    def do_footprint_point(self, on: bool) -> None:
        """Sample at points."""
        self._set_footprint("footprint_point", on)

    def do_footprint_box(self, on: bool) -> None:
        """Sample with a device pixel's own width."""
        self._set_footprint("footprint_box", on)

    def do_footprint_wide(self, on: bool) -> None:
        """Sample wider."""
        self._set_footprint("footprint_wide", on)

    def _set_footprint(self, name: str, on: bool) -> None:
        if on:
            self.desk.set_footprint(FOOTPRINTS[name])
        # One of them is always chosen.
        for other, footprint in FOOTPRINTS.items():
            self._actions[other].setChecked(footprint == self.desk.footprint)

    def do_map_orientation(self, on: bool) -> None:
        """Directions of the kernels on a colour wheel."""
        self._set_map("orientation", on)

    def do_map_elongation(self, on: bool) -> None:
        """How much longer than wide the kernels are."""
        self._set_map("elongation", on)

    def do_map_density(self, on: bool) -> None:
        """How many kernels there are."""
        self._set_map("density", on)

    def do_map_gradient(self, on: bool) -> None:
        """How steep the picture is."""
        self._set_map("gradient", on)

    def do_map_laplacian(self, on: bool) -> None:
        """How the picture curves."""
        self._set_map("laplacian", on)

    def do_map_isolines(self, on: bool) -> None:
        """Lines of equal luma."""
        self._set_map("isolines", on)

    def _set_map(self, kind: MapKind, on: bool) -> None:
        overlays = self._canvas.overlays
        if on or overlays.map == kind:
            self._canvas.set_overlays(replace(overlays, map=kind if on else None))

    # -- painting and editing ------------------------------------------------------------------------

    def do_mute_brush(self, on: bool) -> None:
        """Paint kernels out of the picture."""
        self._brush_switched("mute_brush", on)

    def do_solo_brush(self, on: bool) -> None:
        """Paint those that alone are shown."""
        self._brush_switched("solo_brush", on)

    def do_restore_brush(self, on: bool) -> None:
        """Paint muted kernels back."""
        self._brush_switched("restore_brush", on)

    def _brush_switched(self, name: str, on: bool) -> None:
        if on:
            self._set_brush(BRUSHES[name])
        elif self.desk.brush == BRUSHES[name]:
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

    def do_larger_brush(self) -> None:
        """A larger brush."""
        self._tools.resize_brush(1)

    def do_smaller_brush(self) -> None:
        """A smaller brush."""
        self._tools.resize_brush(-1)

    def do_undo(self) -> None:
        """Take the last edit back."""
        self.desk.undo()

    def do_redo(self) -> None:
        """Do it again."""
        self.desk.redo()

    def do_delete_kernel(self) -> None:
        """Take the selected kernel out of the picture."""
        self.desk.delete()

    def do_copy_kernel(self) -> None:
        """Copy the selected kernel as text."""
        if self.desk.number is None or self.desk.kernel is None:
            self.said.emit("No kernel is selected: press I and click on one.")
            return
        QGuiApplication.clipboard().setText(kernel_as_text(self.desk.number, self.desk.kernel))
        self.said.emit(f"Copied kernel {self.desk.number}")

    # -- files ---------------------------------------------------------------------------------------

    def do_save_field(self) -> None:
        """Choose a name and save the field with its edits."""
        self._ask_and_save_field()

    def _ask_and_save_field(self, *then: Callable[[], object]) -> None:
        if self.desk.field is None:
            self.said.emit("There is no field yet.")
            return
        path = self._asked_path("Save field", f"Fields (*{FIELD_SUFFIX})", FIELD_SUFFIX, "")
        if path is not None:
            self.save_field(path, *then, overwrite=path.exists())

    def save_field(self, path: Path, *then: Callable[[], object], overwrite: bool) -> None:
        """Save the field with its edits, in a thread; what comes then follows if that succeeded."""
        field, edits = self.desk.field, self.desk.edits
        assert field is not None

        def job(told: Told) -> None:
            save_field(field, path, overwrite=overwrite, told=told, edits=edits)

        def saved() -> None:
            if self.desk.field is field:
                self.desk.mark_saved(edits)

        self._run(f"Saved {path}", job, saved, *then)

    def do_export_kernels(self) -> None:
        """Choose a name and write the kernels that are seen."""
        if self.desk.field is None or self._canvas.view is None:
            self.said.emit("There is no field yet.")
            return
        names = " ".join(f"*{suffix}" for suffix in EXPORT_SUFFIXES)
        path = self._asked_path("Export kernels", f"Kernels ({names})", EXPORT_SUFFIXES[0], "_kernels")
        if path is not None:
            self.export_kernels(path, overwrite=path.exists())

    def export_kernels(self, path: Path, *, overwrite: bool) -> None:
        """Write the kernels that are seen in the view, in a thread."""
        field, view = self.desk.field, self._canvas.view
        assert field is not None and view is not None

        def job(told: Told) -> None:
            tiles = field.require(view)
            told(0, 1)
            kernels, numbered = [np.empty((8, 0), np.float32)], [np.empty(0, np.int64)]
            for tile in tiles:
                places = means_in(tile, view.box)
                places = places[shown(tile.kernels[:, places])]
                kernels.append(tile.kernels[:, places])
                numbered.append(field.numbers(tile, places))
            together = np.concatenate(kernels, axis=1)
            export_kernels(path, together, np.concatenate(numbered), view.box, overwrite=overwrite)
            told(1, 1)

        self._run(f"Exported {path}", job)

    def do_film_from(self) -> None:
        """Begin a film at the present view."""
        self._film_from = self._canvas.view
        if self._film_from is not None:
            self.said.emit("The film begins here; go where it shall end, and choose Film to here.")

    def do_film_to(self) -> None:
        """Choose a name and save a film that ends at the present view."""
        if self._film_from is None or self._canvas.view is None:
            self.said.emit("Choose Film from here first, where it shall begin.")
            return
        names = " ".join(f"*{suffix}" for suffix in FILM_SUFFIXES)
        path = self._asked_path("Save film", f"Films ({names})", FILM_SUFFIXES[-1], "_zoom")
        if path is not None:
            self.save_film(path, overwrite=path.exists())

    def save_film(self, path: Path, *, overwrite: bool) -> None:
        """Save a film from the view chosen before to the present one, in a thread."""
        scene, start, end = self._canvas.scene_shown, self._film_from, self._canvas.view
        assert scene is not None and start is not None and end is not None
        # The window may have another size by now: the film has the size of its end.
        first = start.resized(end.width, end.height)

        def job(told: Told) -> None:
            save_film(
                scene, first, end, path, seconds=FILM_SECONDS, fps=FILM_FPS, overwrite=overwrite, told=told
            )

        self._run(f"Saved {path}", job)

    def _run(self, done: str, job: Callable[[Told], object], *after: Callable[[], object]) -> None:
        if self.background.busy:
            self.failed.emit("Something is being saved already; wait for its end, or stop it with Esc.")
            return
        self._after = list(after)
        self.said.emit("Saving")
        self.background.run(done, job)

    def _tell_progress(self, count: int, total: int) -> None:
        self.said.emit(f"Saving: {count} of {total} (Esc stops)")

    def _job_ended(self, done: str, problem: str) -> None:
        after, self._after = self._after, []
        if problem:
            self.failed.emit(problem)
            return
        self.said.emit(done)
        for step in after:
            step()

    def _asked_path(self, title: str, names: str, suffix: str, addition: str) -> Path | None:
        """A name that a person chose; the dialog asks before a file is replaced."""
        stem = self._path.with_suffix("") if self._path is not None else Path("picture").absolute()
        dialog = QFileDialog(self._window, title, str(stem.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(names)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(f"{stem.name}{addition}{suffix}")
        path = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
        dialog.deleteLater()
        return path

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Ask about edits that no file has.

        Args:
            then: called when the person chose to save them, once they are saved.

        Returns:
            Whether the field may be left now.
        """
        if not self.desk.unsaved:
            return True
        box = QMessageBox(
            QMessageBox.Icon.Question, "Unsaved edits", "The field was edited. Save it?", parent=self._window
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.exec()
        answer = box.standardButton(box.clickedButton())
        box.deleteLater()
        if answer == buttons.Save:
            self._ask_and_save_field(then)
        return answer == buttons.Discard


def _show(dock: QDockWidget, on: bool) -> None:
    dock.setVisible(on)
    if on:
        dock.raise_()
