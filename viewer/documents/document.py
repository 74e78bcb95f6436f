"""An open file: loading it and making its field, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ...core.field.displayed_field import PLAIN, DisplayState
from ...core.field.edits import NO_EDITS
from ...core.field.field import FieldError
from ...core.field.tiled_field import TiledField
from ...core.field.turned import TurnedSource
from ...core.geometry.orientation import UPRIGHT, Orientation
from ...core.geometry.view import View
from ...core.photo.file_stamp import Stamp, stamp_of
from ...core.photo.orientation import turned
from ...core.photo.photo import Photo
from ...core.photo.reader import ReadingCancelled
from ...core.rasterize.base import Rasterizer
from ...core.scene.cleaning import Cleaning
from ...core.scene.open import open_file, photo_of, sources_of, weights_for
from ...core.scene.scene import Scene
from ...core.scene.weights_choice import AUTOMATIC
from ...core.utils.errors import CsrError
from ...core.utils.malloc import give_back, keep_freed
from ...core.utils.messages import Message
from ..i18n import explained
from ..tasks.fast_import import import_quickly
from ..tasks.priority import lower_priority
from ..tasks.registry import Task, TaskRegistry
from .photo_cache import PhotoCache
from .qimage import photo_of_image

PAINT_SECONDS = 1.0
"""Longest time that a field waits for its photo to be painted."""
LATELY_SECONDS = 2.0
"""A file that was changed no longer ago may still be being written."""
PAUSE_SECONDS = 0.3
"""Until such a file, where it cannot be read, is looked at again."""


@dataclass(frozen=True, eq=False)
class RotatedPhoto:
    """A photo that is open already, to be shown in another position."""

    photo: Photo
    orientation: Orientation


@dataclass(frozen=True, eq=False)
class PipedPhoto:
    """A photo that came by standard input."""

    path: Path
    """The file that it was put into meanwhile, which is nobody's."""


@dataclass(frozen=True)
class PhotoPage:
    """One of the pictures in a file."""

    path: Path
    page: int
    """From 0."""


Source = Path | QImage | Photo | RotatedPhoto | PipedPhoto | PhotoPage
"""A file, a picture of the clipboard or of standard input, a photo that is open already, or a page."""


class Document(QObject):
    """Opens a source, shows its photo at once, then makes its field, nearest to the view first.

    Args:
        source: what to open.
        weights: name of bundled weights, a weights file, or "auto"; None where a photo gets no field.
        rasterizer: gives what draws; called in the thread, where loading it delays nobody.
        photo_cache: photos that were decoded before.
        budget_bytes: memory for the field; see `TiledField.set_budget`.
        tasks: where its thread is started.
        parent: owner.
    """

    previewed = Signal(object)
    """An `EarlyPicture` of what is being loaded."""
    loaded = Signal(object)
    """A `Scene` whose photo can be shown; it gets its field later."""
    field_begun = Signal(object)
    """The `Scene` with a field, or another, or one that other weights make; its tiles arrive."""
    progressed = Signal(int, int)
    """Tiles made, and how many there will be."""
    settled = Signal()
    """Nothing is left to make for the view."""
    weights_refused = Signal(str, str)
    """Weights that cannot be used, and those that make fields in their place."""
    failed = Signal(str)
    """A sentence that says why the file, or its field, cannot be shown."""
    ended = Signal()
    """The thread has nothing more to say."""

    def __init__(
        self,
        source: Source,
        weights: str | None,
        rasterizer: Callable[[], Rasterizer],
        photo_cache: PhotoCache,
        budget_bytes: int | None,
        tasks: TaskRegistry,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._budget = budget_bytes
        self._weights = weights
        self._rasterizer = rasterizer
        self._decoded = photo_cache
        self._changed = threading.Condition()
        self._view: View | None = None
        self._display = PLAIN
        self._asked = False
        """True if something may be left to make for the view."""
        self._ending = False
        self._unpainted = False
        """True where somebody will tell that the photo is painted, and has not yet."""
        self._scene: Scene | None = None
        self._orientation = UPRIGHT
        """How the photo was turned since it was opened."""
        self._as_opened: Photo | None = None
        """The photo as networks see it, however it is turned."""
        self._cleaning: float | None = None
        self._known_cleaning: float | None = None
        """Strength of compression by the file and its pixels, once a network asked: looking for it takes a
        while."""
        self._used: tuple[str, float | None] | None = None
        """The weights and the cleaning that make the field, as they were asked for."""
        self._tasks = tasks
        self._task: Task | None = None

    @property
    def makes_field(self) -> bool:
        """True if a photo is open, whose field is made by weights; not a field file."""
        scene = self._scene
        return scene is not None and (scene.field is None or scene.weights is not None)

    def start(self) -> None:
        """Begin, or go on after a cancel, once the thread has ended."""
        self._ending = False
        self._task = self._tasks.start("document", self._run, self.cancel)

    def wait_for_paint(self) -> None:
        """Have the field wait, for a moment at most, until the window has painted the photo.

        What makes it takes a while to load, in which this process can do little else.
        """
        self._unpainted = True

    def painted(self) -> None:
        """Tell that the window has painted the photo."""
        with self._changed:
            self._unpainted = False
            self._changed.notify()

    def look_at(self, view: View, display: DisplayState) -> None:
        """Set what is looked at, and how it is displayed: its tiles are made first."""
        with self._changed:
            self._view, self._display, self._asked = view, display, True
            self._changed.notify()

    @property
    def scene(self) -> Scene | None:
        """The open photo; None until it is open."""
        with self._changed:
            return self._scene

    def turn(self, orientation: Orientation) -> None:
        """Turn what is open, which `scene` is then. Not in the GUI thread; one turn at a time."""
        scene = self.scene
        if scene is None:
            return
        photo = turned(scene.photo, orientation)
        with self._changed:
            assert self._scene is not None
            self._orientation = self._orientation.then(orientation)
            # Another field, or another name of the file, may have come meanwhile, but no other photo.
            self._scene = self._scene.turned(orientation, replace(photo, path=self._scene.photo.path))

    def file_renamed(self, path: Path) -> None:
        """Follow the file to another name; what is open, `scene`, stays but for the path."""
        with self._changed:
            if isinstance(self.source, PhotoPage):
                self.source = replace(self.source, path=path)
            else:
                self.source = path
            scene = self._scene
            if scene is None or scene.photo.path is None:
                return
            self._scene = replace(scene, photo=replace(scene.photo, path=path), before=scene)
            if self._as_opened is not None:
                self._as_opened = replace(self._as_opened, path=path)

    def set_budget(self, budget_bytes: int | None) -> None:
        """Have another budget from now on: more tiles are made, or some are dropped."""
        with self._changed:
            self._budget, self._asked = budget_bytes, self._view is not None
            self._changed.notify()

    def use_weights(self, weights: str) -> None:
        """Make the photo's field with other weights from now on: name of bundled ones, a file, or "auto".

        A file is read anew, also where it is the same.
        """
        with self._changed:
            self._weights, self._used = weights, None
            self._changed.notify()

    @property
    def cleaning(self) -> float | None:
        """How strongly compression is to be cleaned away, 0..1; None: as the file and its pixels tell."""
        return self._cleaning

    def clean(self, strength: float | None) -> None:
        """Make the photo's field with another cleaning from now on; see `cleaning`."""
        with self._changed:
            self._cleaning = strength
            self._changed.notify()

    @property
    def cancelled(self) -> bool:
        """True if it was told to end."""
        return self._ending

    def cancel(self) -> None:
        """Make no more tiles; the one being made is still finished."""
        with self._changed:
            self._ending = True
            self._changed.notify()

    def join(self) -> None:
        """Wait for the thread, which must have been cancelled."""
        if self._task is not None:
            self._task.finish()

    def _run(self) -> None:
        lower_priority()  # the window and its drawing come first
        import_quickly()
        try:
            self._work()
        except ReadingCancelled:
            pass
        except Exception as error:  # a thread that dies silently would leave the window waiting
            self.failed.emit(explained(error))
        finally:
            give_back()  # also where one leafs on before the field is whole
            self.ended.emit()

    def _work(self) -> None:
        scene = self._scene
        if scene is None:
            opened = self._opened()
            if self._ending:
                return
            scene = self._shown(opened)
            with self._changed:
                self._changed.wait_for(lambda: self._ending or not self._unpainted, PAINT_SECONDS)
        if scene.field is None:
            if self._ending or self._weights is None:
                return
            rasterizer = self._rasterizer()
            if self._ending:
                return
            self._first_weights(rasterizer, self._weights)
        self.field_begun.emit(self.scene)
        self._make()

    def _shown(self, opened: Photo | TiledField) -> Scene:
        """The scene of what was opened, once the window has it."""
        if isinstance(opened, TiledField):
            rasterizer = self._rasterizer()
            scene = self._scene = Scene(photo_of(opened, rasterizer), opened, rasterizer)
            self.loaded.emit(scene)
        else:
            scene, self._as_opened = Scene(opened), opened
            self._scene = scene
            self.loaded.emit(scene)
        return scene

    def _opened(self) -> Photo | TiledField:
        source = self.source
        if isinstance(source, Photo):
            return source
        if isinstance(source, QImage):
            return photo_of_image(source)
        if isinstance(source, RotatedPhoto):
            return turned(source.photo, source.orientation)
        if isinstance(source, PhotoPage):
            return self._decoded.read_page(source.path, source.page, lambda: self._ending)
        if isinstance(source, PipedPhoto):
            return replace(self._read(source.path), path=None)
        return self._of_file(source)

    def _of_file(self, path: Path) -> Photo | TiledField:
        """Open a file; one that cannot be read while another program writes it, is read again."""
        while True:
            before = stamp_of(path)
            try:
                return open_file(path, self._read)
            except CsrError:
                if _changed_lately(before):
                    with self._changed:
                        self._changed.wait_for(lambda: self._ending, PAUSE_SECONDS)
                if self._ending or stamp_of(path) in (before, None):
                    raise

    def _read(self, path: Path) -> Photo:
        return self._decoded.read(path, lambda: self._ending, self.previewed.emit)

    def _use_weights(self, rasterizer: Rasterizer | None, weights: str, cleaning: float | None) -> None:
        """Let weights make a photo's field; tiles that are there stay until they are made anew.

        Raises:
            FieldError: if there are edits, and the field of these weights has no place for them.
        """
        assert self._as_opened is not None
        self._used = weights, cleaning
        choice = weights_for(weights, "auto")
        strength = self._known_cleaning if cleaning is None else cleaning
        source, quick = sources_of(self._as_opened, choice.name, "auto", strength)
        cleaned = None
        if source.cleaning is not None:
            cleaned = Cleaning(source.cleaning, cleaning is None)
            if cleaning is None:
                self._known_cleaning = source.cleaning
        with self._changed:  # it is not turned meanwhile
            scene = self._scene
            assert scene is not None
            tiled = scene.tiled
            lies = TurnedSource(source, self._orientation)
            before = None if quick is None else TurnedSource(quick, self._orientation)
            if tiled is not None and tiled.source.lattice == lies.lattice:
                tiled.remake(lies, quick=before)
            elif tiled is not None and not self._display.edits.same_field(NO_EDITS):
                raise FieldError(Message("These weights make another field. Save or undo the edits first."))
            else:
                tiled = TiledField(lies, self._budget, quick=before)
            self._scene = scene.with_field(tiled, rasterizer, choice, cleaned)

    def _first_weights(self, rasterizer: Rasterizer, weights: str) -> None:
        """Let weights make the field of a photo that has none; where they cannot be used, others do."""
        try:
            self._use_weights(rasterizer, weights, self._cleaning)
        except CsrError as error:
            if weights == AUTOMATIC:
                raise
            self._refuse(weights, AUTOMATIC, error)
            self._use_weights(rasterizer, AUTOMATIC, self._cleaning)

    def _refuse(self, weights: str, instead: str, error: CsrError) -> None:
        """Tell why weights cannot be used, and forget them: each further photo would tell it again."""
        with self._changed:
            if self._weights == weights:
                self._weights, self._used = instead, (instead, self._cleaning)
        self.weights_refused.emit(weights, instead)
        self.failed.emit(explained(error))

    def _other_weights(self, scene: Scene, weights: str, cleaning: float | None) -> None:
        """Other weights or another cleaning are asked for; where they cannot be used, those before go on."""
        try:
            self._use_weights(scene.rasterizer, weights, cleaning)
        except FieldError as error:  # the edits' field has no place in theirs: another photo's may have
            self.failed.emit(explained(error))
        except CsrError as error:
            before = scene.weights
            asked = before is not None and before.reason == "asked"
            self._refuse(weights, before.name if asked and before is not None else AUTOMATIC, error)
        self.field_begun.emit(self.scene)

    def _make(self) -> None:
        made = False
        while True:
            with self._changed:
                while not self._ending and not self._asked and not self._others_asked():
                    self._changed.wait()
                if self._ending:
                    return
                view, budget = self._view, self._budget
                weights, cleaning = self._weights, self._cleaning
                display, scene = self._display, self._scene
                self._asked = False
            assert scene is not None
            if weights is not None and self._others_asked():
                self._other_weights(scene, weights, cleaning)
                self._ask_again()
                continue
            tiled = scene.tiled
            assert view is not None and tiled is not None
            tiled.set_budget(budget)
            if tiled.make_next(view, display.footprint, display.mapping(scene.photo.size)):
                if not made:
                    keep_freed()  # for the tiles that follow
                    made = True
                self._ask_again()
                self.progressed.emit(*tiled.progress())
            else:
                if made:  # what making took, and the photo that was open before
                    give_back()
                    made = False
                self.settled.emit()

    def _ask_again(self) -> None:
        with self._changed:
            self._asked = self._view is not None

    def _others_asked(self) -> bool:
        """True if a photo's field is to be made in another way; that of a file stays."""
        if self._scene is None or self._scene.weights is None or self._weights is None:
            return False
        return self._used != (self._weights, self._cleaning)


def _changed_lately(stamp: Stamp | None) -> bool:
    """True for the stamp of a file that was changed a moment ago."""
    return stamp is not None and abs(time.time() - stamp[0] / 1e9) < LATELY_SECONDS
