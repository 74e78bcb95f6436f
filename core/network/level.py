"""The level network: photo to a level and details.

The level, one wide round kernel for each photo pixel, is the photo's own colours and a learned residual,
through the inverse of the blur of its lattice: alone it is a smooth interpolation, flat on what is flat. The
details, up to n x n for each photo pixel, start with no colour, may be negative, drift, turn and stretch.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from ..utils.errors import CsrError
from .base import FieldNetwork, LevelAndDetails, PixelBox
from .encoders.context import LEAK, ContextEncoder
from .encoders.light import inner
from .inverse_filter import filtered, inverse_filter
from .level_heads import GEOMETRY_NUMBERS, OFFSET_RANGE, contrast, geometry, is_grey, largest_sd, shrunk
from .light_heads import projected

LEVEL_SD = 0.65
"""Standard deviation of the level's kernels, in photo pixels: the ripple of their lattice is
2 exp(-2 pi^2 sd^2), 4.8e-4 of the level, along an axis; a quarter of half an 8-bit step."""
PHOTO_TAPS = 19
"""Length of the inverse filter for the photo, in photo pixels."""
RESIDUAL_TAPS = 9
"""And for the residual, which is small: a shorter one asks for less of the photo."""


@dataclass(frozen=True)
class LevelConfig:
    """The hyper-parameters from which a level network is built; they stand in its weights file."""

    encoder: str = "context"
    channels: int = 48
    blocks: tuple[int, int, int] = (2, 2, 2)
    """Before, at and after half resolution; see `ContextEncoder`."""
    features: int = 64
    details: int = 3
    """Details of a photo pixel along a side, n above."""
    start_sd: float = 0.2
    """Standard deviation that a detail starts with, in photo pixels, but for the floor."""
    gain: float = 4.0
    """Factor of the network's numbers for geometry: what moves more learns more (core/training/README.md)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(self.blocks))  # JSON gives lists
        sizes_fit = (
            1 <= self.channels <= 1024
            and len(self.blocks) == 3
            and all(0 <= count <= 256 for count in self.blocks)
            and 1 <= self.features <= 4096
            and 1 <= self.details <= 8
        )
        if self.encoder != "context" or not sizes_fit:
            raise CsrError(f"these sizes make no network: {asdict(self)}")
        if not (0 < self.start_sd <= 2 and 0 < self.gain <= 100):
            raise CsrError(f"start and gain of details are out of range: {asdict(self)}")


class LevelNetwork(FieldNetwork):
    """Photo, and how strongly it was compressed, to a level and details."""

    extends_photo = True
    cells_per_pixel = 1
    conditioned = True

    taps: torch.Tensor
    residual_taps: torch.Tensor
    places: torch.Tensor
    """(2, n * n) x, y of the details' places from a photo pixel's centre."""

    def __init__(self, config: LevelConfig, name: str) -> None:
        super().__init__()
        self.config = config
        self.name = name
        self.licence = ""
        n = config.details
        self.encoder = ContextEncoder(4, config.channels, config.blocks, config.features)
        self.head = nn.Conv2d(config.features, 3 + (3 + GEOMETRY_NUMBERS) * n * n, 1)
        nn.init.normal_(self.head.weight, std=0.01)
        with torch.no_grad():
            self.head.weight[: 3 + 3 * n * n] = 0  # residual and details start with no colour
            self.head.bias = nn.Parameter(torch.zeros(self.head.out_channels))
        self.register_buffer("taps", inverse_filter(LEVEL_SD, PHOTO_TAPS), persistent=False)
        self.register_buffer("residual_taps", inverse_filter(LEVEL_SD, RESIDUAL_TAPS), persistent=False)
        along = (torch.arange(n) + 0.5) / n - 0.5
        self.register_buffer(
            "places", torch.stack((along.repeat(n), along.repeat_interleave(n))), persistent=False
        )

    @property
    def sizes(self) -> dict[str, Any]:
        """The config's hyper-parameters by name."""
        return asdict(self.config)

    @property
    def receptive_radius(self) -> int:
        """Photo pixels of input that a kernel depends on, on every side, but for one that alignment adds."""
        return self.encoder.receptive_radius + RESIDUAL_TAPS // 2

    @property
    def offset_range(self) -> float:
        """Largest distance of a detail's mean from its photo pixel along an axis, in photo pixels."""
        return OFFSET_RANGE

    @property
    def largest_sd(self) -> float:
        """Upper bound of a kernel's standard deviation in any direction, in photo pixels."""
        return max(LEVEL_SD, largest_sd(self.config.start_sd))

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of encoder, head and inverse filters, for each photo pixel."""
        filters = 2 * 3 * (PHOTO_TAPS + RESIDUAL_TAPS)
        return self.encoder.multiply_adds + self.head.weight.numel() + filters

    def input_box(self, box: PixelBox, photo_size: tuple[int, int]) -> PixelBox:
        """The box widened by the receptive radius, to whole pairs of the pixels at half resolution."""
        del photo_size
        r, lead = self.receptive_radius, self.encoder.radius_before
        x0, y0 = (v - r - (v - r + lead) % 2 for v in box[:2])
        x1, y1 = (v + r + (v + r - lead) % 2 for v in box[2:])
        return x0, y0, x1, y1

    def kernels(self, pixels: torch.Tensor, box: PixelBox, input_box: PixelBox) -> LevelAndDetails:
        """The kernels of a box of one photo (b = 1); see `FieldNetwork.kernels`."""
        made = self._numbers(pixels, valid=True)
        r = self.receptive_radius
        left, top = box[0] - input_box[0] - r, box[1] - input_box[1] - r
        inside = slice(top, top + box[3] - box[1]), slice(left, left + box[2] - box[0])
        colours = shrunk(made.colours[(..., *inside)])[0]
        _, n, rows, columns = colours.shape
        # By cell, and in a cell by place: the order of slots.
        kept = (colours != 0).any(0).permute(1, 2, 0).flatten().nonzero()[:, 0]
        cell, place = kept // n, kept % n
        at = place * (rows * columns) + cell
        shapes = made.shapes[(0, slice(None), slice(None), *inside)].flatten(1)[:, at]
        offsets, covariances = geometry(shapes, self.config.start_sd)
        centres = torch.stack((cell % columns + 0.5, cell // columns + 0.5))
        means = centres + self.places[:, place] + offsets
        details = torch.cat((means, covariances, colours.flatten(1)[:, at]))
        slots = cell * (n + 1) + place
        return LevelAndDetails(made.level[(0, slice(None), *inside)], LEVEL_SD**2, details, slots, n + 1)

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The kernels of pictures, for training: of every pixel, zeros standing for what is beyond the edge.

        Args:
            pixels: (b, 4, h, w) float32: red, green, blue, sRGB-encoded, 0..1; strength of compression, 0..1.
                h and w are even.

        Returns:
            Colours of the level (b, 3, h, w); details (b, 8, m), as in `GaussianField.kernels`; their colours
            before the small ones were left out (b, 3, n * n, h, w), for a term of sparsity.
        """
        made = self._numbers(pixels, valid=False)
        h, w = pixels.shape[2:]
        offsets, covariances = geometry(made.shapes.movedim(1, 0), self.config.start_sd)
        x = torch.arange(w, device=pixels.device) + 0.5 + self.places[0][:, None, None] + offsets[0]
        y = torch.arange(h, device=pixels.device)[:, None] + 0.5 + self.places[1][:, None, None] + offsets[1]
        shapes = torch.stack((x, y, *covariances), 1)
        details = torch.cat((shapes, shrunk(made.colours)), 1)
        return made.level, details.permute(0, 1, 3, 4, 2).flatten(2), made.colours

    def _numbers(self, pixels: torch.Tensor, valid: bool) -> _Numbers:
        """Level, colours and geometry of the pixels that have all their input, or of all."""
        photo = pixels[:, :3]
        middle = pixels.new_tensor((0.5, 0.5, 0.5, 0.0))[:, None, None]
        features = self.encoder((pixels - middle).contiguous(memory_format=torch.channels_last), valid)
        # In float32 always: the inverse filter magnifies what a shorter format rounds away.
        with torch.autocast(pixels.device.type, enabled=False):
            numbers = projected(self.head, F.leaky_relu(features.float().contiguous(), LEAK))
            gate, grey = contrast(photo), is_grey(photo)
            base = filtered(photo, self.taps)
            if valid:
                border = self.encoder.receptive_radius
                gate, grey = inner(gate, border), inner(grey, border)
                base = inner(base, self.receptive_radius)
            n = self.config.details**2
            coloured, shapes = numbers[:, : 3 + 3 * n] * gate, numbers[:, 3 + 3 * n :] * self.config.gain
            residual, colours = (
                _greyed(c.unflatten(1, (3, -1)), grey) for c in coloured.split((3, 3 * n), 1)
            )
            residual = filtered(residual[:, :, 0], self.residual_taps)
            shapes = shapes.unflatten(1, (GEOMETRY_NUMBERS, n))
            if valid:
                spare = RESIDUAL_TAPS // 2
                residual, colours, shapes = (inner(x, spare) for x in (residual, colours, shapes))
            return _Numbers(base + residual, colours, shapes)


@dataclass(frozen=True)
class _Numbers:
    """The network's numbers for pixels."""

    level: torch.Tensor
    """(b, 3, h, w) colours."""
    colours: torch.Tensor
    """(b, 3, n, h, w) of details, the small ones too."""
    shapes: torch.Tensor
    """(b, GEOMETRY_NUMBERS, n, h, w)."""


def _greyed(colours: torch.Tensor, grey: torch.Tensor) -> torch.Tensor:
    """Colours (b, 3, n, h, w) with equal channels where a mask (b, 1, h, w) is true."""
    return torch.where(grey[:, :, None], colours.mean(1, keepdim=True), colours)
