"""The eight ways in which a picture can lie: turned by quarters, mirrored; and where its points come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .view import View
from .warp import Warp

Size = tuple[int, int]
"""Width and height."""
Number = TypeVar("Number", float, npt.NDArray[np.float32], npt.NDArray[np.float64])
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True)
class Orientation:
    """How a picture is turned: rows and columns changed over first, then columns reversed, then rows."""

    transposed: bool = False
    flipped_x: bool = False
    flipped_y: bool = False

    def then(self, other: Orientation) -> Orientation:
        """This one, and then another."""
        x, y = self.flipped_x, self.flipped_y
        if other.transposed:
            x, y = y, x
        return Orientation(self.transposed != other.transposed, x != other.flipped_x, y != other.flipped_y)

    @property
    def inverse(self) -> Orientation:
        """The orientation that turns a picture back."""
        if not self.transposed:
            return self
        return Orientation(True, self.flipped_y, self.flipped_x)

    @property
    def mirrors(self) -> bool:
        """True if the picture is seen as in a mirror."""
        return (self.transposed + self.flipped_x + self.flipped_y) % 2 == 1

    def size(self, before: Size) -> Size:
        """Width and height of a picture of some width and height, turned."""
        return (before[1], before[0]) if self.transposed else before

    def point(self, x: Number, y: Number, before: tuple[float, float]) -> tuple[Number, Number]:
        """A point of a picture, or each of several, where it comes to.

        Args:
            x: in pixels of the picture.
            y: in pixels of the picture.
            before: width and height of the picture before it is turned.
        """
        width, height = before
        if self.transposed:
            x, y, width, height = y, x, height, width
        return width - x if self.flipped_x else x, height - y if self.flipped_y else y

    def array(self, values: npt.NDArray[T], axes: tuple[int, int] = (0, 1)) -> npt.NDArray[T]:
        """Turn rows and columns of an array, without a copy.

        Args:
            values: any values.
            axes: of the rows and the columns.
        """
        rows, columns = axes
        if self.transposed:
            values = values.swapaxes(rows, columns)
        flipped = tuple(a for a, on in ((rows, self.flipped_y), (columns, self.flipped_x)) if on)
        return np.flip(values, flipped) if flipped else values

    def view(self, view: View, plane: tuple[float, float]) -> View:
        """The view of the same size and scale that has in its middle what was in the middle of another.

        Args:
            view: of the picture as it was.
            plane: width and height of what it is a view of.
        """
        x, y = self.point(*view.centre, plane)
        return View.centred(x, y, view.scale, view.width, view.height)

    def warp(self, warp: Warp, photo: tuple[float, float]) -> Warp:
        """The warp through which the turned photo is seen as the photo was, turned.

        Args:
            warp: of the photo as it was.
            photo: its width and height.
        """
        angle = -warp.angle if self.mirrors else warp.angle
        across, down = warp.shear_x, warp.shear_y
        if self.transposed:
            across, down = down, across
        if self.flipped_x != self.flipped_y:
            across, down = -across, -down
        lens = warp.lens
        if lens is not None:
            x, y = self.point(lens.x, lens.y, photo)
            lens = replace(lens, x=x, y=y)
        y_first = warp.shears_y_first != self.transposed and bool(across and down)
        return Warp(angle, across, down, lens, y_first)


UPRIGHT = Orientation()
"""As it is."""
LEFT = Orientation(transposed=True, flipped_y=True)
"""A quarter to the left."""
RIGHT = Orientation(transposed=True, flipped_x=True)
"""A quarter to the right."""
MIRRORED = Orientation(flipped_x=True)
"""Left and right changed over."""
UPSIDE_DOWN = Orientation(flipped_y=True)
"""Top and bottom changed over."""
