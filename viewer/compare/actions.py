"""What the photo is compared with: the actions of the menu, and the files that they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ...core.field.displayed_field import DisplayState
from ...core.geometry.view import View
from ...core.photo.formats import PHOTO_SUFFIXES
from ...core.photo.pyramid import Method
from ...core.scene.compare import Original, OtherField, Resampled, Side
from ...core.scene.scene import Scene
from ...core.utils.errors import CsrError
from .. import style
from ..canvas.canvas import Canvas
from ..documents.document import Document
from ..documents.opener import Opener
from ..i18n import explained, tr
from ..notifier import Notifier
from ..render.comparison import Mode
from .split_handle import SplitLine


class Comparer(QObject):
    """Gives the canvas its other side.

    Interpolations and other weights are made again for each photo that is opened; an original belongs to
    one photo only.
    """

    wanted = Signal()
    """A person chose what to compare with."""

    def __init__(
        self, canvas: Canvas, opener: Opener, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._canvas = canvas
        self._opener = opener
        SplitLine(canvas)  # belongs to the canvas
        self._make: Callable[[Scene], None] = lambda scene: self._take(Resampled(scene, "bicubic"))
        self._document: Document | None = None
        self._weights = ""
        """Name of the weights of the document; empty for an original."""
        self._running: set[Document] = set()

    def set_scene(self, scene: Scene) -> None:
        """Another photo is shown."""
        self._make(scene)

    def look_at(self, view: View, display: DisplayState) -> None:
        """Set what is looked at, and how: another network's tiles are made there first."""
        if self._document is not None:
            self._document.look_at(view, DisplayState(warp=display.warp))

    # -- actions -------------------------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "split": partial(self._show, "split"),
            "beside": partial(self._show, "beside"),
            "difference": partial(self._show, "difference"),
            "line_left": partial(self._move_line, -style.LINE_STEP),
            "line_right": partial(self._move_line, style.LINE_STEP),
            "with_nearest": partial(self._resampled, "nearest"),
            "with_bicubic": partial(self._resampled, "bicubic"),
            "with_lanczos": partial(self._resampled, "lanczos"),
            "with_weights": self.choose_weights,
            "with_original": self.choose_original,
        }

    def choose_weights(self) -> None:
        """Choose weights, and compare with their field."""
        folder = str(files("csr.resources") / "weights")
        path, _ = QFileDialog.getOpenFileName(
            self._canvas,
            tr("Compare with other weights"),
            folder,
            tr("Weights ({names})", names="*.safetensors"),
        )
        if path:
            self.with_weights(Path(path))

    def choose_original(self) -> None:
        """Choose a larger original, and compare with it."""
        names = " ".join(f"*{suffix}" for suffix in sorted(PHOTO_SUFFIXES))
        path, _ = QFileDialog.getOpenFileName(
            self._canvas,
            tr("Compare with a larger original"),
            "",
            tr("Photos ({names});;All files (*)", names=names),
        )
        if path:
            self.with_original(Path(path))

    def with_weights(self, path: Path) -> None:
        """Compare with the field of other weights, for this photo and those that are opened later."""
        self._choose(lambda scene: self._other_field(scene, path))

    def with_original(self, path: Path) -> None:
        """Compare with a larger picture that the photo was made of."""
        if self._canvas.scene_shown is not None:
            self._weights = ""
            self._begin(self._opener.document(path, None))

    # -- sides ---------------------------------------------------------------------------------------

    def _show(self, mode: Mode, on: bool) -> None:
        comparison = self._canvas.comparison
        if on:
            self._canvas.compare(replace(comparison, mode=mode))
        elif comparison.mode == mode:
            self._canvas.compare(replace(comparison, mode="off"))

    def _move_line(self, step: float) -> None:
        comparison = self._canvas.comparison
        line = min(max(comparison.line + step, 0.0), 1.0)
        self._canvas.compare(replace(comparison, line=line))

    def _resampled(self, method: Method) -> None:
        self._choose(lambda scene: self._take(Resampled(scene, method)))

    def _choose(self, make: Callable[[Scene], None]) -> None:
        self._make = make
        scene = self._canvas.scene_shown
        if scene is not None:
            make(scene)
            self.wanted.emit()

    def _take(self, side: Side) -> None:
        self._canvas.compare(replace(self._canvas.comparison, side=side))

    def _other_field(self, scene: Scene, weights: Path) -> None:
        self._weights = weights.stem
        self._begin(self._opener.document(scene.photo, str(weights)))

    def _begin(self, document: Document) -> None:
        """Take a document in the place of the one before."""
        if self._document is not None:
            self._document.cancel()
        self._document = document
        self._running.add(document)
        # Named receivers that live here: the signals come from another thread and are queued.
        document.loaded.connect(self._on_loaded)
        document.field_begun.connect(self._on_field_begun)
        document.progressed.connect(self._on_progressed)
        document.failed.connect(self._on_failed)
        document.ended.connect(self._on_ended)
        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is not None and view is not None:
            document.look_at(view, DisplayState(warp=scene.warp))
        document.start()

    def _on_loaded(self, other: Scene) -> None:
        scene, document = self._canvas.scene_shown, self.sender()
        if document is not self._document or scene is None:
            return
        if self._weights:
            self._take_field(other)
            return
        try:
            self._take(Original(scene.photo, other.photo))
        except CsrError as error:
            self._notifier.error(explained(error))
        else:
            self.wanted.emit()

    def _on_field_begun(self, other: Scene) -> None:
        if self.sender() is self._document:
            self._take_field(other)

    def _take_field(self, other: Scene) -> None:
        self._take(OtherField(other, tr("weights {name}", name=self._weights)))

    def _on_progressed(self) -> None:
        if self.sender() is self._document:
            self._canvas.tiles_changed()

    def _on_failed(self, problem: str) -> None:
        if self.sender() is self._document:
            self._notifier.error(problem)

    def _on_ended(self) -> None:
        document = self.sender()
        assert isinstance(document, Document)
        self._running.discard(document)
        document.join()
        document.deleteLater()
        if document is self._document:
            self._document = None
