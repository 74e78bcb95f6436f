"""Warps as mappings between the photo's plane and the warped one."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..utils.arrays import FloatArray
from .view import Box
from .warp import LEAST_RADIUS, Floats, Lens, Warp

STEEPEST = 8 / 9
"""Largest value of 6 q (1 - q)^2 for q in 0..1: how far a lens's slope departs from its magnification."""
_NODES = 1025
"""Nodes of the table that begins the search for the inverse of a lens; two steps of Newton's lead to
rounding."""
_EXCESS_NODES = 65
"""Nodes of the table of `_excess_table`."""
_QUADRATURE = 9
"""Points of its rule along an axis."""
_Symmetric = tuple[npt.NDArray[np.floating], npt.NDArray[np.floating], npt.NDArray[np.floating]]
"""xx, xy, yy of symmetric matrices."""


@lru_cache(maxsize=16)
def mapping_of(warp: Warp, photo_size: tuple[int, int]) -> Mapping:
    """The map of a warp for a photo of some width and height."""
    return Mapping(warp, photo_size)


def moved(
    point: tuple[float, float], old: Warp, new: Warp, photo_size: tuple[int, int]
) -> tuple[float, float]:
    """The point of a warp's plane that shows what another warp's plane shows at a point, lenses aside."""
    before, after = (mapping_of(replace(w, lens=None), photo_size) for w in (old, new))
    return after.to_plane(*before.to_photo(*point))


class Mapping:
    """The map of a warp, from the photo to the plane and back.

    Args:
        warp: the warp.
        photo_size: width and height of the photo.
    """

    def __init__(self, warp: Warp, photo_size: tuple[int, int]) -> None:
        self.warp = warp
        self.photo_size = photo_size
        self.matrix = warp.matrix
        self.inverse = np.linalg.inv(self.matrix)
        middle = np.array(photo_size) / 2
        extent = 2 * np.abs(self.matrix) @ middle
        # What rounding adds to a whole number is no pixel.
        self.size = int(math.ceil(extent[0] - 1e-6)), int(math.ceil(extent[1] - 1e-6))
        """Width and height of the plane: the bounding box of the turned and sheared photo, in whole pixels.
        A lens does not change it: what it pushes over the edge is not seen."""
        self._offset = np.array(self.size) / 2 - self.matrix @ middle
        self._lens = _PlacedLens(warp.lens, *self._affine(warp.lens.x, warp.lens.y)) if warp.lens else None
        self._scaling = float(np.linalg.svd(self.matrix, compute_uv=False)[0])

    # -- points --------------------------------------------------------------------------------------

    def to_plane(self, x: float, y: float) -> tuple[float, float]:
        """The point of the plane that shows a photo point."""
        px, py = self.plane_points(np.array([x], np.float64), np.array([y], np.float64))
        return float(px[0]), float(py[0])

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """The photo point that the plane shows at a point."""
        px, py = self.photo_points(np.array([x], np.float64), np.array([y], np.float64))
        return float(px[0]), float(py[0])

    def plane_points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """As `to_plane`, of many."""
        px, py = self._affine(x, y)
        return (px, py) if self._lens is None else self._lens.seen(px, py)

    def photo_points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """As `to_photo`, of many; x and y may be a row and a column."""
        if self._lens is not None:
            x, y = self._lens.behind(*np.broadcast_arrays(x, y))
        return self._unbent(x, y)

    def _affine(self, x: Floats | float, y: Floats | float) -> tuple[Floats, Floats]:
        (a, b), (c, d) = self.matrix
        px, py = a * x + b * y + self._offset[0], c * x + d * y + self._offset[1]
        return px, py

    def _unbent(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The photo points of points of the plane, were there no lens."""
        (a, b), (c, d) = self.inverse
        x, y = x - self._offset[0], y - self._offset[1]
        return a * x + b * y, c * x + d * y

    # -- bounds --------------------------------------------------------------------------------------

    def stretch(self, x: Floats, y: Floats, radius: float | Floats) -> Floats:
        """Upper bounds of how much longer the plane shows what lies within a radius of some photo points."""
        if self._lens is None:
            return np.full(x.shape, self._scaling)
        near = self._lens.meets(*self._affine(x, y), radius * self._scaling)
        return np.where(near, self._scaling * self._lens.most_stretch, self._scaling)

    @property
    def most_shrinking(self) -> float:
        """Upper bound of how much longer the photo is than what the plane shows of it, along any line."""
        # The affine part keeps areas: what it stretches one way, it shrinks by as much the other.
        return self._scaling * (1.0 if self._lens is None else self._lens.most_shrinking)

    @property
    def most_stretch(self) -> float:
        """Upper bound of how much longer the plane is than what it shows of the photo, along any line."""
        return self._scaling * (1.0 if self._lens is None else self._lens.most_stretch)

    def key(self, x: float, y: float, radius: float) -> Warp:
        """The warp as far as it concerns what lies within a radius of a photo point: perhaps no lens."""
        if self._lens is None:
            return self.warp
        px, py = self._affine(np.float64(x), np.float64(y))
        return (
            self.warp if self._lens.meets(px, py, radius * self._scaling) else replace(self.warp, lens=None)
        )

    def covers(self, box: Box) -> bool:
        """True if the plane shows the photo everywhere in a box; of a lens at the photo's edge it says no."""
        x0, y0, x1, y1 = self.photo_box(box)
        w, h = self.photo_size
        slack = 1e-6  # rounding: quarter turns cover their plane
        return x0 >= -slack and y0 >= -slack and x1 <= w + slack and y1 <= h + slack

    def photo_box(self, box: Box) -> Box:
        """A box of the photo that holds all that the plane shows in a box."""
        if self._lens is not None and self._lens.meets_box(box):
            box = self._lens.around(box)
        x0, y0, x1, y1 = box
        px, py = self._unbent(np.array((x0, x1, x1, x0)), np.array((y0, y0, y1, y1)))
        return float(px.min()), float(py.min()), float(px.max()), float(py.max())

    # -- kernels -------------------------------------------------------------------------------------

    def kernels(self, kernels: FloatArray) -> FloatArray:
        """Kernels (8, ...) of the photo as the plane shows them, (8, n)."""
        k = np.empty((8, kernels[0].size), np.float32)
        given = kernels.reshape(8, -1)
        x, y = self._affine(given[0].astype(np.float64), given[1].astype(np.float64))
        k[2:5] = _bent(self.matrix.astype(np.float32), given[2:5])
        k[5:] = given[5:]
        if self._lens is not None:
            inside = np.flatnonzero(self._lens.holds(x, y))
            if inside.size:
                jacobian = self._lens.jacobian(x[inside], y[inside])
                brighter = self._lens.excess(x[inside], y[inside], (k[2, inside] + k[4, inside]) / 2)
                k[2:5, inside] = _seen_through(jacobian, k[2:5, inside])
                k[5:, inside] *= (_determinant(jacobian) / (1 + brighter)).astype(np.float32)
                x, y = self._lens.seen(x, y)
        k[0], k[1] = x, y
        return k

    def photo_kernel(self, kernel: FloatArray) -> FloatArray:
        """The kernel of the photo that the plane shows as a kernel, both (8,)."""
        x, y = np.array([kernel[0]], np.float64), np.array([kernel[1]], np.float64)
        shape, colour = kernel[2:5, None].astype(np.float64), kernel[5:].astype(np.float64)
        if self._lens is not None:
            x, y = self._lens.behind(x, y)
            xx, xy, yy = self._lens.jacobian(x, y)
            determinant = xx * yy - xy * xy
            shape = _seen_through((yy / determinant, -xy / determinant, xx / determinant), shape)
            brighter = self._lens.excess(x, y, (shape[0] + shape[2]) / 2)
            colour = colour / determinant * (1 + brighter)
        parts = (*self._unbent(x, y), *_bent(self.inverse, shape), colour)
        return np.concatenate(parts).astype(np.float32)


def _determinant(m: _Symmetric) -> npt.NDArray[np.floating]:
    return m[0] * m[2] - m[1] * m[1]


def _bent(m: npt.NDArray[np.floating], shape: npt.NDArray[np.floating]) -> _Symmetric:
    """xx, xy, yy of M S M^T for a matrix and symmetric matrices (3, n)."""
    (a, b), (c, d) = m
    xx, xy, yy = shape
    return (
        a * a * xx + 2 * a * b * xy + b * b * yy,
        a * c * xx + (a * d + b * c) * xy + b * d * yy,
        c * c * xx + 2 * c * d * xy + d * d * yy,
    )


def _seen_through(j: _Symmetric, shape: npt.NDArray[np.floating]) -> Floats:
    """J S J of symmetric matrices, (3, n)."""
    (jx, jxy, jy), (xx, xy, yy) = j, shape
    ax, ay = jx * xx + jxy * xy, jx * xy + jxy * yy  # first row of J S
    bx, by = jxy * xx + jy * xy, jxy * xy + jy * yy
    return np.stack((ax * jx + ay * jxy, ax * jxy + ay * jy, bx * jxy + by * jy))


class _PlacedLens:
    """A lens in the plane, in which its middle is at (x, y)."""

    def __init__(self, lens: Lens, x: Floats | float, y: Floats | float) -> None:
        self._x, self._y, self._radius = float(x), float(y), lens.radius
        self._log = math.log(lens.magnification)
        self.most_stretch = max(lens.magnification, 1 + STEEPEST * max(0.0, -self._log))
        self.most_shrinking = max(1 / lens.magnification, 1 / (1 - STEEPEST * max(0.0, self._log)))

    def holds(self, x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
        """Which points lie in the disc; both maps leave them in it."""
        return (x - self._x) ** 2 + (y - self._y) ** 2 < self._radius**2

    def meets(self, x: Floats, y: Floats, radius: float | Floats) -> npt.NDArray[np.bool_]:
        """True if what lies within a radius of points of the plane may lie in the disc."""
        return np.hypot(x - self._x, y - self._y) < self._radius + radius

    def meets_box(self, box: Box) -> bool:
        """True if a box has part in the disc."""
        dx = max(box[0] - self._x, 0.0, self._x - box[2])
        dy = max(box[1] - self._y, 0.0, self._y - box[3])
        return math.hypot(dx, dy) < self._radius

    def around(self, box: Box) -> Box:
        """The box that holds a box and the disc."""
        r = self._radius
        return (
            min(box[0], self._x - r),
            min(box[1], self._y - r),
            max(box[2], self._x + r),
            max(box[3], self._y + r),
        )

    def seen(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points as they are seen."""
        dx, dy = x - self._x, y - self._y
        rim = np.maximum(1 - (dx * dx + dy * dy) / self._radius**2, 0)
        a = np.exp(self._log * rim**3)
        return self._x + a * dx, self._y + a * dy

    def behind(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """The photo points that are seen at points."""
        inside = np.nonzero(self.holds(x, y))
        dx, dy = x[inside] - self._x, y[inside] - self._y
        seen = np.hypot(dx, dy) / self._radius
        nodes = np.linspace(0, 1, _NODES)
        u = np.interp(seen, nodes * np.exp(self._log * (1 - nodes**2) ** 3), nodes)
        for _ in range(2):
            rim = 1 - u * u
            a = np.exp(self._log * rim**3)
            u -= (u * a - seen) / (a * (1 - 6 * self._log * u * u * rim**2))
        share = np.exp(-self._log * (1 - u * u) ** 3)
        px, py = np.array(x, np.float64), np.array(y, np.float64)
        px[inside], py[inside] = self._x + share * dx, self._y + share * dy
        return px, py

    def jacobian(self, x: Floats, y: Floats) -> _Symmetric:
        """Jacobian matrices of `seen` at points."""
        dx, dy = x - self._x, y - self._y
        rim = np.maximum(1 - (dx * dx + dy * dy) / self._radius**2, 0)
        a = np.exp(self._log * rim**3)
        b = 6 * self._log * rim**2 / self._radius**2
        return a * (1 - b * dx * dx), -a * b * dx * dy, a * (1 - b * dy * dy)

    def excess(self, x: Floats, y: Floats, variance: Floats) -> Floats:
        """Share by which one colour, drawn by round kernels of some variance, would be too bright at points.

        Each kernel is warped by the map's first order alone. What that leaves out would brighten or darken
        one colour, in proportion to the variance.
        """
        seen = np.hypot(x - self._x, y - self._y) / self._radius
        nodes, table = _excess_table(self._log)
        return np.interp(seen, nodes, table, right=0.0) * variance / self._radius**2


@lru_cache(maxsize=16)
def _excess_table(log_magnification: float) -> tuple[Floats, Floats]:
    """`_PlacedLens.excess` for a variance and a radius of 1, at distances 0..1 from the middle.

    The sum of the warped kernels at the place of each distance, over that of the kernels themselves: a
    Gaussian mean over where kernels lie about it, by Gauss and Hermite's rule.
    """
    lens = _PlacedLens(Lens(0.0, 0.0, LEAST_RADIUS, math.exp(log_magnification)), 0.0, 0.0)
    nodes = np.linspace(0, 1, _EXCESS_NODES)
    points, weights = np.polynomial.hermite_e.hermegauss(_QUADRATURE)
    weights = np.outer(weights, weights).ravel() / (2 * math.pi)
    du, dv = (d.ravel() for d in np.meshgrid(points, points))
    x, y = np.broadcast_arrays(nodes[:, None] * LEAST_RADIUS + du, dv)
    xx, xy, yy = lens.jacobian(x, y)
    at, _ = lens.seen(nodes * LEAST_RADIUS, np.zeros_like(nodes))
    u, v = lens.seen(x, y)
    u = at[:, None] - u
    determinant = xx * yy - xy * xy
    back_u, back_v = (yy * u + xy * v) / determinant, (-xy * u - xx * v) / determinant
    ratio = np.exp((du**2 + dv**2 - back_u**2 - back_v**2) / 2)
    return nodes, (ratio @ weights - 1) * LEAST_RADIUS**2
