"""The open document and the one being opened: one file at a time, of several asked for the last."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ...core.field.displayed_field import DisplayState
from ...core.geometry.view import View
from ...core.photo.reader import PhotoReader
from ...core.rasterize.base import Rasterizer
from ...core.scene.scene import Scene
from ...core.scene.weights_choice import AUTOMATIC
from ..notifier import Notifier
from ..tasks.registry import TaskRegistry
from .document import Document, Source
from .photo_cache import PhotoCache

log = logging.getLogger(__name__)


class Opener(QObject):
    """Keeps the document that is shown until the next one can be.

    While one file is being decoded, a further one waits, and a still newer one takes its place: leafing
    fast through a folder of large photos decodes one at a time.

    Args:
        rasterizer: gives what draws; called in threads.
        reader: reads photos.
        tasks: where threads are started.
        notifier: is told why a file cannot be shown.
        weights: name of bundled weights, a weights file, or "auto".
        parent: owner.
    """

    previewed = Signal(object)
    """An `EarlyPicture` of what will be shown."""
    opened = Signal(object, object)
    """The source and the `Scene` of a document that takes the place of the one before."""
    field_begun = Signal(object)
    """The `Scene` with a field, or another, or one that other weights make."""
    progressed = Signal(int, int)
    """Tiles made, and how many there will be."""
    settled = Signal()
    """Nothing is left to make for the view."""
    weights_refused = Signal(str)
    """Weights that make fields from now on: those that were chosen cannot be used."""
    refused = Signal(object)
    """The source of a document that cannot be shown; why was told."""
    stopped = Signal()
    """No more of the shown field is made: it was stopped, or failed."""
    opening_ended = Signal(bool)
    """A file that was being opened is not shown: it was given up (True), or cannot be."""

    def __init__(
        self,
        rasterizer: Callable[[], Rasterizer],
        reader: PhotoReader,
        tasks: TaskRegistry,
        notifier: Notifier,
        weights: str = AUTOMATIC,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._notifier = tasks, notifier
        self.weights = weights
        """Weights of the fields that are made from now on; see `use_weights`."""
        self._budget: int | None = None
        self.photo_cache = PhotoCache(reader, tasks, notifier)
        """Photos that were decoded lately, or will be wanted soon."""
        self._shown: Document | None = None
        self._loading: Document | None = None
        self._next: Source | None = None
        self._running: set[Document] = set()
        self._resuming = False
        """True if the shown field, which is being stopped, is to go on once it has stopped."""
        self._the_rasterizer = rasterizer

    def open(self, source: Source) -> None:
        """Open a file or a picture; what is shown stays until then.

        A file that changes again and again while it is read is shown as often as it can be read.
        """
        if self._loading is not None:
            if source != self._loading.source:
                self._loading.cancel()
            self._next = source
            return
        document = self.document(source, self.weights)
        # Named receivers that live here: the signals come from another thread and are queued.
        document.previewed.connect(self._on_previewed)
        document.loaded.connect(self._on_loaded)
        document.field_begun.connect(self._on_field_begun)
        document.progressed.connect(self._on_progressed)
        document.settled.connect(self._on_settled)
        document.weights_refused.connect(self._on_weights_refused)
        document.failed.connect(self._on_failed)
        document.ended.connect(self._on_ended)
        self._loading = document
        self._running.add(document)
        document.wait_for_paint()
        document.start()

    @property
    def shown(self) -> Document | None:
        """The document that is shown; None at the start."""
        return self._shown

    @property
    def wanted(self) -> Source | None:
        """The source that is being opened, of several the last that was asked for; None while none is."""
        if self._next is not None or self._loading is None or self._loading.cancelled:
            return self._next
        return self._loading.source

    @property
    def shows_photo(self) -> bool:
        """True if what is shown is a photo, whose field is made by weights."""
        return self._shown is not None and self._shown.makes_field

    def use_weights(self, weights: str) -> None:
        """Make fields with other weights, or with a file's newer ones, from now on, the shown photo's too.

        Its tiles are replaced one by one and edits stay, unless the cells of its kernels are others.
        """
        self.weights = weights
        if self._loading is not None:
            self._loading.use_weights(weights)
        if self._shown is not None:
            self._shown.use_weights(weights)
            self.resume()

    def clean(self, strength: float | None) -> None:
        """Make the shown photo's field with another cleaning from now on; edits stay.

        Args:
            strength: 0..1; None: as the file and its pixels tell.
        """
        if self._shown is not None:
            self._shown.clean(strength)
            self.resume()

    def use_memory(self, field: int | None, photos: int) -> None:
        """Keep to other bounds from now on, in bytes.

        Args:
            field: of each open field; see `TiledField.set_budget`.
            photos: of decoded photos that are not shown.
        """
        self._budget = field
        self.photo_cache.set_budget(photos)
        # One that was stopped can go on.
        for document in self._running | ({self._shown} if self._shown is not None else set()):
            document.set_budget(field)

    def document(self, source: Source, weights: str | None) -> Document:
        """A document, not started, that draws with what draws here; the caller ends it."""
        return Document(
            source, weights, self._the_rasterizer, self.photo_cache, self._budget, self._tasks, self
        )

    def look_at(self, view: View, display: DisplayState) -> None:
        """Set what is looked at, and how it is displayed."""
        if self._shown is not None:
            self._shown.look_at(view, display)

    def painted(self) -> None:
        """Tell that what is shown is painted."""
        if self._shown is not None:
            self._shown.painted()

    def close_shown(self) -> None:
        """Show nothing: the photo that was shown is left for one that cannot be."""
        document, self._shown = self._shown, None
        self._resuming = False
        if document is not None:
            document.cancel()
            if document not in self._running:
                document.deleteLater()

    def resume(self) -> None:
        """Go on making the shown field where it was stopped."""
        shown = self._shown
        if shown is None:
            return
        if shown in self._running:
            self._resuming = shown.cancelled
            return
        self._resuming = False
        self._running.add(shown)
        shown.start()

    def stop(self) -> None:
        """Stop what is going on: opening a file or else making the field."""
        self._next, self._resuming = None, False
        document = self._loading or self._shown
        if document is not None:
            document.cancel()

    def _from_shown(self) -> bool:
        return self.sender() is self._shown

    def _on_previewed(self, picture: object) -> None:
        document, shown = self._loading, self._shown
        if document is None or self.sender() is not document or self._next is not None:
            return
        if shown is None or shown.source != document.source:  # else it is read anew, and stays as it is seen
            self.previewed.emit(picture)

    def _on_loaded(self, scene: object) -> None:
        document = self.sender()
        if document is not self._loading or not isinstance(document, Document):
            return
        assert isinstance(scene, Scene)
        if self._next is not None and (self._next != document.source or self._may_be_torn(scene)):
            document.cancel()
        if document.cancelled:
            return
        if self._shown is not None:
            if isinstance(document.source, Path) and document.source == self._shown.source:
                document.clean(self._shown.cleaning)  # the same photo, whose file has changed
            self._shown.cancel()
            if self._shown not in self._running:  # else it goes when its thread has ended
                self._shown.deleteLater()
        # Of a file that has changed since it was read, its watch tells.
        self._shown, self._loading, self._next, self._resuming = document, None, None, False
        self.opened.emit(document.source, scene)

    def _may_be_torn(self, scene: Scene) -> bool:
        """True if a photo has notes, as of a missing part, that the shown one has not: half written."""
        shown = None if self._shown is None else self._shown.scene
        return shown is not None and not set(scene.photo.notes) <= set(shown.photo.notes)

    def _on_field_begun(self, scene: object) -> None:
        if self._from_shown():
            self.field_begun.emit(scene)

    def _on_progressed(self, made: int, total: int) -> None:
        if self._from_shown():
            self.progressed.emit(made, total)

    def _on_settled(self) -> None:
        if self._from_shown():
            self.settled.emit()

    def _on_weights_refused(self, weights: str, instead: str) -> None:
        if self.weights == weights:
            log.warning("weights %s cannot be used; %s make the field", weights, instead)
            self.weights = instead
            self.weights_refused.emit(instead)

    def _on_failed(self, problem: str) -> None:
        document = self.sender()
        if document is self._shown or (document is self._loading and self._next is None):
            self._notifier.error(problem)
        if document is self._loading and self._next is None and isinstance(document, Document):
            self.refused.emit(document.source)

    def _on_ended(self) -> None:
        document = self.sender()
        assert isinstance(document, Document)
        self._running.discard(document)
        document.join()
        if document is self._shown:
            if self._resuming:
                self.resume()
            else:
                self.stopped.emit()
            return
        document.deleteLater()
        if document is self._loading:
            self._loading, source, self._next = None, self._next, None
            if source is not None:
                self.open(source)
            else:
                self.opening_ended.emit(document.cancelled)
