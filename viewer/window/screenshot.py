"""The screenshot mode: the window as it is when everything has arrived, saved as a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QTimer
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QApplication

from ...core.utils.atomic_file import SaveError, check_place, replacing
from ..i18n import translated
from .window import Window


def problem_with(path: Path, overwrite: bool, sources: tuple[Path, ...]) -> str:
    """Why no screenshot can be saved under a name, in a sentence; empty if one can."""
    suffixes = {bytes(name.data()).decode() for name in QImageWriter.supportedImageFormats()}
    if path.suffix.lower().removeprefix(".") not in suffixes:
        return f"{path.name}: a screenshot is saved as .png, .jpg, .webp or .tif."
    try:
        check_place(path, overwrite, *sources)
    except SaveError as error:
        return translated(error)
    return ""


class Screenshot:
    """Waits until the window shows the final picture, saves it, and ends the program.

    The picture is final when no tile of the view is missing and it is drawn at full quality; where
    kernels are shown at x1 or below, when the field has no more tiles to come.
    """

    def __init__(
        self, app: QApplication, window: Window, out: Path, overwrite: bool, sources: tuple[Path, ...]
    ) -> None:
        self.problem = ""
        """Why there is no picture; empty if there is one."""
        self._app, self._window, self._out = app, window, out
        self._overwrite, self._sources = overwrite, sources
        self._made_all = self._ended = False
        window.notifier.error_sent.connect(self._fail)
        window.canvas.drawn.connect(self._look)
        window.opener.settled.connect(self._settled)

    def _settled(self) -> None:
        self._made_all = True
        # The newest tile may have come after the frame on the screen.
        self._window.canvas.redraw()

    def _look(self, _drawn: object) -> None:
        canvas = self._window.canvas
        drawn = canvas.settled
        if drawn is None or drawn.request.scene.field is None:
            return
        if drawn.complete or self._made_all:
            QTimer.singleShot(0, self._save)

    def _fail(self, problem: str) -> None:
        self._end(problem)

    def _save(self) -> None:
        if self._ended:
            return
        picture = QBuffer()
        picture.open(QBuffer.OpenModeFlag.WriteOnly)
        self._window.grab().save(picture, self._out.suffix.removeprefix(".").upper())
        try:
            with replacing(self._out, self._overwrite, *self._sources) as part:
                part.write_bytes(picture.data().data())
        except SaveError as error:
            self._end(translated(error))
        else:
            self._end("")

    def _end(self, problem: str) -> None:
        if not self._ended:
            self._ended = True
            self.problem = problem
            self._window.close()
            self._app.exit()
