"""What is open and what is being opened: one file at a time, and of several asked for, the last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..core.frame import Scene
from ..core.opening import FIELD_SUFFIX
from ..core.rasterize import Rasterizer
from ..core.view import View
from ..core.weights_choice import AUTOMATIC
from .decoded import Decoded
from .document import Document, Source


class Opener(QObject):
    """Keeps the document that is shown until the next one can be.

    While one file is being decoded, a further one waits, and a still newer one takes its place: leafing
    fast through a folder of large photos decodes one at a time.

    Args:
        rasterizer: gives what draws; called in threads.
        weights: name of bundled weights, a weights file, or "auto".
        parent: owner.
    """

    opened = Signal(object, object)
    """The source and the `Scene` of a document that takes the place of the one before."""
    field_begun = Signal()
    """The scene has a field now, or another, or other weights make it."""
    progressed = Signal(int, int)
    """Tiles made, and how many there will be."""
    settled = Signal()
    """Nothing is left to make for the view."""
    noted = Signal(str)
    """A sentence about the file."""
    failed = Signal(str)
    """A sentence that says why a file, or its field, cannot be shown."""
    remade = Signal(object)
    """The `Scene` of the shown photo with a field by newer weights; what is looked at of it is there."""
    stopped = Signal()
    """No more of the shown field is made."""

    def __init__(
        self,
        rasterizer: Callable[[], Rasterizer],
        weights: str = AUTOMATIC,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.weights = weights
        """Of the fields that are made from now on; see `use_weights`."""
        self._budget: int | None = None
        self.decoded = Decoded()
        """Photos that were decoded lately, or will be wanted soon."""
        self._shown: Document | None = None
        self._loading: Document | None = None
        self._next: Source | None = None
        self._scene: Scene | None = None
        """Of the shown document."""
        self._view: View | None = None
        self._coming: Document | None = None
        """What makes the shown photo's field by newer weights."""
        self._coming_scene: Scene | None = None
        self._coming_next = ""
        """Still newer weights, which wait for those."""
        self._running: set[Document] = set()
        self._the_rasterizer = rasterizer

    def open(self, source: Source) -> None:
        """Open a file or a picture; what is shown stays until then."""
        if self._loading is not None:
            self._loading.cancel()
            self._next = source
            return
        document = self.document(source, self.weights)
        # Named receivers that live here: the signals come from another thread and are queued.
        document.loaded.connect(self._on_loaded)
        document.field_begun.connect(self._on_field_begun)
        document.progressed.connect(self._on_progressed)
        document.settled.connect(self._on_settled)
        document.noted.connect(self._on_noted)
        document.failed.connect(self._on_failed)
        document.ended.connect(self._on_ended)
        self._loading = document
        self._running.add(document)
        document.start()

    def use_weights(self, weights: str) -> None:
        """Make fields with other weights from now on, that of the shown photo, too.

        Its tiles are replaced one by one and edits stay, unless the cells of its kernels are others.
        """
        self.weights = weights
        self._forget_coming()
        if self._loading is not None:
            self._loading.use_weights(weights)
        if self._shown is not None:
            self._shown.use_weights(weights)
            if self._shown not in self._running:
                self._running.add(self._shown)
                self._shown.start()

    def remake(self, weights: str) -> bool:
        """Make the shown photo's field with newer weights; it is told when what is looked at is there.

        Returns:
            Whether a photo is shown, whose field can be made.
        """
        if (
            self._scene is None
            or self._shown is None
            or (isinstance(self._shown.source, Path) and (self._shown.source.suffix.lower() == FIELD_SUFFIX))
        ):
            return False
        self.weights = weights
        if self._coming is not None:
            self._coming_next = weights
            return True
        document = self.document(self._scene.photo, weights)
        document.loaded.connect(self._on_loaded)
        document.progressed.connect(self._on_progressed)
        document.settled.connect(self._on_settled)
        document.failed.connect(self._on_failed)
        document.ended.connect(self._on_ended)
        self._coming, self._coming_scene, self._coming_next = document, None, ""
        self._running.add(document)
        if self._view is not None:
            document.look_at(self._view)
        document.start()
        return True

    def _forget_coming(self) -> None:
        """Nobody waits for it any more: another photo is shown, or a person chose other weights."""
        if self._coming is not None:
            self._coming.cancel()
        self._coming, self._coming_scene, self._coming_next = None, None, ""

    def _take_coming(self) -> None:
        """Show the field by newer weights where it is there."""
        scene, document = self._coming_scene, self._coming
        if scene is None or document is None or scene.field is None or self._view is None:
            return
        if self._scene is not None:
            scene.bend(self._scene.warp)
        if scene.field.missing(self._view):
            return
        if self._shown is not None:
            document.source = self._shown.source
            self._leave(self._shown)
        newer = self._coming_next
        self._shown, self._scene = document, scene
        self._coming, self._coming_scene, self._coming_next = None, None, ""
        self.remade.emit(scene)
        if newer:
            self.remake(newer)

    def _leave(self, document: Document) -> None:
        """A document is no longer shown: it goes when its thread has ended, or now."""
        document.cancel()
        if document not in self._running:
            document.deleteLater()

    def use_memory(self, field: int | None, photos: int) -> None:
        """Keep to other bounds from now on, in bytes.

        Args:
            field: of each open field; see `TiledField.set_budget`.
            photos: of decoded photos that are not shown.
        """
        self._budget = field
        self.decoded.set_budget(photos)
        # One that was stopped can go on.
        for document in self._running | ({self._shown} if self._shown is not None else set()):
            document.set_budget(field)

    def document(self, source: Source, weights: str | None) -> Document:
        """A document, not started, that draws with what draws here; the caller ends it."""
        return Document(source, weights, self._the_rasterizer, self.decoded, self._budget, self)

    def look_at(self, view: View) -> None:
        """Tell what is looked at."""
        self._view = view
        for document in (self._shown, self._coming):
            if document is not None:
                document.look_at(view)

    def cancel(self) -> None:
        """Stop what is going on: opening a file or else making the field."""
        self._next = None
        document = self._loading or self._shown
        if document is not None:
            document.cancel()

    def close(self) -> None:
        """End all threads."""
        self._next = None
        for document in self._running:
            document.cancel()
        for document in self._running:
            document.join()
        self.decoded.close()

    def _from_shown(self) -> bool:
        return self.sender() is self._shown

    def _on_loaded(self, scene: object) -> None:
        document = self.sender()
        if document is self._coming and isinstance(scene, Scene):
            self._coming_scene = scene
            return
        if document is not self._loading or self._next is not None or not isinstance(document, Document):
            return
        if self._shown is not None:
            self._leave(self._shown)
        assert isinstance(scene, Scene)
        self._forget_coming()
        self._shown, self._loading, self._scene = document, None, scene
        self.opened.emit(document.source, scene)

    def _on_field_begun(self) -> None:
        if self._from_shown():
            self.field_begun.emit()

    def _on_progressed(self, made: int, total: int) -> None:
        if self.sender() is self._coming:
            self._take_coming()
        if self._from_shown():
            self.progressed.emit(made, total)

    def _on_settled(self) -> None:
        if self.sender() is self._coming:
            self._take_coming()
        if self._from_shown():
            self.settled.emit()

    def _on_noted(self, note: str) -> None:
        if self._from_shown():
            self.noted.emit(note)

    def _on_failed(self, problem: str) -> None:
        document = self.sender()
        if document is self._coming:
            newer = self._coming_next
            self._forget_coming()
            self.failed.emit(problem)
            if newer:
                self.remake(newer)
        elif document is self._shown or (document is self._loading and self._next is None):
            self.failed.emit(problem)

    def _on_ended(self) -> None:
        document = self.sender()
        assert isinstance(document, Document)
        self._running.discard(document)
        document.join()
        if document is self._shown:
            self.stopped.emit()
            return
        document.deleteLater()
        if document is self._loading:
            self._loading, source, self._next = None, self._next, None
            if source is not None:
                self.open(source)
