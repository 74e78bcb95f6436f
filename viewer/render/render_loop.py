"""The render loop: one thread that draws the newest view. The GUI thread never rasterizes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ...core.photo.photo import Photo
from ...core.scene.compare import draw_comparison
from ...core.scene.frame import Frame
from ...core.scene.frame_pacing import FramePacer, Work
from ...core.scene.scene import Scene
from ...core.utils.errors import Cancelled
from ..i18n import explained, tr
from ..notifier import Notifier
from ..tasks.registry import TaskRegistry
from .checkerboard import over_checkerboard
from .maps import draw_map
from .marks import CpuMarks, MarkDrawer, caption, least_spacing, marks_in, strokes
from .request import RenderRequest, RenderResult

CPU_MARKS = CpuMarks()
OVERVIEW_PIXELS = 1_000_000
"""Most pixels of the copy of a photo that stands where a moving view shows more than was drawn."""


class RenderLoop(QObject):
    """Draws requests in a thread of its own. The mailbox holds one: a newer request replaces it."""

    ready = Signal(object)
    """A `RenderResult`, in the GUI thread."""
    overview_ready = Signal(object, object)
    """A `Photo`, and its pixels reduced to `OVERVIEW_PIXELS`, over the checkerboard: (h, w, 4) blue, green,
    red, 255."""

    def __init__(self, tasks: TaskRegistry, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._changed = threading.Condition()
        self._waiting: RenderRequest | None = None
        self._ending = False
        self._pace = FramePacer()
        self._last: Frame | None = None
        self._last_photo: Photo | None = None
        self._overviewed: Photo | None = None
        tasks.start("render loop", self._run, self._stop)

    def post(self, request: RenderRequest) -> None:
        """Draw this next; what waits is forgotten, another picture that is drawn at rest is given up."""
        with self._changed:
            self._waiting = request
            self._changed.notify()

    def _stop(self) -> None:
        with self._changed:
            self._ending = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._waiting is None and not self._ending:
                    self._changed.wait()
                if self._ending:
                    return
                request, self._waiting = self._waiting, None
            assert request is not None
            try:
                self.ready.emit(self._drawn(request))
                self._give_overview(request.scene)
            except Cancelled:
                continue
            except Exception as error:  # the loop must live on; the window says what happened
                self._notifier.error(tr("The view could not be drawn: {error}", error=explained(error)))

    def _drawn(self, request: RenderRequest) -> RenderResult:
        scene, view, overlays = request.scene, request.view, request.overlays
        start = time.perf_counter()
        field = scene.field
        needs_tiles = overlays.kernels or overlays.map is not None
        needs_tiles |= scene.shows_field(view) and not request.source_pixels
        complete = not needs_tiles or (field is not None and not field.left_to_make(view))
        cancelled = self._cancel_of(request)
        frame = scene.source_pixels(view) if request.source_pixels else self._frame(request, cancelled)
        # A frame of fewer pixels is enlarged on the screen, and what is drawn into it with it.
        share = frame.quality.resolution
        alpha, covered = scene.alpha(frame.view), scene.coverage(frame.view)
        pixels = frame.screen if alpha is None else over_checkerboard(frame.screen, alpha, share)
        words, legend = "", None
        if overlays.map is not None:
            pixels, legend = draw_map(
                overlays.map,
                scene,
                frame.view,
                pixels,
                moving=request.moving,
                pixel_ratio=request.pixel_ratio * share,
                cancelled=cancelled,
            )
        if overlays.kernels and field is not None:
            drawer = scene.rasterizer if isinstance(scene.rasterizer, MarkDrawer) else CPU_MARKS
            ratio, most = request.pixel_ratio, drawer.most_marks(overlays)
            marked = time.perf_counter()
            marks = marks_in(field.tiles(view), view, most, ratio, least_spacing(overlays), field.cells)
            pixels = pixels.copy()
            drawer.draw_marks(pixels, marks, frame.view, strokes(overlays, ratio * share, marks.size))
            words = caption(marks)
            start += time.perf_counter() - marked  # in fewer pixels they would take as long
        side, other = request.comparison.shown_side, None
        if side is not None:
            measured = request.comparison.measured
            other = draw_comparison(
                side,
                scene,
                frame,
                measured=measured,
                moving=request.moving,
                source_pixels=request.source_pixels,
                cancelled=cancelled,
            )
        if frame.fresh == frame.view.width * frame.view.height and not request.source_pixels:
            work = Work("photo" if frame.source == "photo" else "field", frame.fresh, frame.quality)
            self._pace = self._pace.measured(work, time.perf_counter() - start)
        return RenderResult(request, frame, alpha, covered, pixels, words, complete, other, legend)

    def _give_overview(self, scene: Scene) -> None:
        """Give each photo's overview once, after its first frame, which nothing should delay."""
        if scene.photo is self._overviewed:
            return
        self._overviewed = scene.photo
        pixels, alpha = scene.overview(OVERVIEW_PIXELS)
        if alpha is not None:
            pixels = over_checkerboard(pixels, alpha)
        self.overview_ready.emit(scene.photo, pixels)

    def _frame(self, request: RenderRequest, cancelled: Callable[[], bool]) -> Frame:
        """The picture alone; at rest, all of it is drawn."""
        scene, view = request.scene, request.view
        if request.moving:
            last = self._last if self._last_photo is scene.photo else None
            self._pace, quality = self._pace.chosen(lambda quality: scene.work(view, quality, last))
            frame = scene.draw(view, quality, last=last, cancelled=cancelled)
        else:
            frame = scene.draw(view, cancelled=cancelled)
        self._last, self._last_photo = frame, scene.photo
        return frame

    def _cancel_of(self, request: RenderRequest) -> Callable[[], bool]:
        """When a drawing is given up: at rest, as soon as another picture is asked for.

        While moving, a frame is worth finishing: it shows at its own place until the next is there. Were it
        given up for each newer view, a steady drag would show none at all.
        """

        def outdated() -> bool:
            waiting = None if request.moving else self._waiting
            return self._ending or (waiting is not None and not waiting.same_picture(request))

        return outdated
