"""The actions that write the field, its kernels, or a film through it, in a thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QMessageBox

from ...core.field.edits import shown
from ...core.field.file import FIELD_SUFFIX
from ...core.field.queries import means_in
from ...core.geometry.view import View
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..kernels.model import KernelModel
from ..notifier import Notifier
from ..tasks.background_job import OnProgress
from ..tasks.jobs import Jobs
from .ask_path import asked_path

FILM_SECONDS, FILM_FPS = 4.0, 25.0
"""Length and rate of a film that the window saves; `csr film` has others."""


class FieldActions(QObject):
    """Asks for names, and starts to write."""

    def __init__(
        self, window: QMainWindow, canvas: Canvas, model: KernelModel, jobs: Jobs, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._jobs, self._notifier = jobs, notifier
        self._window, self._canvas, self._model = window, canvas, model
        self._path: Path | None = None
        self._film_from: View | None = None
        self._asking = False

    def opened(self, path: Path | None) -> None:
        """Another photo is shown, of this file if it is of one."""
        self._path, self._film_from = path, None

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
        if self._model.field is None:
            self._notifier.message(tr("There is no field yet."))
            return
        path = asked_path(self._window, tr("Save field"), self._path, "", tr("Fields"), [FIELD_SUFFIX])
        if path is not None:
            self.save_field(path, *then, overwrite=path.exists())

    def save_field(self, path: Path, *then: Callable[[], object], overwrite: bool) -> None:
        """Save the field with its edits, in a thread; what comes then follows if that succeeded."""
        from ...core.scene.save_field import save_field

        field, edits = self._model.field, self._model.edits
        assert field is not None

        def job(on_progress: OnProgress) -> None:
            save_field(field.tiled, path, overwrite=overwrite, on_progress=on_progress, edits=edits)

        def saved() -> None:
            now = self._model.field
            if now is not None and now.tiled is field.tiled:
                self._model.mark_saved(edits)

        self._start(path, tr("Saved {path}", path=path), job, saved, *then)

    def ask_and_export_kernels(self) -> None:
        """Choose a name and write the kernels that are seen."""
        from ...core.field.export import EXPORT_SUFFIXES

        if self._model.field is None or self._canvas.view is None:
            self._notifier.message(tr("There is no field yet."))
            return
        path = asked_path(
            self._window, tr("Export kernels"), self._path, "_kernels", tr("Kernels"), EXPORT_SUFFIXES
        )
        if path is not None:
            self.export_kernels(path, overwrite=path.exists())

    def export_kernels(self, path: Path, *, overwrite: bool) -> None:
        """Write the kernels that are seen in the view, in a thread."""
        from ...core.field.export import export_kernels

        field, view = self._model.field, self._canvas.view
        assert field is not None and view is not None

        def job(on_progress: OnProgress) -> None:
            tiles = field.require(view)
            on_progress(0, 1)
            kernels, numbered = [np.empty((8, 0), np.float32)], [np.empty(0, np.int64)]
            for tile in tiles:
                places = means_in(tile, view.box)
                places = places[shown(tile.kernels[:, places])]
                kernels.append(tile.kernels[:, places])
                numbered.append(field.numbers(tile, places))
            together = np.concatenate(kernels, axis=1)
            export_kernels(path, together, np.concatenate(numbered), view.box, overwrite=overwrite)
            on_progress(1, 1)

        self._start(path, tr("Exported {path}", path=path), job)

    def begin_film(self) -> None:
        """Begin a film at the present view."""
        self._film_from = self._canvas.view
        if self._film_from is not None:
            self._notifier.message(
                tr("The film begins here; go where it shall end, and choose Film to here.")
            )

    def ask_and_save_film(self) -> None:
        """Choose a name and save a film that ends at the present view."""
        from ...core.scene.film import FILM_SUFFIXES

        if self._film_from is None or self._canvas.view is None:
            self._notifier.message(tr("Choose Film from here first, where it shall begin."))
            return
        path = asked_path(
            self._window, tr("Save film"), self._path, "_zoom", tr("Films"), FILM_SUFFIXES[::-1]
        )
        if path is not None:
            self.save_film(path, overwrite=path.exists())

    def save_film(self, path: Path, *, overwrite: bool) -> None:
        """Save a film from the view chosen before to the present one, in a thread."""
        from ...core.scene.film import save_film

        scene, start, end = self._canvas.scene_shown, self._film_from, self._canvas.view
        assert scene is not None and start is not None and end is not None
        # The window may have another size by now: the film has the size of its end.
        first = start.resized(end.width, end.height)

        def job(on_progress: OnProgress) -> None:
            save_film(
                scene,
                first,
                end,
                path,
                seconds=FILM_SECONDS,
                fps=FILM_FPS,
                overwrite=overwrite,
                on_progress=on_progress,
                sources=() if scene.photo.path is None else (scene.photo.path,),
            )

        self._start(path, tr("Saved {path}", path=path), job)

    def _start(
        self, path: Path, done: str, work: Callable[[OnProgress], object], *then: Callable[[], object]
    ) -> None:
        self._jobs.start(tr("Saving {name}", name=path.name), done, work, *then)

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Ask about edits that no file has, once at a time: while one is asked, nothing else may leave them.

        Args:
            then: called when the person chose to save them, once they are saved.

        Returns:
            Whether the field may be left now.
        """
        if not self._model.unsaved:
            return True
        if self._asking:
            return False
        box = QMessageBox(
            QMessageBox.Icon.Question,
            tr("Unsaved edits"),
            tr("The field was edited. Save it?"),
            parent=self._window,
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        self._asking = True
        box.exec()
        self._asking = False
        answer = box.standardButton(box.clickedButton())
        box.deleteLater()
        if answer == buttons.Save:
            self.ask_and_save_field(then)
        return answer == buttons.Discard
