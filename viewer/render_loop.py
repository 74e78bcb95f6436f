"""The render loop: one thread that draws the newest view. The GUI thread never rasterizes."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from ..core.compare import Compared, compared
from ..core.frame import Frame, Scene
from ..core.rasterize import Cancelled
from ..core.view import View
from .checkerboard import over_checkerboard
from .comparison import NO_COMPARISON, Comparison, What
from .overlays import NO_OVERLAYS, CpuMarks, MarkDrawer, Overlays, caption, marks_in, strokes

CPU_MARKS = CpuMarks()


@dataclass(frozen=True, eq=False)
class Request:
    """What to draw."""

    scene: Scene
    view: View
    moving: bool
    """At the quality of a moving view."""
    source_pixels: bool = False
    """The photo's own pixels as squares."""
    overlays: Overlays = NO_OVERLAYS
    pixel_ratio: float = 1.0
    """Device pixels for each device-independent pixel: the width of the overlays' lines."""
    comparison: Comparison = NO_COMPARISON
    """What is drawn beside it."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The answer to a request."""

    request: Request
    frame: Frame
    """The picture alone."""
    alpha: npt.NDArray[np.float32] | None
    """The photo's alpha in the view, (height, width), 0..1; None for an opaque photo."""
    pixels: npt.NDArray[np.uint8]
    """What the screen shows: the frame's pixels over the checkerboard and under the overlays."""
    caption: str
    """What the overlays show, in words; may be empty."""
    complete: bool
    """Whether no tile was missing when the drawing began."""
    compared: Compared | None = None
    """The other side, where one was wanted."""

    def pictures(self) -> dict[What, npt.NDArray[np.uint8]]:
        """All that was drawn of the view, as the screen takes it."""
        pictures: dict[What, npt.NDArray[np.uint8]] = {"own": self.pixels}
        if self.compared is not None:
            pictures["other"] = self.compared.pixels
            if self.alpha is not None:
                pictures["other"] = over_checkerboard(self.compared.pixels, self.alpha)
            if self.compared.difference is not None:
                pictures["difference"] = self.compared.difference
        return pictures


class RenderLoop(QObject):
    """Draws requests in a thread of its own. The mailbox holds one: a newer request replaces it."""

    ready = Signal(object)
    """A `Drawn`, in the GUI thread."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = threading.Condition()
        self._waiting: Request | None = None
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="render loop", daemon=True)
        self._thread.start()

    def post(self, request: Request) -> None:
        """Draw this next; what waits is forgotten, what is being drawn at rest is given up."""
        with self._changed:
            self._waiting = request
            self._changed.notify()

    def close(self) -> None:
        """End the thread and wait for it."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        self._thread.join()

    def _outdated(self) -> bool:
        return self._waiting is not None or self._ending

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._outdated():
                    self._changed.wait()
                if self._ending:
                    return
                request, self._waiting = self._waiting, None
            assert request is not None
            try:
                self.ready.emit(self._drawn(request))
            except Cancelled:
                continue
            except Exception as error:  # the loop must live on; the window says what happened
                self.failed.emit(f"The view could not be drawn: {type(error).__name__}: {error}")

    def _drawn(self, request: Request) -> Drawn:
        scene, view, overlays = request.scene, request.view, request.overlays
        field = scene.field
        needs_tiles = overlays.kernels or (scene.shows_field(view) and not request.source_pixels)
        complete = not needs_tiles or (field is not None and not field.missing(view))
        # While moving, a frame is worth finishing: it shows at its own place until the next is there.
        # Were it given up for each newer view, a steady drag would show none at all.
        cancelled = (lambda: self._ending) if request.moving else self._outdated
        if request.source_pixels:
            frame = scene.source_pixels(view)
        else:
            frame = scene.draw(view, moving=request.moving, cancelled=cancelled)
        alpha = scene.alpha(view)
        pixels = frame.pixels if alpha is None else over_checkerboard(frame.pixels, alpha)
        words = ""
        if overlays.kernels and field is not None:
            drawer = scene.rasterizer if isinstance(scene.rasterizer, MarkDrawer) else CPU_MARKS
            marks = marks_in(field.tiles(view), view, drawer.most_marks(overlays), request.pixel_ratio)
            pixels = pixels.copy()
            drawer.draw_marks(pixels, marks, view, strokes(overlays, request.pixel_ratio))
            words = caption(marks)
        side, other = request.comparison.wanted, None
        if side is not None:
            measured = request.comparison.measured
            other = compared(
                side, scene, frame, measured=measured, moving=request.moving, cancelled=cancelled
            )
        return Drawn(request, frame, alpha, pixels, words, complete, other)
