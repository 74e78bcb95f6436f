"""The actions that write the field, its kernels, or a film through it, in a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox

from ...core.field.edits import shown
from ...core.field.export import EXPORT_SUFFIXES, export_kernels
from ...core.field.queries import means_in
from ...core.geometry.view import View
from ...core.scene.film import FILM_SUFFIXES, save_film
from ...core.scene.open import FIELD_SUFFIX
from ...core.scene.save_field import save_field
from .. import style
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..kernels.model import KernelDesk
from ..tasks.background_job import Background, Told
from .ask_path import asked_path


class FieldFiles(QObject):
    """Asks for names, writes one thing at a time, and tells how it goes."""

    said = Signal(str)
    """A short message."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, window: QMainWindow, canvas: Canvas, desk: KernelDesk) -> None:
        super().__init__(window)
        self._window, self._canvas, self._desk = window, canvas, desk
        self._path: Path | None = None
        self._film_from: View | None = None
        self._after: list[Callable[[], object]] = []
        """What follows when the running job is done."""
        self.background = Background(self)
        self.background.progressed.connect(self._tell_progress)
        self.background.ended.connect(self._job_ended)

    def opened(self, path: Path | None) -> None:
        """Another photo is shown, of this file if it is of one."""
        self._path, self._film_from = path, None

    def close(self) -> None:
        """End the thread."""
        self.background.join()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "save_field": self.ask_and_save_field,
            "export_kernels": self.ask_and_export_kernels,
            "film_from": self.begin_film,
            "film_to": self.ask_and_save_film,
        }

    def ask_and_save_field(self, *then: Callable[[], object]) -> None:
        """Choose a name and save the field with its edits; what comes then follows if that succeeded."""
        if self._desk.field is None:
            self.said.emit(tr("There is no field yet."))
            return
        path = asked_path(self._window, tr("Save field"), self._path, "", tr("Fields"), [FIELD_SUFFIX])
        if path is not None:
            self.save_field(path, *then, overwrite=path.exists())

    def save_field(self, path: Path, *then: Callable[[], object], overwrite: bool) -> None:
        """Save the field with its edits, in a thread; what comes then follows if that succeeded."""
        field, edits = self._desk.field, self._desk.edits
        assert field is not None

        def job(told: Told) -> None:
            save_field(field, path, overwrite=overwrite, told=told, edits=edits)

        def saved() -> None:
            if self._desk.field is field:
                self._desk.mark_saved(edits)

        self._run(tr("Saved {path}", path=path), job, saved, *then)

    def ask_and_export_kernels(self) -> None:
        """Choose a name and write the kernels that are seen."""
        if self._desk.field is None or self._canvas.view is None:
            self.said.emit(tr("There is no field yet."))
            return
        path = asked_path(
            self._window, tr("Export kernels"), self._path, "_kernels", tr("Kernels"), EXPORT_SUFFIXES
        )
        if path is not None:
            self.export_kernels(path, overwrite=path.exists())

    def export_kernels(self, path: Path, *, overwrite: bool) -> None:
        """Write the kernels that are seen in the view, in a thread."""
        field, view = self._desk.field, self._canvas.view
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

        self._run(tr("Exported {path}", path=path), job)

    def begin_film(self) -> None:
        """Begin a film at the present view."""
        self._film_from = self._canvas.view
        if self._film_from is not None:
            self.said.emit(tr("The film begins here; go where it shall end, and choose Film to here."))

    def ask_and_save_film(self) -> None:
        """Choose a name and save a film that ends at the present view."""
        if self._film_from is None or self._canvas.view is None:
            self.said.emit(tr("Choose Film from here first, where it shall begin."))
            return
        path = asked_path(
            self._window, tr("Save film"), self._path, "_zoom", tr("Films"), FILM_SUFFIXES[::-1]
        )
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
                scene,
                first,
                end,
                path,
                seconds=style.FILM_SECONDS,
                fps=style.FILM_FPS,
                overwrite=overwrite,
                told=told,
                sources=() if scene.photo.path is None else (scene.photo.path,),
            )

        self._run(tr("Saved {path}", path=path), job)

    def _run(self, done: str, job: Callable[[Told], object], *after: Callable[[], object]) -> None:
        if self.background.busy:
            self.failed.emit(tr("Something is being saved already; wait for its end, or stop it with Esc."))
            return
        self._after = list(after)
        self.said.emit(tr("Saving"))
        self.background.run(done, job)

    def _tell_progress(self, count: int, total: int) -> None:
        self.said.emit(tr("Saving: {count} of {total} (Esc stops)", count=count, total=total))

    def _job_ended(self, done: str, problem: str) -> None:
        after, self._after = self._after, []
        if problem:
            self.failed.emit(problem)
            return
        self.said.emit(done)
        for step in after:
            step()

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Ask about edits that no file has.

        Args:
            then: called when the person chose to save them, once they are saved.

        Returns:
            Whether the field may be left now.
        """
        if not self._desk.unsaved:
            return True
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Unsaved edits"),
            tr("The field was edited. Save it?"),
            parent=self._window,
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.exec()
        answer = box.standardButton(box.clickedButton())
        box.deleteLater()
        if answer == buttons.Save:
            self.ask_and_save_field(then)
        return answer == buttons.Discard
