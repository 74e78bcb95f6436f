"""Partners of comparison: the actions of the menu, and the files that they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from ...core.field.displayed_field import DisplayState
from ...core.geometry.orientation import Orientation
from ...core.geometry.view import View
from ...core.network.bundled import bundled
from ...core.photo.formats import PHOTO_SUFFIXES
from ...core.photo.pyramid import Method
from ...core.scene.compare import Original, OtherField, Resampled, Side
from ...core.scene.scene import Scene
from ...core.utils.errors import CsrError
from .. import style
from ..canvas.canvas import Canvas
from ..documents.document import Document, RotatedPhoto
from ..documents.opener import Opener
from ..i18n import explained, tr
from ..notifier import Notifier
from ..render.comparison import Mode
from .split_handle import SplitLine


class CompareActions(QObject):
    """Gives the canvas its other side.

    Interpolations and other weights are made again for each photo that is opened; an original belongs to
    one photo only. Another network runs only while something is compared.
    """

    comparison_requested = Signal()
    """A person chose what to compare with."""

    def __init__(
        self, canvas: Canvas, opener: Opener, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._canvas = canvas
        self._opener = opener
        SplitLine(canvas)  # belongs to the canvas
        self._actions: dict[str, QAction] = {}
        self._method: Method = "bicubic"
        """The interpolation that was chosen last."""
        self._weights = ""
        """Name of bundled weights, or a weights file, to compare with; empty for an interpolation."""
        self._original = False
        """True while the other side is an original, or is to be."""
        self._document: Document | None = None
        """Opens the original, or makes the field of the other weights."""
        self._running: set[Document] = set()
        canvas.comparison_changed.connect(self._comparison_changed)

    def use(self, actions: dict[str, QAction], weights_menu: QMenu) -> None:
        """Take the actions by name, which are marked from here, and the menu of weights, to be filled."""
        self._actions = dict(actions)
        group = actions["with_weights"].actionGroup()
        for name in bundled():
            entry = self._actions[f"with_weights {name}"] = QAction(name, weights_menu)
            entry.setCheckable(True)
            entry.setStatusTip(tr("compare with the field of the network {name}", name=name))
            entry.triggered.connect(partial(self._weights_chosen, name))
            weights_menu.insertAction(actions["with_weights"], entry)
            group.addAction(entry)
        weights_menu.insertSeparator(actions["with_weights"])
        self._mark()

    def set_scene(self, scene: Scene) -> None:
        """Another photo is shown."""
        self._original = False
        self._give_side(scene)

    @property
    def document(self) -> Document | None:
        """Makes the field of other weights, or opens an original; None while neither is wanted."""
        return self._document

    def scene_turned(self, scene: Scene, orientation: Orientation) -> None:
        """The photo was turned, and with it what `document` holds."""
        side, other = self._canvas.comparison.side, None if self._document is None else self._document.scene
        if self._original and isinstance(side, Original):
            self._begin(self._opener.document(RotatedPhoto(side.photo, orientation), None))
        elif self._weights and other is not None:
            self._take_field(other)
        else:
            self._give_side(scene)

    def scene_closed(self) -> None:
        """Nothing is shown."""
        self._original = False
        self._drop()
        self._mark()

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
        """Choose a file of weights, and compare with their field."""
        path, _ = QFileDialog.getOpenFileName(
            self._canvas,
            tr("Compare with other weights"),
            str(Path(self._weights).parent) if self._weights else "",
            tr("Weights ({names})", names="*.safetensors"),
        )
        if path:
            self.with_weights(path)
        self._mark()

    def choose_original(self) -> None:
        """Choose a larger original, and compare with it."""
        scene = self._canvas.scene_shown
        file = None if scene is None else scene.photo.path
        names = " ".join(f"*{suffix}" for suffix in sorted(PHOTO_SUFFIXES))
        path, _ = QFileDialog.getOpenFileName(
            self._canvas,
            tr("Compare with a larger original"),
            "" if file is None else str(file.parent),
            tr("Photos ({names});;All files (*)", names=names),
        )
        if path:
            self.with_original(Path(path))
        self._mark()

    def with_weights(self, weights: str) -> None:
        """Compare with the field of other weights, for this photo and those that are opened later.

        Args:
            weights: name of bundled ones, or a file.
        """
        self._weights = weights
        self._choose()

    def with_original(self, path: Path) -> None:
        """Compare with a larger picture that the photo was made of."""
        if self._canvas.scene_shown is not None:
            self._original = True
            self._begin(self._opener.document(path, None))
            self._mark()

    # -- sides ---------------------------------------------------------------------------------------

    def _show(self, mode: Mode, on: bool) -> None:
        comparison = self._canvas.comparison
        if on:
            self._canvas.compare(replace(comparison, mode=mode))
            self._say_if_alike()
        elif comparison.mode == mode:
            self._canvas.compare(replace(comparison, mode="off"))

    def _say_if_alike(self) -> None:
        """Say so where both sides are the same picture."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is not None and view is not None and not self._original and not scene.shows_field(view):
            self._notifier.message(tr("At x1 and below both sides are the photo; zoom in to compare."))

    def _move_line(self, step: float) -> None:
        comparison = self._canvas.comparison
        line = min(max(comparison.line + step, 0.0), 1.0)
        self._canvas.compare(replace(comparison, line=line))

    def _resampled(self, method: Method) -> None:
        self._method, self._weights = method, ""
        self._choose()

    def _weights_chosen(self, name: str, _checked: bool) -> None:
        self.with_weights(name)

    def _choose(self) -> None:
        self._original = False
        scene = self._canvas.scene_shown
        if scene is not None:
            self._give_side(scene)
            self.comparison_requested.emit()
        self._mark()

    def _give_side(self, scene: Scene) -> None:
        """Give the canvas the side that was chosen; weights that were chosen wait for a comparison."""
        self._drop()
        self._take(None if self._weights else Resampled(scene, self._method))
        self._mark()

    def _forget(self) -> None:
        """Forget a choice that failed: the one before it, or an interpolation, takes its place."""
        if not self._original:
            self._weights = ""
        self._original = False
        if self._canvas.scene_shown is not None:
            self._give_side(self._canvas.scene_shown)

    def _take(self, side: Side | None) -> None:
        self._canvas.compare(replace(self._canvas.comparison, side=side))

    def _mark(self) -> None:
        """Mark the entry of what is compared with."""
        if not self._actions:
            return
        name = "with_original" if self._original else f"with_{self._method}"
        if self._weights and not self._original:
            name = f"with_weights {self._weights}"
        self._actions.get(name, self._actions["with_weights"]).setChecked(True)

    # -- documents -----------------------------------------------------------------------------------

    def _comparison_changed(self) -> None:
        """Let another network run while something is compared, and only then."""
        scene, comparison = self._canvas.scene_shown, self._canvas.comparison
        if scene is None or not self._weights or self._original:
            return
        if comparison.mode == "off" and not comparison.flicker:
            if self._document is not None:
                self._document.cancel()
        elif self._document is None:
            self._begin(self._opener.document(scene.photo, self._weights))
        elif self._document not in self._running:
            self._start(self._document)

    def _begin(self, document: Document) -> None:
        """Take a document in the place of the one before."""
        self._drop()
        self._document = document
        # Named receivers that live here: the signals come from another thread and are queued.
        document.loaded.connect(self._on_loaded)
        document.field_begun.connect(self._on_field_begun)
        document.progressed.connect(self._on_progressed)
        document.failed.connect(self._on_failed)
        document.ended.connect(self._on_ended)
        self._start(document)

    def _start(self, document: Document) -> None:
        self._running.add(document)
        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is not None and view is not None:
            document.look_at(view, DisplayState(warp=scene.warp))
        document.start()

    def _drop(self) -> None:
        """End the document, if there is one; it goes when its thread has ended."""
        document, self._document = self._document, None
        if document is not None:
            document.cancel()
            if document not in self._running:
                document.deleteLater()

    def _on_loaded(self, other: Scene) -> None:
        scene, document = self._canvas.scene_shown, self.sender()
        if document is not self._document or scene is None:
            return
        if not self._original:
            self._take_field(other)
            return
        try:
            self._take(Original(scene.photo, other.photo))
        except CsrError as error:
            self._notifier.error(explained(error))
            self._forget()
        else:
            self.comparison_requested.emit()

    def _on_field_begun(self, other: Scene) -> None:
        if self.sender() is self._document:
            self._take_field(other)

    def _take_field(self, other: Scene) -> None:
        self._take(OtherField(other, tr("weights {name}", name=Path(self._weights).stem)))

    def _on_progressed(self) -> None:
        if self.sender() is self._document:
            self._canvas.tiles_changed()

    def _on_failed(self, problem: str) -> None:
        if self.sender() is self._document:
            self._notifier.error(problem)
            self._forget()

    def _on_ended(self) -> None:
        document = self.sender()
        assert isinstance(document, Document)
        self._running.discard(document)
        document.join()
        if document is self._document and not self._original:
            self._comparison_changed()  # it goes on where something is compared again meanwhile
        else:
            self._document = None if document is self._document else self._document
            document.deleteLater()
