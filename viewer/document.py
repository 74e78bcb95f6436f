"""An open file: loading it and making its field, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..core.frame import Scene, photo_of
from ..core.opening import field_of, open_file
from ..core.photo import Photo
from ..core.tiled_field import TiledField
from ..core.view import View


class Document(QObject):
    """Opens a file or a picture, shows it at once, then makes its field, nearest to the view first."""

    opened = Signal(object)
    """A `Scene` whose photo can be shown."""
    field_begun = Signal(object)
    """The same `Scene` with a field whose tiles arrive."""
    progressed = Signal(int, int)
    """Tiles made, and how many there will be."""
    noted = Signal(str)
    """A sentence about the file."""
    failed = Signal(str)
    """A sentence that says why the file, or its field, cannot be shown."""

    def __init__(self, source: Path | Photo, weights: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._weights = weights
        self._changed = threading.Condition()
        self._view: View | None = None
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="document", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def look_at(self, view: View) -> None:
        """Tell what is looked at: its tiles are made first."""
        with self._changed:
            self._view = view
            self._changed.notify()

    def cancel(self) -> None:
        """Make no more tiles; the one being made is still finished."""
        with self._changed:
            self._ending = True
            self._changed.notify()

    def close(self) -> None:
        """Cancel, and wait for the thread."""
        self.cancel()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        self._told(self._work)

    def _told(self, work: Callable[[], None]) -> None:
        """Run some work; tell its failure in a sentence."""
        try:
            work()
        except (ValueError, OSError) as error:
            self.failed.emit(str(error))
        except MemoryError:
            self.failed.emit("There is not enough memory to open this.")
        except Exception as error:  # a thread that dies silently would leave the window waiting
            self.failed.emit(f"Something went wrong: {type(error).__name__}: {error}")

    def _work(self) -> None:
        opened = open_file(self.source) if isinstance(self.source, Path) else self.source
        photo: Photo | None = None
        if isinstance(opened, Photo):
            photo = opened
            for note in photo.notes:
                self.noted.emit(note)
            self.opened.emit(Scene(photo))
        if self._ending:
            return
        from ..core.rasterize.cpu import CpuRasterizer

        rasterizer = CpuRasterizer()
        if isinstance(opened, TiledField):
            field, photo = opened, photo_of(opened, rasterizer)
            self.opened.emit(Scene(photo, field, rasterizer))
        else:
            field = field_of(opened, self._weights, "auto")
        assert photo is not None
        self.field_begun.emit(Scene(photo, field, rasterizer))
        self._make(field)

    def _make(self, field: TiledField) -> None:
        seen: View | None = None
        while True:
            with self._changed:
                while not self._ending and self._view is seen:
                    self._changed.wait()
                if self._ending:
                    return
                view = self._view
            assert view is not None
            if field.make_next(view):
                self.progressed.emit(*field.progress())
            else:
                seen = view
