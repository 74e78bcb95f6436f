"""A warp: the photo turned by any angle, sheared, seen through a lens. Values, and the map that they mean.

The *plane* is what a view of a warped photo looks at: photo pixels, shifted so that the bounding box of the
turned and sheared photo begins at (0, 0). Without a warp the plane is the photo.

A kernel with mean m and covariance S, seen through a map F with Jacobian J at m, has mean F(m) and covariance
J S J^T. Of an affine map that is exact, of a lens the first order. In the mass form a kernel's colour is the
colour of the picture times the area that it stands for, and the map makes that area |det J| times as large:
so its colour is multiplied by |det J|, and kernels of one colour still add up to that colour.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..utils.errors import CsrError

LENS_LIMITS = (0.5, 2.0)
"""Least and largest magnification of a lens."""
LEAST_RADIUS = 42.0
"""Least radius of a lens, in photo pixels. The map is of first order over a kernel, and what it leaves out in
one colour is made up for; what is left falls with the square of the radius or faster. At this one a flat grey
is off by half an 8-bit step at most, at 100 pixels by 0.23, of which 0.19 are the ripple that a level has
without a lens (kernels of 0.65 photo pixel, magnification 1/2 or 2)."""
SHEAR_LIMIT = 2.0
"""Largest shear along an axis: 63 degrees."""

Floats = npt.NDArray[np.float64]


class WarpError(CsrError):
    """A warp cannot be used; the message says why in a sentence."""


@dataclass(frozen=True)
class Lens:
    """A smooth magnifying glass: a disc that enlarges in the middle, and squeezes towards the rim.

    It meets what lies around without a seam, in value, slope and curvature. A point at distance r of the
    middle goes to r m^((1 - (r/radius)^2)^3).

    Raises:
        WarpError: if a number is out of its range.
    """

    x: float
    """The photo point in its middle."""
    y: float
    radius: float
    """In photo pixels of the plane."""
    magnification: float
    """In the middle, in `LENS_LIMITS`; below 1 it makes smaller."""

    def __post_init__(self) -> None:
        least, largest = LENS_LIMITS
        if not all(math.isfinite(v) for v in (self.x, self.y, self.radius)):
            raise WarpError("the place and the radius of a lens are numbers of photo pixels")
        if self.radius < LEAST_RADIUS:
            raise WarpError(f"the radius of a lens is {LEAST_RADIUS:g} photo pixels at least")
        if not least <= self.magnification <= largest:
            raise WarpError(f"a lens magnifies {least:g} to {largest:g} times, not {self.magnification:g}")


@dataclass(frozen=True)
class Warp:
    """How a photo is warped: sheared along both axes, then turned, then seen through a lens.

    Raises:
        WarpError: if a number is out of its range.
    """

    angle: float = 0.0
    """Degrees, clockwise on the screen."""
    shear_x: float = 0.0
    """By how much x grows for each photo pixel of y."""
    shear_y: float = 0.0
    """By how much y grows for each photo pixel of x."""
    lens: Lens | None = None
    shears_y_first: bool = False
    """True where it is sheared along y first, then along x; of a photo that was turned by a quarter."""

    def __post_init__(self) -> None:
        if not math.isfinite(self.angle):
            raise WarpError("the angle must be a number of degrees")
        if not all(abs(shear) <= SHEAR_LIMIT for shear in (self.shear_x, self.shear_y)):
            raise WarpError(f"a shear is a number from -{SHEAR_LIMIT:g} to {SHEAR_LIMIT:g}")

    @property
    def changes_nothing(self) -> bool:
        """True if the photo is seen as it is."""
        flat = self.lens is None or self.lens.magnification == 1
        return flat and self.angle % 360 == 0 and not self.shear_x and not self.shear_y

    @property
    def matrix(self) -> Floats:
        """(2, 2): the affine part, of vectors (x, y); quarter turns are exact. Its determinant is 1."""
        quarters, rest = divmod(self.angle % 360, 90)
        turn = math.radians(rest)
        c, s = math.cos(turn), math.sin(turn)
        rotation = np.array(((c, -s), (s, c)))
        for _ in range(int(quarters)):
            rotation = np.array(((0.0, -1.0), (1.0, 0.0))) @ rotation
        both = self.shear_x * self.shear_y
        first, second = (both, 0.0) if self.shears_y_first else (0.0, both)
        return rotation @ np.array(((1.0 + first, self.shear_x), (self.shear_y, 1.0 + second)))


NO_WARP = Warp()
