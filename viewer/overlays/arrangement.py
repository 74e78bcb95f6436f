"""Places of what lies over the photo: each goes to the first of its places where it covers nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

from .. import style

Corner = tuple[int, int]
"""Corner of the canvas: 0 left or 1 right, 0 top or 1 bottom."""


def free_place(
    size: QSizeF, corners: Sequence[Corner], canvas: QRectF, taken: Iterable[QRectF]
) -> QRectF | None:
    """Return where something goes, in device-independent pixels; None where there is no room for it.

    Args:
        size: its size.
        corners: where it likes to be, the best first; in each it goes as near to the corner as it can, along
            the side edge before it goes inwards.
        canvas: where it has room; the margins are within it.
        taken: what must not be covered.
    """
    inside = canvas.adjusted(
        style.OVERLAY_MARGIN, style.OVERLAY_MARGIN, -style.OVERLAY_MARGIN, -style.OVERLAY_MARGIN
    )
    gap = style.OVERLAY_MARGIN - 1
    blocked = [box.adjusted(-gap, -gap, gap, gap) for box in taken if not box.isEmpty()]
    for right, bottom in corners:
        near_x = inside.right() - size.width() if right else inside.left()
        near_y = inside.bottom() - size.height() if bottom else inside.top()
        xs, ys = [near_x], [near_y]
        for box in blocked:  # beside and above or below what is there
            xs.append(box.left() - size.width() if right else box.right())
            ys.append(box.top() - size.height() if bottom else box.bottom())
        # Near in x counts first: a column along the edge leaves the middle of the photo free.
        for x in sorted(xs, reverse=bool(right)):
            for y in sorted(ys, reverse=bool(bottom)):
                place = QRectF(QPointF(x, y), size)
                if inside.contains(place) and not any(place.intersects(box) for box in blocked):
                    return place
    return None
