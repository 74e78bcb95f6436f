"""Leafing: the files before and after, those that were opened lately, and the shown one when it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ..i18n import tr
from ..notifier import Notifier
from ..state.state_file import StateFile
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from .file_watch import FileWatch
from .folder import Listing, list_folder, neighbour, with_file
from .photo_cache import PhotoCache

MOST_RECENT = 12
"""Files in the menu of those that were opened lately."""


class FolderBrowser(QObject):
    """Knows which file comes next; the window opens it.

    Args:
        decoded: what decodes the neighbours.
        state: where the recent files are remembered; None to remember them for this window only.
        tasks: ends the thread that reads folders.
        notifier: is told of a folder that ends or cannot be read.
        parent: owner.
    """

    open_requested = Signal(object)
    """The path of a file to open."""
    changed = Signal(object)
    """The path of the file that is shown, which is another one on the disk now."""
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
        self._worker = QueryWorker("folder", tasks, notifier, self)
        self._worker.answered.connect(self._read)
        self._leafed_to: Path | None = None
        """The file that leafing came to last: it is not among the recent ones, which a person chose."""
        self._step = 1
        self._recent = [] if state is None else [Path(text) for text in state.now.recent]
        self.menu = QMenu(tr("Open &recent"))
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._open_recent)
        self._watch = FileWatch(self)
        self._watch.changed.connect(self.changed)

    def ask(self, path: Path, among: list[Path] | None = None) -> None:
        """A file is being opened.

        Args:
            path: the file.
            among: files to leaf through from now on. Otherwise the list stays that holds the file, or its
                folder is taken.
        """
        self._asked = path
        if among is not None or (self._list is not None and path not in self._list):
            self._list = among

    def show(self, path: Path | None) -> None:
        """A file is shown, or a picture that has none: watch it, remember it, prepare its neighbours."""
        self._watch.watch(path)
        self._shown = path
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
            self._worker.submit("folder", lambda: (path, self._list_beside(path)))

    def file_renamed(self, path: Path, new: Path) -> None:
        """The shown file has another name now."""

        def now(file: Path) -> Path:
            return new if file == path else file

        self._recent = [now(file) for file in self._recent]
        self._list = None if self._list is None else [now(file) for file in self._list]
        self._asked = new
        if self._leafed_to is not None:
            self._leafed_to = now(self._leafed_to)
        if self._state is not None:
            self._state.change(recent=tuple(str(file) for file in self._recent))
        self.show(new)

    def _list_beside(self, path: Path) -> Listing | None:
        """List a file's folder in the thread; none where that cannot be read."""
        try:
            return list_folder(path.parent)
        except OSError:
            return None

    def _read(self, _key: object, answer: tuple[Path, Listing | None]) -> None:
        path, listing = answer
        if path != self._shown or self._list is not None:
            return
        if listing is not None:
            self._listing = listing
        self._list_files(path, () if listing is None else listing.files)

    def _list_files(self, path: Path, among: Sequence[Path]) -> None:
        """Tell which files there are beside a file, and have its neighbours decoded."""
        files = with_file(among, path)
        self.listed.emit(files, files.index(path))
        near = [neighbour(path, step, files) for step in (self._step, -self._step)]
        self._decoded.want([path, *(p for p in near if p is not None)])

    def _among(self, path: Path) -> Sequence[Path]:
        """The files to leaf through from a file; reads its folder only where that has changed.

        Raises:
            OSError: if the folder cannot be read.
        """
        if self._list is not None:
            return self._list
        known = self._listing
        if known is None or known.folder != path.parent or not known.is_fresh:
            known = self._listing = list_folder(path.parent)
        return known.files

    # -- actions -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "previous": partial(self._leaf, -1),
            "next": partial(self._leaf, 1),
        }

    def leave_lost(self) -> None:
        """Show the file after the shown one, which is gone, or else the one before."""
        assert self._asked is not None
        self._watch.watch(None)
        for step in (1, -1):
            try:
                path = neighbour(self._asked, step, self._among(self._asked))
            except OSError:
                path = None
            if path is not None:
                self._leafed_to = path
                self.open_requested.emit(path)
                return

    def leaf_around(self) -> None:
        """Open the next file, after the last the first."""
        if self._asked is None:
            return
        try:
            files = self._among(self._asked)
        except OSError:  # it was told when it was listed
            files = ()
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
        if self._asked is None:
            return
        self._step = step
        try:
            path = neighbour(self._asked, step, self._among(self._asked))
        except OSError as error:
            self._notifier.error(
                tr(
                    "The folder {folder} cannot be read: {reason}.",
                    folder=self._asked.parent,
                    reason=error.strerror,
                )
            )
            return
        if path is None:
            here = tr("There is no further photo in this folder.")
            dropped = tr("There is no further photo among those that were dropped.")
            self._notifier.message(here if self._list is None else dropped)
        else:
            self._leafed_to = path
            self.open_requested.emit(path)

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
            item.setEnabled(path.exists())
            item.setData(path)
        if not self._recent:
            self.menu.addAction(tr("None yet")).setEnabled(False)

    def _open_recent(self, item: QAction) -> None:
        self.open_requested.emit(item.data())
