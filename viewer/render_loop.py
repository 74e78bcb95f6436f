"""The render loop: one thread that draws the newest view. The GUI thread never rasterizes."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ..core.frame import Scene
from ..core.rasterize import Cancelled
from ..core.view import View
from .checkerboard import over_checkerboard


@dataclass(frozen=True, eq=False)
class Request:
    """What to draw."""

    scene: Scene
    view: View
    moving: bool
    source_pixels: bool


class RenderLoop(QObject):
    """Draws requests in a thread of its own. The mailbox holds one: a newer request replaces it."""

    frame_ready = Signal(object)
    """A `Frame`, in the GUI thread."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = threading.Condition()
        self._waiting: Request | None = None
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="render loop", daemon=True)
        self._thread.start()

    def post(self, request: Request) -> None:
        """Draw this next; what waits is forgotten, what is being drawn is given up."""
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
                self._draw(request)
            except Cancelled:
                continue
            except Exception as error:  # the loop must live on; the window says what happened
                self.failed.emit(f"The view could not be drawn: {error}")

    def _draw(self, request: Request) -> None:
        scene, view = request.scene, request.view
        if request.source_pixels:
            frame = scene.source_pixels(view)
        else:
            # While moving, a frame is worth finishing: it shows at its own place until the next is there.
            cancelled = (lambda: self._ending) if request.moving else self._outdated
            frame = scene.draw(view, moving=request.moving, cancelled=cancelled)
        alpha = scene.alpha(view)
        self.frame_ready.emit(frame if alpha is None else over_checkerboard(frame, alpha))
