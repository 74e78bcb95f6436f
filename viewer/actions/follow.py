"""Following a file that is being made: weights by `csr train`, a field by `csr fit`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from ...core.field.file import FIELD_SUFFIX
from ...core.utils.file_header import FileHeader, FileHeaderError, read_file_header
from ..documents.file_watch import FileWatch
from ..documents.opener import Opener
from ..i18n import grouped, tr
from ..notifier import Notifier
from ..settings.settings_file import SettingsFile
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry


class FollowActions(QObject):
    """Watches the file; each time it is another one, what is shown is made of it.

    Weights draw the photo that is open, tile by tile, and those that are opened later; a field is opened
    itself. A file that cannot be read is told and waited for, and what is shown stays.
    """

    open_requested = Signal(object)
    """The path of a field to open."""

    def __init__(
        self,
        window: QMainWindow,
        opener: Opener,
        settings: SettingsFile,
        tasks: TaskRegistry,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._notifier = notifier
        self._window, self._opener, self._settings = window, opener, settings
        self._watch = FileWatch(tasks, notifier, self)
        self._watch.begun.connect(self._look)
        self._watch.changed.connect(self._look)
        self._watch.gone.connect(self._gone)
        self._worker = QueryWorker("follow", tasks, notifier, self)
        self._worker.answered.connect(self._answered)
        tasks.add("follow", stop=partial(self._watch.watch, None))
        self._opened = False
        """True if the followed field is the one that is shown."""

    @property
    def path(self) -> Path | None:
        """The followed file."""
        return self._watch.path

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "follow": self.choose_file,
        }

    def choose_file(self) -> None:
        """Choose a file and follow it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window, tr("Follow"), "", tr("Weights and fields ({names})", names=f"*{FIELD_SUFFIX}")
        )
        if path:
            self.follow(Path(path))

    def follow(self, path: Path) -> None:
        """Follow a file, which may be there later."""
        self._opened = False
        self._watch.watch(path.absolute())

    def _look(self, path: Path) -> None:
        def query() -> object:
            try:
                return path, read_file_header(path)
            except FileHeaderError as error:
                # Told here: it may be there by the time that the answer is read.
                return path, None if isinstance(error.__cause__, FileNotFoundError) else error

        self._worker.submit("checkpoint", query)

    def _gone(self, path: Path) -> None:
        self._notifier.error(tr("{name} is gone. Following goes on.", name=path.name))

    def _answered(self, _key: object, answer: object) -> None:
        match answer:
            case (Path() as path, FileHeader() as found) if path == self.path:
                self._take(path, found)
            case (Path() as path, FileHeaderError() as error) if path == self.path:
                self._notifier.error(tr("{error} Following goes on.", error=error))
            case (Path() as path, None) if path == self.path:
                self._notifier.message(tr("{name} is not there yet; it is waited for.", name=path.name))
            case _:
                pass

    def _take(self, path: Path, found: FileHeader) -> None:
        if found.kind == "field":
            # Once it is open, it is shown anew as every open file is that changes.
            if not self._opened:
                self.open_requested.emit(path)
            self._opened = True
        else:
            self._opener.use_weights(str(path))
            self._settings.give(weights=str(path))
            if not self._opener.shows_photo:
                self._notifier.message(tr("Open a photo: these weights draw it."))
                return
        self._notifier.message(described(path, found))


def described(path: Path, found: FileHeader) -> str:
    """How far a file's maker has come, in words."""
    parts = [path.name]
    if found.steps is not None:
        parts.append(tr("step {number}", number=grouped(found.steps)))
    parts += [tr("x{scale} PSNR {value:.2f} dB", scale=scale, value=value) for scale, value in found.psnr]
    return ", ".join(parts)
