"""Marks of the kernels in a frame: positions and covariances; and which overlays are on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from ...core.field.edits import shown
from ...core.field.field import GaussianField, Lattice, count_marked_in
from ...core.geometry.view import View
from .. import style
from ..i18n import grouped, tr
from .maps import TITLES, MapKind

POSITIONS, COVARIANCES, MAP = "positions", "covariances", "map_"
"""Names of the overlays that are drawn into the frame; that of a map goes on with its kind."""

Colour = tuple[int, int, int]
"""Red, green, blue, 0..255."""


@dataclass(frozen=True)
class Colours:
    """Colours of the overlays."""

    positions: Colour = style.POSITION_COLOUR
    covariances: Colour = style.COVARIANCE_COLOUR
    selection: Colour = style.SELECTION_COLOUR
    """Colour of the selected kernel and of the brush."""
    grid: Colour = style.GRID_COLOUR


@dataclass(frozen=True)
class Overlays:
    """Which overlays are on, and in which colours."""

    on: frozenset[str] = frozenset()
    """Their names."""
    colours: Colours = Colours()

    def switched(self, name: str, on: bool) -> Overlays:
        """The same with one of them on, or off."""
        return replace(self, on=self.on | {name} if on else self.on - {name})

    @property
    def positions(self) -> bool:
        """True where the kernels' means are marked."""
        return POSITIONS in self.on

    @property
    def covariances(self) -> bool:
        """True where the kernels' ellipses are drawn."""
        return COVARIANCES in self.on

    @property
    def kernels(self) -> bool:
        """True where kernels are marked."""
        return self.positions or self.covariances

    @property
    def map(self) -> MapKind | None:
        """The map over the picture."""
        return next((kind for kind in TITLES if MAP + kind in self.on), None)


NO_OVERLAYS = Overlays()


@dataclass(frozen=True, eq=False)
class Part:
    """Kernels of a tile that are marked: some rows of its lattice and some columns, evenly spaced."""

    tile: GaussianField
    first: int
    """Index of the first kernel in the tile."""
    columns: int
    """Kernels in a row."""
    step: int
    """From one kernel of a row to the next, in the tile's kernels."""
    rows: int
    row_step: int
    """From one row to the next, in the tile's kernels."""

    @property
    def kernels(self) -> npt.NDArray[np.float32]:
        """(8, n), in photo pixels."""
        rows, columns = np.arange(self.rows) * self.row_step, np.arange(self.columns) * self.step
        return self.tile.kernels[:, (self.first + rows[:, None] + columns).ravel()]


@dataclass(frozen=True, eq=False)
class Marks:
    """The kernels that an overlay shows, in a view."""

    parts: Sequence[Part]
    step: int
    """1: every kernel is shown; n: one row and one column of the lattice in n."""
    total: int
    """Kernels in the view; of a level and details, the details."""
    details: bool
    """True if `total` counts details."""
    size: float
    """Size of a mark, 0..1: 1 where there is room, less where they would cover each other and the picture."""

    @property
    def kernels(self) -> npt.NDArray[np.float32]:
        """(8, n), in photo pixels."""
        return np.concatenate([np.empty((8, 0), np.float32), *(p.kernels for p in self.parts)], axis=1)


@dataclass(frozen=True)
class Stroke:
    """One way of drawing every marked kernel."""

    ellipse: bool
    """The 1-sigma ellipse as a line; otherwise the mean as a disc."""
    width: float
    """Half the width of the line, or the radius of the disc, in device pixels."""
    colour: Colour
    opacity: float


@runtime_checkable
class MarkDrawer(Protocol):
    """Draws marks into a frame."""

    def most_marks(self, overlays: Overlays) -> int:
        """How many are drawn without holding up a frame."""
        ...

    def draw_marks(
        self, pixels: npt.NDArray[np.uint8], marks: Marks, view: View, strokes: Sequence[Stroke]
    ) -> None:
        """Draw kernels into a frame's pixels, (height, width, 4) blue, green, red, unused.

        Those without a colour, muted or peeled away, get no mark.

        Args:
            pixels: drawn into.
            marks: the kernels.
            view: the frame's view.
            strokes: how to draw them all, one stroke after the other.
        """
        ...


def marks_in(
    tiles: Sequence[GaussianField],
    view: View,
    most: int = style.MOST_DOTS,
    pixel_ratio: float = 1.0,
    spacing: float = style.LEAST_DOT_SPACING,
    cells_of: Callable[[GaussianField], Lattice | None] = attrgetter("lattice"),
) -> Marks:
    """The kernels in a view, thinned evenly when there are too many, or too many to be told apart.

    The step is a power of two on the photo's own lattice, so that zooming in adds kernels between those
    that are shown, and panning changes none.

    Args:
        tiles: the field.
        view: what is looked at.
        most: marks to be drawn.
        pixel_ratio: device pixels for each device-independent pixel.
        spacing: least distance between marks, on average, in device-independent pixels.
        cells_of: the cells of a tile that no longer stand where they did, under a warp.
    """
    total = count_marked_in(tiles, view.box)
    lattices = [
        (t, t.lattice, t.lattice.touching(view.box))
        for t in tiles
        if t.lattice is not None and t.details is None
    ]
    count = sum(part.rows * part.columns for _, _, part in lattices)
    area = sum(part.rows * part.columns / part.per_pixel**2 for _, _, part in lattices) * view.scale**2
    area += (total > count) * view.width * view.height
    area /= pixel_ratio**2
    room = max(min(most, area / spacing**2), 1)
    step = 1
    while total > room * step * step:
        step *= 2
    parts: list[Part] = []
    for tile in tiles:
        cells = cells_of(tile)
        first, last = 0, len(tile)
        if cells is not None and len(tile) > cells.rows * cells.columns:
            # The level, one kernel a pixel at its centre, says nothing: its details are marked.
            first = cells.rows * cells.columns
            if tile.details is not None:
                first, last = tile.detail_rows(cells.touching(view.box))
        elif cells is not None:
            if tile.lattice is None:
                lattices.append((tile, cells, cells))
            continue
        stride = step**2
        first = -(-first // stride) * stride
        if first < last:
            parts.append(Part(tile, first, -(-(last - first) // stride), stride, 1, last))
    for tile, whole, part in lattices:
        row, column = part.row - whole.row, part.column - whole.column
        rows = range(row + -part.row % step, row + part.rows, step)
        columns = range(column + -part.column % step, column + part.columns, step)
        if rows and columns:
            first = rows[0] * whole.columns + columns[0]
            parts.append(Part(tile, first, len(columns), step, len(rows), whole.columns * step))
    apart = math.sqrt(area * step * step / max(total, 1))
    details = any(tile.details is not None for tile in tiles)
    return Marks(parts, step, total, details, min(apart / style.FULL_MARK_SPACING, 1.0))


def least_spacing(overlays: Overlays) -> float:
    """Least distance between the marks of some overlays, in device-independent pixels."""
    return style.LEAST_ELLIPSE_SPACING if overlays.covariances else style.LEAST_DOT_SPACING


def caption(marks: Marks) -> str:
    """Caption of an overlay."""
    step, total = grouped(marks.step**2), grouped(marks.total)
    if marks.details:
        # The level's kernels, one for each photo pixel, are neither marked nor counted.
        if marks.step == 1:
            return tr("showing all {total} detail kernels", total=total)
        return tr("showing 1 in {step} of {total} detail kernels", step=step, total=total)
    if marks.step == 1:
        return tr("showing all {total} kernels", total=total)
    return tr("showing 1 in {step} of {total} kernels", step=step, total=total)


def strokes(overlays: Overlays, pixel_ratio: float, size: float = 1.0) -> list[Stroke]:
    """How the overlays draw the kernels.

    Args:
        overlays: which of positions and covariances.
        pixel_ratio: device pixels for each device-independent pixel, for the width of lines.
        size: of a mark: see `Marks.size`.
    """
    pixel_ratio *= size
    result: list[Stroke] = []
    rim, half = style.RIM_WIDTH * pixel_ratio, style.LINE_WIDTH * pixel_ratio / 2
    if overlays.covariances:
        result.append(Stroke(True, half + rim, style.RIM_COLOUR, style.RIM_OPACITY / 2))
        result.append(Stroke(True, half, overlays.colours.covariances, style.COVARIANCE_OPACITY))
    if overlays.positions:
        radius = style.DOT_RADIUS * pixel_ratio
        result.append(Stroke(False, radius + rim, style.RIM_COLOUR, style.RIM_OPACITY))
        result.append(Stroke(False, radius, overlays.colours.positions, 1.0))
    return result


class CpuMarks:
    """Draws marks by compiled code; implements `MarkDrawer`. The first call compiles: in a thread."""

    def most_marks(self, overlays: Overlays) -> int:
        """How many are drawn within a frame of 16 ms; see `MarkDrawer.most_marks`."""
        return style.MOST_ELLIPSES if overlays.covariances else style.MOST_DOTS

    def draw_marks(
        self, pixels: npt.NDArray[np.uint8], marks: Marks, view: View, strokes: Sequence[Stroke]
    ) -> None:
        """Draw kernels into a frame's pixels; see `MarkDrawer.draw_marks`."""
        from .mark_raster import draw_dots, draw_ellipses

        kernels = marks.kernels
        kernels = kernels[:, shown(kernels)]
        x = (kernels[0].astype(np.float64) - view.x0) * view.scale
        y = (kernels[1].astype(np.float64) - view.y0) * view.scale
        xx, xy, yy = kernels[2:5].astype(np.float64) * view.scale**2
        for stroke in strokes:
            bgr = np.array(stroke.colour[::-1], np.float32)
            if stroke.ellipse:
                draw_ellipses(pixels, x, y, xx, xy, yy, 2 * stroke.width, bgr, stroke.opacity)
            else:
                draw_dots(pixels, x, y, stroke.width, bgr, stroke.opacity)
