"""Actions about the file itself: shown in its folder, renamed, moved to the trash.

The file system is asked in threads: a share that is dead does not hold the window.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject, QProcess, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from ..i18n import tr
from ..notifier import Notifier
from ..tasks.own_threads import OwnThreads
from ..tasks.registry import TaskRegistry
from ..widgets.mode_pill import Mode, ModePill

Step = Callable[[], object]
"""Work that is left for the GUI thread, once the file system has answered."""


class FileActions(QObject):
    """The actions about the shown file.

    Args:
        window: where the new name is asked for.
        pill: offers to take a photo back from the trash.
        tasks: where threads are started.
        notifier: is told what was done, or why it was not.
    """

    open_requested = Signal(object)
    """A path to open: a file that came back."""
    renamed = Signal(object, object)
    """The path of the shown file before, and now."""
    trashed = Signal()
    """The shown file is gone: another one is wanted."""

    def __init__(self, window: QWidget, pill: ModePill, tasks: TaskRegistry, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._pill, self._notifier = window, pill, notifier
        self._own_threads = OwnThreads("file", tasks, notifier, self)
        self._own_threads.answered.connect(self._finish)
        self._path: Path | None = None

    def show(self, path: Path | None) -> None:
        """Another file is shown, or a picture without one."""
        self._path = path

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "show_in_folder": self.show_in_folder,
            "rename": self.rename,
            "move_to_trash": self.move_to_trash,
        }

    def show_in_folder(self) -> None:
        """Show the file where the platform shows files."""
        path = self._file()
        if path is not None:
            self._ask("show", path, partial(self._looked_for, path))

    def rename(self) -> None:
        """Ask for another name, and give it to the file; no other file is replaced."""
        path = self._file()
        if path is None:
            return
        name, given = QInputDialog.getText(
            self._window, tr("Rename"), tr("New name:"), QLineEdit.EchoMode.Normal, path.name
        )
        if given and name.strip() and name.strip() != path.name:
            self.rename_to(path, name.strip())

    def rename_to(self, path: Path, name: str) -> None:
        """Give a file another name in its folder."""
        if Path(name).name == name:
            self._ask("rename", path, partial(self._with_name, path, path.with_name(name)))
        else:
            self._notifier.error(tr("{name} is no name of a file.", name=name))

    def move_to_trash(self) -> None:
        """Move the file to the trash, show another one, and offer to take it back where that can be."""
        path = self._file()
        if path is not None:
            self._ask("trash", path, partial(self._in_trash, path))

    def _ask(self, what: str, path: Path, question: Callable[[], Step]) -> None:
        """Ask something of a file, unless it is being asked: who asks again is told why nothing happens."""
        if not self._own_threads.ask((what, path), question):
            self._notifier.message(tr("The folder {folder} does not answer yet.", folder=path.parent))

    def _file(self) -> Path | None:
        if self._path is None:
            self._notifier.message(tr("What is shown is no file."))
        return self._path

    # -- in threads: they do it, and return what is to be done in the GUI thread -----------------------

    def _looked_for(self, path: Path) -> Step:
        if not path.exists():
            return partial(self._notifier.message, tr("What is shown is no file."))
        return partial(_show_in_folder, path)

    def _with_name(self, path: Path, new: Path) -> Step:
        if new.exists() or new.is_symlink():  # renaming would replace a link to nothing, too
            return partial(self._notifier.error, tr("There is already a file {name}.", name=new.name))
        try:
            path.rename(new)
        except OSError as error:
            return partial(self._notifier.error, tr("It was not renamed: {reason}.", reason=error))
        return partial(self.renamed.emit, path, new)

    def _in_trash(self, path: Path) -> Step:
        file = QFile(str(path))
        if not file.moveToTrash():
            return partial(
                self._notifier.error,
                tr("{name} was not moved to the trash: {reason}.", name=path.name, reason=file.errorString()),
            )
        there = Path(file.fileName())
        return partial(self._tell_trashed, path, there if there != path and there.exists() else None)

    def _back(self, there: Path, path: Path) -> Step:
        if path.exists():
            return partial(self._notifier.error, tr("There is already a file {name}.", name=path.name))
        try:
            shutil.move(there, path)
        except OSError as error:
            return partial(self._notifier.error, tr("It was not taken back: {reason}.", reason=error))
        # Of the freedesktop.org trash: the note beside it.
        (there.parent.parent / "info" / f"{there.name}.trashinfo").unlink(missing_ok=True)
        return partial(self.open_requested.emit, path)

    # -- in the GUI thread again ---------------------------------------------------------------------

    def _finish(self, _key: object, step: Step) -> None:
        step()

    def _tell_trashed(self, path: Path, there: Path | None) -> None:
        undo = () if there is None else ((tr("Undo"), partial(self._take_back, there, path)),)
        close = ((tr("Close"), partial(self._pill.show_mode, "trash", None)),)
        self._pill.show_mode("trash", Mode(tr("{name} is in the trash", name=path.name), undo + close))
        if path == self._path:  # else one has leafed on meanwhile
            self.trashed.emit()

    def _take_back(self, there: Path, path: Path) -> None:
        self._pill.show_mode("trash", None)
        self._ask("back", path, partial(self._back, there, path))


def _show_in_folder(path: Path) -> None:
    if sys.platform == "win32":
        QProcess.startDetached("explorer", [f"/select,{path}"])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
