"""Moving the view by keys and menus: steps, scales, and what is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from .. import style
from ..canvas.canvas import Canvas
from ..widgets.status_bar import StatusBar


class Moving(QObject):
    """The actions; `Steering` does what they ask for."""

    def __init__(self, canvas: Canvas, status: StatusBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._status = canvas, status
        status.scale_chosen.connect(self._scale_chosen)

    def times(self, name: str) -> Callable[..., None]:
        """What the action `times_N` does: zoom to N device pixels for each photo pixel."""
        scale = float(name.removeprefix("times_"))
        return lambda *_: self._canvas.steering.zoom_to(scale)

    def do_fit(self) -> None:
        """Show the whole photo."""
        self._canvas.steering.fit()

    def do_zoom_in(self) -> None:
        """Zoom in about the middle."""
        self._canvas.steering.zoom_by(style.KEY_ZOOM)

    def do_zoom_out(self) -> None:
        """Zoom out about the middle."""
        self._canvas.steering.zoom_by(1 / style.KEY_ZOOM)

    def do_left(self) -> None:
        """Look further to the left."""
        self._step(1, 0)

    def do_right(self) -> None:
        """Look further to the right."""
        self._step(-1, 0)

    def do_up(self) -> None:
        """Look further up."""
        self._step(0, 1)

    def do_down(self) -> None:
        """Look further down."""
        self._step(0, -1)

    def _step(self, right: int, down: int) -> None:
        pixels = style.KEY_PAN * self._canvas.devicePixelRatioF()
        self._canvas.steering.pan(right * pixels, down * pixels)

    def do_type_scale(self) -> None:
        """Type the scale."""
        self._status.ask_scale()

    def _scale_chosen(self, scale: float) -> None:
        self._canvas.steering.zoom_to(scale)
        self._canvas.setFocus()
