"""The base of every network that turns photos into fields."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import nn

MARGIN = 5
"""Photo pixels of the extended photo whose kernels belong to the field on every side; see `extends_photo`."""

PixelBox = tuple[int, int, int, int]
"""Whole photo pixels x0 <= x < x1, y0 <= y < y1, as (x0, y0, x1, y1)."""


@dataclass(frozen=True)
class LevelAndDetails:
    """The kernels of a box of a photo, as a level and details; see `core.field.field.Details`."""

    level: torch.Tensor
    """(3, rows, columns) colours of the level's kernels, one for each photo pixel."""
    level_variance: float
    """Variance of those kernels, in photo pixels squared."""
    details: torch.Tensor
    """(8, m): as in `GaussianField.kernels`, means from the box's corner."""
    slots: torch.Tensor
    """(m,) int64, ascending."""
    per_cell: int
    """The most details of a photo pixel, and the place that is kept for its level's kernel."""


class FieldNetwork(nn.Module, ABC):
    """Photo to kernels: n x n a photo pixel, one for each cell of a lattice; or a level and details."""

    name: str
    """Name for people."""
    licence: str
    """Licence of its weights; empty where they were not loaded from a file that says."""
    extends_photo: ClassVar[bool]
    """True if the kernels of a `MARGIN` about the photo belong to its field: the network then reads the photo
    extended by its edge pixels. Otherwise the photo's own kernels make up for those that are missing."""
    cells_per_pixel: int
    """Lattice cells along one side of a photo pixel, n above; 1 for a level and details."""
    conditioned: ClassVar[bool] = False
    """True if it reads a fourth channel: how strongly the photo was compressed, see `photo.jpeg`."""

    @property
    @abstractmethod
    def sizes(self) -> dict[str, Any]:
        """The architecture's hyper-parameters by name: what JSON can hold, for a weights file's header."""

    @property
    @abstractmethod
    def offset_range(self) -> float:
        """Largest offset of a mean from its cell's centre along an axis, in photo pixels."""

    @property
    @abstractmethod
    def largest_sd(self) -> float:
        """Upper bound of a kernel's standard deviation in any direction, in photo pixels."""

    @property
    @abstractmethod
    def multiply_adds(self) -> int:
        """For each photo pixel."""

    @abstractmethod
    def input_box(self, box: PixelBox, photo_size: tuple[int, int]) -> PixelBox:
        """The pixels to hand to `kernels` for the kernels of a box; it may reach outside the photo."""

    @abstractmethod
    def kernels(
        self, pixels: torch.Tensor, box: PixelBox, input_box: PixelBox
    ) -> torch.Tensor | LevelAndDetails:
        """The kernels of a box of a photo.

        Args:
            pixels: (b, 3, h, w) float32, sRGB-encoded, 0..1: the pixels of `input_box`; and a fourth channel,
                0..1, where the network is conditioned.
            box: whole photo pixels.
            input_box: what `self.input_box` gave for it.

        Returns:
            (b, 8, rows, columns) float32, for each cell of the box: offset x, y from the cell's centre
            (photo pixels); covariance xx, xy, yy (photo pixels squared); colour r, g, b (mass form). Or a
            level and details.
        """
