"""The light network: encoder and heads, photo to kernels."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch.nn import functional as F

from ..field.field import CELLS_PER_PIXEL
from ..utils.errors import CsrError
from .base import FieldNetwork, PixelBox
from .dictionary import L11, L21, L22, Axes, checked
from .encoders.light import LightEncoder, inner
from .light_heads import START_VARIANCE_ABOVE_FLOOR, ColourHead, CovarianceHead, PositionHead

BICUBIC_RADIUS = 2
"""Photo pixels that an interpolated colour depends on, on every side; less than any encoder's radius."""


@dataclass(frozen=True)
class LightConfig:
    """The hyper-parameters from which a network is built; they stand in its weights file."""

    encoder: str = "light"
    channels: int = 48
    blocks: int = 6
    features: int = 16
    """Channels for each lattice cell, between encoder and heads."""
    offset_range: float = 1.0
    """Largest offset of a mean from its cell's centre along an axis, in photo pixels."""
    floor: float = 0.32
    """Least standard deviation of a kernel, in photo pixels: the ripple of a regular lattice of such
    kernels stays within 1.3e-3, two thirds of half an 8-bit step."""
    dictionary: Axes = (L11, L21, L22)
    """Values of l11, l21 and l22 that covariances are weighted from, in quarters of a photo pixel."""
    half_turn: bool = False
    """Covariances and colours are the mean of the photo's and of those of the photo turned by half a turn,
    turned back (geometric self-ensemble; Lim et al. 2017, EDSR, section 3.4): nearer, for twice the work."""

    def __post_init__(self) -> None:
        if self.encoder != "light":
            raise CsrError(f"there is no encoder '{self.encoder}'; there is: light")
        if not (1 <= self.channels <= 1024 and 0 <= self.blocks <= 256 and 1 <= self.features <= 1024):
            raise CsrError(f"these sizes make no network: {asdict(self)}")
        if not (0 < self.floor < 10 and 0 <= self.offset_range < 10):
            raise CsrError(f"floor and offset range must lie below 10 photo pixels: {asdict(self)}")
        object.__setattr__(self, "dictionary", checked(self.dictionary))  # JSON gives lists


class LightNetwork(FieldNetwork):
    """Photo to field: four kernels for each photo pixel, one for each half-pixel cell of the lattice."""

    extends_photo = True
    cells_per_pixel = CELLS_PER_PIXEL

    def __init__(self, architecture: LightConfig, name: str) -> None:
        super().__init__()
        self.architecture = architecture
        self.name = name
        self.licence = ""
        a = architecture
        self.encoder = LightEncoder(a.channels, a.blocks, a.features)
        self.covariance = CovarianceHead(a.features, a.floor, a.dictionary)
        self.position = PositionHead(a.features, a.offset_range)
        self.colour = ColourHead(a.features, (a.floor**2 + START_VARIANCE_ABOVE_FLOOR) ** 0.5)

    @property
    def sizes(self) -> dict[str, Any]:
        """The architecture's hyper-parameters by name."""
        return asdict(self.architecture)

    @property
    def receptive_radius(self) -> int:
        """Photo pixels of input that a kernel depends on, on every side."""
        return self.encoder.receptive_radius + self.colour.receptive_radius

    @property
    def offset_range(self) -> float:
        """Largest offset of a mean from its cell's centre along an axis, in photo pixels."""
        return self.position.offset_range

    @property
    def largest_sd(self) -> float:
        """Upper bound of a kernel's standard deviation in any direction, in photo pixels."""
        return self.covariance.largest_sd

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of encoder, heads and inverse filter, for each photo pixel."""
        weights = sum(len(axis) for axis in self.architecture.dictionary)
        heads = 4 * self.architecture.features * (weights + 2 + 3)
        once = self.encoder.multiply_adds + heads + 4 * 3 * 2 * self.colour.taps.numel()
        return 2 * once if self.architecture.half_turn else once

    def input_box(self, box: PixelBox, photo_size: tuple[int, int]) -> PixelBox:
        """The box widened by the receptive radius: a tile equals the whole's part to float rounding."""
        del photo_size
        r = self.receptive_radius
        return box[0] - r, box[1] - r, box[2] + r, box[3] + r

    def kernels(self, pixels: torch.Tensor, box: PixelBox, input_box: PixelBox) -> torch.Tensor:
        """The kernels of a box of a photo; see `FieldNetwork.kernels`."""
        del box, input_box
        made = self(pixels, valid=True)
        if self.architecture.half_turn:
            turned = self(pixels.flip(2, 3), valid=True).flip(2, 3)
            # Means stay where they are: in what is flat they have drifted by a hundredth of a pixel, all the
            # same way; without that there would be a gap beside a tile of the weights this one grew from.
            made = torch.cat((made[:, :2], (made[:, 2:] + turned[:, 2:]) / 2), 1)
        return made

    def forward(self, photo: torch.Tensor, *, valid: bool = False) -> torch.Tensor:
        """The kernels of a photo's cells.

        Args:
            photo: (b, 3, h, w) float32, sRGB-encoded, 0..1.
            valid: give only the cells with `receptive_radius` pixels of input on every side, which then
                equal those of any larger photo; otherwise zeros stand for the missing input.

        Returns:
            (b, 8, 2h, 2w), or (b, 8, 2h - 4r, 2w - 4r) where valid, r being the receptive radius; float32:
            offset x, y from the cell's centre (photo pixels); covariance xx, xy, yy (photo pixels squared);
            colour r, g, b (mass form).
        """
        features = F.leaky_relu(self.encoder(photo, valid).float().contiguous(), 0.1)
        if valid:
            photo = inner(photo, self.encoder.receptive_radius - BICUBIC_RADIUS)
        # In float32 always: the inverse filter magnifies what a shorter format rounds away.
        with torch.autocast(photo.device.type, enabled=False):
            colour = self.colour(features, photo)
            if valid:
                border = 2 * self.colour.receptive_radius
                colour, features = inner(colour, border), inner(features, border)
            return torch.cat((self.position(features), self.covariance(features), colour), 1)


def encoder_elements(architecture: LightConfig) -> int:
    """How many numbers an encoder's weights are, counted without taking memory for them."""
    a = architecture
    with torch.device("meta"):
        encoder = LightEncoder(a.channels, a.blocks, a.features)
    return sum(parameter.numel() for parameter in encoder.parameters())


def untrained(architecture: LightConfig | None = None, seed: int = 0) -> LightNetwork:
    """A network before its first training step: already an interpolator, its residual colour is zero."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LightNetwork(architecture or LightConfig(), "untrained")
