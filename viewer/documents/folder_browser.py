"""Leafing: the files before and after, those that were opened lately, and the shown one when it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ...core.photo.file_stamp import digest_of
from ...core.photo.formats import PHOTO_SUFFIXES
from ..i18n import tr
from ..notifier import Notifier
from ..state.state_file import StateFile
from ..tasks.own_threads import OwnThreads
from ..tasks.registry import TaskRegistry
from .file_watch import FileWatch
from .folder import Listing, files_of, fresh_listing, neighbour, with_file
from .photo_cache import PhotoCache

MOST_RECENT = 12
"""Files in the menu of those that were opened lately."""
PATIENCE_MS = 1000
"""Milliseconds after which a person is told that a folder does not answer."""
AGAIN_MS = 6000
"""Milliseconds after which it is told again, as for so long a message stands."""

WithFiles = Callable[[Sequence[Path]], object]
"""Does something with the files that are leafed through."""


class FolderBrowser(QObject):
    """Knows which file comes next; the window opens it.

    Folders and files are asked in threads of their own: a share that is dead holds up neither the window nor
    the other folders.

    Args:
        photo_cache: decodes the neighbours.
        state: where the recent files are remembered; None to remember them for this window only.
        tasks: ends the thread that reads folders.
        notifier: is told of a folder that ends or cannot be read.
        parent: owner.
    """

    open_requested = Signal(object)
    """The path of a file to open."""
    changed = Signal(object)
    """The path of the file that is shown, which has another content now."""
    files_found = Signal(object, object)
    """The first of the files that were asked for, and all of them where one leafs through these."""
    listed = Signal(object, int)
    """The files that are leafed through, in their order, and the place of the shown one; none and -1 where
    what is shown is no file."""

    def __init__(
        self,
        photo_cache: PhotoCache,
        state: StateFile | None,
        tasks: TaskRegistry,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._decoded = photo_cache
        self._state, self._notifier = state, notifier
        self._asked: Path | None = None
        """The file that was asked for last: leafing goes on from here, past those that fail."""
        self._shown: Path | None = None
        self._list: list[Path] | None = None
        """The files to leaf through, in their order; None: those of the folder."""
        self._listing: Listing | None = None
        """Listing of the folder that was read last."""
        self._waiting: list[WithFiles] = []
        """Steps that are done once the folder of the file that was asked for last has answered."""
        self._late: list[WithFiles] = []
        """Steps that came after the folder was asked: it is asked once more, as it may have changed."""
        self._stale: set[Path] = set()
        """Folders that are asked again once they have answered, for the same reason."""
        self._wanted: tuple[Path, ...] = ()
        """Files and folders that were asked for last."""
        self._folders = OwnThreads("folder", tasks, notifier, self)
        self._folders.answered.connect(self._folder_read)
        self._finds = OwnThreads("files", tasks, notifier, self)
        self._finds.answered.connect(self._files_found)
        self._recent_files = OwnThreads("recent file", tasks, notifier, self)
        self._recent_files.answered.connect(self._recent_looked_at)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._tell_wait)
        self._leafed_to: Path | None = None
        """The file that leafing came to last: it is not among the recent ones, which a person chose."""
        self._step = 1
        self._recent = [] if state is None else [Path(text) for text in state.now.recent]
        self._lost: set[Path] = set()
        """Recent files that were not there when they were looked for last."""
        self.menu = QMenu(tr("Open &recent"))
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._open_recent)
        self._watch = FileWatch(tasks, notifier, self)
        self._watch.changed.connect(self._file_written)
        self._digest = ""
        """The shown file's, as it was read; empty where it is not known."""
        self._written = 0
        """Times that a file was written while it was shown."""
        self._contents = OwnThreads("written file", tasks, notifier, self)
        self._contents.answered.connect(self._content_read)

    def ask(self, path: Path, among: list[Path] | None = None) -> None:
        """A file is being opened.

        Args:
            path: the file.
            among: files to leaf through from now on. Otherwise the list stays that holds the file, or its
                folder is taken.
        """
        leafed = path in (self._asked, self._leafed_to)
        if self._asked is not None and (path.parent != self._asked.parent or not leafed):
            self.forget_waiting()
        self._wanted = ()
        self._asked = path
        if among is not None or (self._list is not None and path not in self._list):
            self._list = among

    def find(self, paths: Sequence[Path]) -> None:
        """Find the files that some files and folders stand for; `files_found` has them."""
        self.forget_waiting()
        self._wanted = tuple(paths)
        self._patience.start(PATIENCE_MS)
        self._finds.ask(self._wanted, partial(_files_of, self._wanted))

    def _files_found(self, paths: tuple[Path, ...], files: list[Path] | OSError) -> None:
        if paths != self._wanted:
            return  # others were asked for meanwhile
        self._wanted = ()
        self._patience.stop()
        if isinstance(files, OSError):
            self._notifier.error(tr("The folder cannot be read: {reason}.", reason=files))
        elif files:
            self.files_found.emit(files[0], files if len(files) > 1 and len(paths) > 1 else None)
        else:
            self._notifier.error(tr("There is no photo in {folder}.", folder=paths[0]))

    def show(self, path: Path | None, digest: str = "") -> None:
        """A file is shown, or a picture that has none: watch it, remember it, prepare its neighbours.

        Args:
            path: the file.
            digest: of what was read of it; see `Photo.hash`. Empty where nothing could be.
        """
        self._shown, self._digest = path, digest
        self._watch.watch(path, None if path is None else self._decoded.stamp(path))
        if path is None:
            self.listed.emit((), -1)
            return
        if path != self._leafed_to:
            self._recent = [path, *(p for p in self._recent if p != path)][:MOST_RECENT]
            if self._state is not None:
                self._state.change(recent=tuple(str(p) for p in self._recent))
        if self._list is not None:
            self._list_files(path, self._list)
        else:
            self._ask_folder(path.parent)

    def file_renamed(self, path: Path, new: Path) -> None:
        """A file has another name now: the shown one, or one that was shown before."""

        def now(file: Path) -> Path:
            return new if file == path else file

        self._recent = [now(file) for file in self._recent]
        self._list = None if self._list is None else [now(file) for file in self._list]
        if (self._waiting or self._late) and self._asked == path:
            # The steps that wait were taken from where the file stood.
            self._with_files(lambda _files: self._take_place_of(path, new))
        else:
            self._take_place_of(path, new)
        if self._leafed_to is not None:
            self._leafed_to = now(self._leafed_to)
        if self._state is not None:
            self._state.change(recent=tuple(str(file) for file in self._recent))
        if self._shown is not None:  # another one, where one has leafed on before the file system answered
            self.show(now(self._shown), self._digest)

    def _take_place_of(self, path: Path, new: Path) -> None:
        """Leaf on from the new name of a file, unless a further one is under way."""
        if self._asked == path:
            self._asked = new

    def _file_written(self, path: Path) -> None:
        """The shown file was written, perhaps as it was: each time it is looked at anew."""
        self._written += 1
        self._contents.ask((path, self._written), partial(digest_of, path))

    def _content_read(self, written: tuple[Path, int], digest: str) -> None:
        path, _number = written
        if path == self._shown and (not digest or digest != self._digest):
            self.changed.emit(path)

    def _ask_folder(self, folder: Path) -> bool:
        """Read a folder, where it has changed; false if an answer to an earlier question comes first."""
        begun = self._folders.ask(folder, partial(_listing_of, folder, self._listing))
        if not begun:
            self._stale.add(folder)
        return begun

    def _folder_read(self, folder: Path, answer: Listing | OSError) -> None:
        """Do what waited for a folder's photos."""
        if isinstance(answer, Listing):
            self._listing = answer
        files = answer.files if isinstance(answer, Listing) else ()
        shown = self._shown
        if shown is not None and shown.parent == folder and self._list is None:
            self._list_files(shown, files)
        if folder in self._stale:
            self._stale.discard(folder)
            self._ask_folder(folder)
        if self._asked is None or self._asked.parent != folder:
            return
        steps, self._waiting, self._late = self._waiting, self._late, []
        self._patience.stop()
        if self._waiting:
            self._patience.start(PATIENCE_MS)
        if steps and isinstance(answer, OSError):
            self._notifier.error(
                tr("The folder {folder} cannot be read: {reason}.", folder=folder, reason=answer)
            )
        else:
            for step in steps:
                step(files)

    def _list_files(self, path: Path, among: Sequence[Path]) -> None:
        """Tell which files there are beside a file, and have its neighbours decoded."""
        files = with_file(among, path)
        self.listed.emit(files, files.index(path))
        near = [neighbour(path, step, files) for step in (self._step, -self._step)]
        self._decoded.want([path, *(p for p in near if p is not None)])

    def _with_files(self, step: WithFiles) -> None:
        """Do something with the files that are leafed through, once they are known."""
        if self._list is not None:
            step(self._list)
        elif self._asked is not None:
            steps = self._waiting if self._ask_folder(self._asked.parent) else self._late
            steps.append(step)
            if not self._patience.isActive():
                self._patience.start(PATIENCE_MS)

    def forget_waiting(self) -> None:
        """Something else was asked for: do nothing more of what waits for a folder."""
        self._waiting, self._late, self._wanted = [], [], ()
        self._patience.stop()

    def _tell_wait(self) -> None:
        path = self._wanted[0] if self._wanted else self._asked
        assert path is not None
        # Which of those that were asked for are folders is not known before they answer.
        is_folder = bool(self._wanted) and path.suffix.lower() not in PHOTO_SUFFIXES
        folder = path if is_folder else path.parent
        self._notifier.message(tr("The folder {folder} does not answer yet.", folder=folder))
        self._patience.start(AGAIN_MS)

    # -- actions -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "previous": partial(self._leaf, -1),
            "next": partial(self._leaf, 1),
        }

    def leave_lost(self) -> None:
        """Show the file after the shown one, which is gone, or else the one before."""
        lost = self._shown
        if lost is not None:
            self._watch.watch(None)
            self._with_files(partial(self._open_beside, lost))

    def _open_beside(self, lost: Path, files: Sequence[Path]) -> None:
        if self._asked != lost:
            return  # one has leafed on meanwhile: that one comes
        path = neighbour(lost, 1, files) or neighbour(lost, -1, files)
        if path is not None:
            self.leaf_to(path)

    def leaf_around(self) -> None:
        """Open the next file, after the last the first."""
        self._with_files(self._open_around)

    def _open_around(self, files: Sequence[Path]) -> None:
        assert self._asked is not None
        path = neighbour(self._asked, 1, files) or next(iter(files), None)
        if path is not None:
            self.leaf_to(path)

    def came_to(self, path: Path) -> bool:
        """Tell whether a file was leafed to, not chosen."""
        return path == self._leafed_to

    def leaf_to(self, path: Path) -> None:
        """Open one of the files that are leafed through; it is not among the recent ones."""
        if path != self._asked:
            self._leafed_to = path
            self.open_requested.emit(path)

    def _leaf(self, step: int) -> None:
        self._step = step
        self._with_files(partial(self._open_neighbour, step))

    def _open_neighbour(self, step: int, files: Sequence[Path]) -> None:
        assert self._asked is not None
        path = neighbour(self._asked, step, files)
        if path is None:
            here = tr("There is no further photo in this folder.")
            dropped = tr("There is no further photo among those that were dropped.")
            self._notifier.message(here if self._list is None else dropped)
        else:
            self.leaf_to(path)

    # -- recent files --------------------------------------------------------------------------------

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files that were opened lately, the newest first."""
        return tuple(self._recent)

    def clear_recent(self) -> None:
        """Forget which files were opened."""
        self._recent = []
        if self._state is not None:
            self._state.change(recent=())

    def _fill(self) -> None:
        self.menu.clear()
        for path in self._recent:
            item = self.menu.addAction(f"{path.name}    {path.parent}".replace("&", "&&"))
            item.setEnabled(path not in self._lost)
            item.setData(path)
            self._recent_files.ask(path, path.exists)
        if not self._recent:
            self.menu.addAction(tr("None yet")).setEnabled(False)

    def _recent_looked_at(self, path: Path, there: bool) -> None:
        (self._lost.discard if there else self._lost.add)(path)
        for item in self.menu.actions():
            if item.data() == path:
                item.setEnabled(there)

    def _open_recent(self, item: QAction) -> None:
        self.open_requested.emit(item.data())


def _listing_of(folder: Path, known: Listing | None) -> Listing | OSError:
    try:
        return fresh_listing(folder, known)
    except OSError as error:
        return error


def _files_of(paths: tuple[Path, ...]) -> list[Path] | OSError:
    try:
        return [path.absolute() for path in files_of(paths)]
    except OSError as error:
        return error
