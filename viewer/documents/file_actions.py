"""Actions about the file itself: shown in its folder, renamed, moved to the trash."""

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
from ..widgets.mode_pill import Mode, ModePill


class FileActions(QObject):
    """The actions about the shown file.

    Args:
        window: where the new name is asked for.
        pill: offers to take a photo back from the trash.
        notifier: is told what was done, or why it was not.
    """

    open_requested = Signal(object)
    """A path to open: a file that came back."""
    renamed = Signal(object, object)
    """The path of the shown file before, and now."""
    trashed = Signal()
    """The shown file is gone: another one is wanted."""

    def __init__(self, window: QWidget, pill: ModePill, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._pill, self._notifier = window, pill, notifier
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
        if path is None:
            return
        if sys.platform == "win32":
            QProcess.startDetached("explorer", [f"/select,{path}"])
        elif sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", str(path)])
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

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
        new = path.with_name(name) if Path(name).name == name else None
        if new is None:
            self._notifier.error(tr("{name} is no name of a file.", name=name))
        elif new.exists() or new.is_symlink():  # renaming would replace a link to nothing, too
            self._notifier.error(tr("There is already a file {name}.", name=name))
        else:
            try:
                path.rename(new)
            except OSError as error:
                self._notifier.error(tr("It was not renamed: {reason}.", reason=error))
                return
            self.renamed.emit(path, new)

    def move_to_trash(self) -> None:
        """Move the file to the trash, show another one, and offer to take it back where that can be."""
        path = self._file()
        if path is None:
            return
        file = QFile(str(path))
        if not file.moveToTrash():
            self._notifier.error(
                tr("{name} was not moved to the trash: {reason}.", name=path.name, reason=file.errorString())
            )
            return
        there = Path(file.fileName())
        can_return = there != path and there.exists()
        buttons = ((tr("Undo"), partial(self._take_back, there, path)),) if can_return else ()
        close = ((tr("Close"), partial(self._pill.show_mode, "trash", None)),)
        self._pill.show_mode("trash", Mode(tr("{name} is in the trash", name=path.name), buttons + close))
        self.trashed.emit()

    def _take_back(self, there: Path, path: Path) -> None:
        self._pill.show_mode("trash", None)
        if path.exists():
            self._notifier.error(tr("There is already a file {name}.", name=path.name))
            return
        try:
            shutil.move(there, path)
        except OSError as error:
            self._notifier.error(tr("It was not taken back: {reason}.", reason=error))
            return
        # Of the freedesktop.org trash: the note beside it.
        (there.parent.parent / "info" / f"{there.name}.trashinfo").unlink(missing_ok=True)
        self.open_requested.emit(path)

    def _file(self) -> Path | None:
        if self._path is None or not self._path.exists():
            self._notifier.message(tr("What is shown is no file."))
            return None
        return self._path
