"""The light network: photo to a level and details.

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
from .encoders.context import LEAK, ContextEncoder, inner
from .inverse_filter import filtered, inverse_filter
from .light_heads import (
    GEOMETRY_NUMBERS,
    LEAST_COLOUR,
    OFFSET_RANGE,
    contrast,
    geometry,
    greyed,
    is_grey,
    largest_sd,
    shrunk,
)

LEVEL_SD = 0.65
"""Standard deviation of the level's kernels, in photo pixels: the ripple of their lattice is
2 exp(-2 pi^2 sd^2), 4.8e-4 of the level, along an axis; a quarter of half an 8-bit step."""
PHOTO_TAPS = 19
"""Length of the inverse filter for the photo, in photo pixels."""
RESIDUAL_TAPS = 9
"""And for the residual, which is small: a shorter one asks for less of the photo."""


@dataclass(frozen=True)
class LightConfig:
    """The hyper-parameters from which a light network is built; they stand in its weights file."""

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


class LightNetwork(FieldNetwork):
    """Photo, and how strongly it was compressed, to a level and details."""

    extends_photo = True
    cells_per_pixel = 1
    conditioned = True

    taps: torch.Tensor
    residual_taps: torch.Tensor
    places: torch.Tensor
    """(2, n * n) x, y of the details' places from a photo pixel's centre."""

    def __init__(self, config: LightConfig, name: str) -> None:
        super().__init__()
        self.config = config
        self.name = name
        self.licence = ""
        n = config.details
        self.encoder = ContextEncoder(4, config.channels, config.blocks, config.features)
        self.head = nn.Conv2d(config.features, 3 + (3 + GEOMETRY_NUMBERS) * n * n, 1)
        if not self.head.weight.is_meta:  # where torch would load its compiler for that: seconds
            nn.init.normal_(self.head.weight, std=0.01)
        with torch.no_grad():
            self.head.weight[: 3 + 3 * n * n] = 0  # residual and details start with no colour
            self.head.bias = nn.Parameter(torch.zeros(self.head.out_channels))
        self.register_buffer("taps", inverse_filter(LEVEL_SD, PHOTO_TAPS), persistent=False)
        self.register_buffer("residual_taps", inverse_filter(LEVEL_SD, RESIDUAL_TAPS), persistent=False)
        along = (torch.arange(n, device="cpu") + 0.5) / n - 0.5  # of a network on the meta device too
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
        rows, columns = slice(top, top + box[3] - box[1]), slice(left, left + box[2] - box[0])
        colours, shapes = (x[0, rows, columns].flatten(0, 1) for x in (made.colours, made.shapes))
        gate, grey = (x[0, 0, rows, columns].flatten() for x in (made.gate, made.grey))
        # Most details are nothing. Those that may have a colour, by cell, and in a cell by place: the order
        # of slots. A grey one's channels can still cancel out.
        cell, place = (colours.abs().amax(1) * gate[:, None] > LEAST_COLOUR).nonzero().unbind(1)
        seen = shrunk(greyed(colours[cell, :, place].T * gate[cell], grey[cell]))
        kept = (seen != 0).any(0)
        cell, place = cell[kept], place[kept]
        offsets, covariances = self._geometry(shapes[cell, :, place].T)
        width = box[2] - box[0]
        centres = torch.stack((cell % width + 0.5, cell // width + 0.5))
        details = torch.cat((centres + self.places[:, place] + offsets, covariances, seen[:, kept]))
        n = self.config.details**2
        return LevelAndDetails(
            made.level[0, :, rows, columns], LEVEL_SD**2, details, cell * (n + 1) + place, n + 1
        )

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The kernels of pictures, for training: of every pixel, zeros standing for what is beyond the edge.

        Args:
            pixels: (b, 4, h, w) float32: red, green, blue, sRGB-encoded, 0..1; strength of compression, 0..1.
                h and w are even.

        Returns:
            Colours of the level (b, 3, h, w); details (b, 8, m), as in `GaussianField.kernels`; their colours
            before the small ones were left out (b, h, w, 3, n * n), for a term of sparsity.
        """
        made = self._numbers(pixels, valid=False)
        h, w = pixels.shape[2:]
        gate, grey = (x[:, 0, :, :, None, None] for x in (made.gate, made.grey))
        colours = greyed(made.colours * gate, grey)
        offsets, covariances = self._geometry(made.shapes.movedim(-2, 0))
        x = torch.arange(w, device=pixels.device)[:, None] + 0.5 + self.places[0] + offsets[0]
        y = torch.arange(h, device=pixels.device)[:, None, None] + 0.5 + self.places[1] + offsets[1]
        details = torch.cat((torch.stack((x, y, *covariances), 1), shrunk(colours).movedim(-2, 1)), 1)
        return made.level, details.flatten(2), colours

    def _geometry(self, shapes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Offsets and covariances of details, from the network's numbers for them (GEOMETRY_NUMBERS, ...)."""
        return geometry(shapes * self.config.gain, self.config.start_sd)

    def _numbers(self, pixels: torch.Tensor, valid: bool) -> _Numbers:
        """Numbers of the pixels that have all their input, or of all."""
        photo = pixels[:, :3]
        middle = pixels.new_tensor((0.5, 0.5, 0.5, 0.0))[:, None, None]
        centred = (pixels - middle).contiguous(memory_format=torch.channels_last)
        features = F.leaky_relu(self.encoder(centred, valid), LEAK)
        # In float32 always: the inverse filter magnifies what a shorter format rounds away.
        with torch.autocast(pixels.device.type, enabled=False):
            gate, grey = contrast(photo), is_grey(photo)
            base = filtered(photo, self.taps)
            if valid:
                border = self.encoder.receptive_radius
                gate, grey = inner(gate, border), inner(grey, border)
                base = inner(base, self.receptive_radius)
            # A row for each pixel: so the features lie in memory, and what most details say is not used.
            rows = features.permute(0, 2, 3, 1).float()
            weight, bias = self.head.weight.flatten(1), self.head.bias
            assert bias is not None
            residual = F.linear(rows, weight[:3], bias[:3]).movedim(-1, 1).contiguous() * gate
            residual = greyed(residual.flatten(2), grey.flatten(2)).view_as(residual)
            residual = filtered(residual, self.residual_taps)
            if valid:
                spare = RESIDUAL_TAPS // 2
                residual, gate, grey = (inner(x, spare) for x in (residual, gate, grey))
                rows = rows[:, spare:-spare, spare:-spare]
            n = self.config.details**2
            colours, shapes = F.linear(rows, weight[3:], bias[3:]).split((3 * n, GEOMETRY_NUMBERS * n), -1)
            colours, shapes = colours.unflatten(-1, (3, n)), shapes.unflatten(-1, (GEOMETRY_NUMBERS, n))
            return _Numbers(base + residual, colours, shapes, gate, grey)


@dataclass(frozen=True)
class _Numbers:
    """The network's numbers for pixels."""

    level: torch.Tensor
    """(b, 3, h, w) colours."""
    colours: torch.Tensor
    """(b, h, w, 3, n * n) of details, to be multiplied by `gate` and made grey."""
    shapes: torch.Tensor
    """(b, h, w, GEOMETRY_NUMBERS, n * n)."""
    gate: torch.Tensor
    """(b, 1, h, w); see `contrast`."""
    grey: torch.Tensor
    """(b, 1, h, w) bool; see `is_grey`."""


def untrained(config: LightConfig | None = None, seed: int = 0) -> LightNetwork:
    """A network before its first training step: already an interpolator, its details have no colour."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LightNetwork(config or LightConfig(), "untrained")
