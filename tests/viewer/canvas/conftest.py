"""Where photo points are shown."""

from csr.viewer.canvas.canvas import Canvas
from PySide6.QtCore import QPointF


def photo_point(canvas: Canvas, at: QPointF) -> tuple[float, float]:
    assert canvas.view is not None
    ratio = canvas.devicePixelRatioF()
    return canvas.view.to_photo(at.x() * ratio, at.y() * ratio)


def is_under(canvas: Canvas, point: tuple[float, float], at: QPointF, *, at_rest: bool = False) -> bool:
    """Whether a photo point is shown at a place; at rest at a whole scale, or on the way there, aligned."""
    assert canvas.view is not None
    aligned = not at_rest or canvas.view.scale.is_integer()
    ratio = canvas.devicePixelRatioF()
    p, q = canvas.view.to_device(*point)
    return max(abs(p - at.x() * ratio), abs(q - at.y() * ratio)) < (0.5 if aligned else 0) + 0.01
