"""The network of the paper, with the shapes and names of the authors' published weights.

Photo -> HAT or SwinIR -> 256 features for each cell of the lattice -> three heads. It differs from the light
network in what it says about a photo's border (its kernels lie in the photo's own cells only), in where a
kernel starts (at its cell's upper left corner) and in that a tile of it is only nearly the whole's part.

Its fields are in mass form and are drawn as any other, with the footprint of a device pixel: right at x1 and
x2, where points would be sampled too sparsely, and a little softer at x4 than by the authors' renderer, which
samples points. With a footprint of 0 the picture is that of the published formulas.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from ..utils.errors import CsrError
from .base import FieldNetwork, PixelBox
from .continuoussr_heads import HIDDEN, LIFTING, Layers, covariance_and_mass, weighted
from .dictionary import L11, L21, L22, UNITS_PER_PIXEL, Axes, checked, full
from .encoders.hat import HatEncoder
from .encoders.swin_layers import NEGATIVE_SLOPE, WindowEncoder
from .encoders.swinir import SwinIrEncoder

CELLS_AT_ONCE = 1 << 14
"""Kernels whose heads are evaluated at a time; a hidden layer of 1024 then takes 64 MB."""
OVERLAP = 32
"""Photo pixels that a tile's input reaches over the tile; see `ContinuousSRNetwork.input_box`."""
MOST_BLOCKS = 512
"""Blocks of all groups; HAT-L, the largest that is known, has 72."""
MOST_TRIPLES = 1 << 16
"""Entries of a dictionary, used or not; the paper's has 729."""
LARGEST_FREE_SD = 2.0
"""Photo pixels; bound of Cholesky entries that are not weighted from a dictionary."""


@dataclass(frozen=True)
class ContinuousSRConfig:
    """The hyper-parameters from which a network is built; they stand in its weights file.

    Raises:
        CsrError: if they make no network.
    """

    encoder: str = "hat"
    """hat or swinir."""
    channels: int = 180
    """Channels of the encoder's groups."""
    depths: tuple[int, ...] = (6,) * 6
    """Blocks of each group."""
    heads: int = 6
    """Attention heads."""
    window: int = 16
    """Side of an attention window, in photo pixels."""
    mlp_ratio: float = 2.0
    """Channels inside an encoder's perceptrons, as a multiple of `channels`."""
    compress: int = 3
    """HAT: channels of a group for each channel inside its convolution blocks."""
    squeeze: int = 30
    """HAT: channels of a group for each channel inside its channel attention."""
    overlap: float = 0.5
    """HAT: by how much of a window's side the keys' window is wider."""
    convolution_scale: float = 0.01
    """HAT: weight of the convolution blocks."""
    enlarged: int = 64
    """Channels of the picture of half lattice cells, a quarter of a lattice cell's features."""
    cells_per_pixel: int = 2
    """Lattice cells along one side of a photo pixel: 1, 2 or 3, for 1, 4 or 9 kernels a photo pixel."""
    dictionary: Axes = (L11, L21, L22)
    """Values of l11, l21, l22 whose product covariances are weighted from, in quarters of a photo pixel."""
    entries: int = len(L11) * len(L21) * len(L22) + 1
    """Entries of the dictionary that are used, the zero among them."""
    latent: int = 512
    """Size of a lifted dictionary entry."""
    weighted: bool = True
    """True if covariances are weighted from the dictionary; else their Cholesky entries are regressed."""
    hidden: tuple[int, ...] = HIDDEN
    """Widths of the hidden layers of the colour and offset heads."""
    offset_range: float = 1.0
    """Largest offset of a mean from its start along an axis, in photo pixels."""
    start: float = 0.0
    """Place in its cell where a mean starts, along both axes: 0 the upper left corner, 0.5 the centre."""

    def __post_init__(self) -> None:
        if self.encoder not in ENCODERS:
            raise CsrError(f"there is no encoder '{self.encoder}'; there are: {', '.join(ENCODERS)}")
        object.__setattr__(self, "dictionary", checked(self.dictionary))  # JSON gives lists
        object.__setattr__(self, "depths", tuple(int(d) for d in self.depths))
        object.__setattr__(self, "hidden", tuple(int(width) for width in self.hidden))
        if self.heads > 0 and self.channels % self.heads:
            raise CsrError(f"{self.channels} channels cannot be shared out to {self.heads} attention heads")
        sizes = (
            *self.depths,
            *self.hidden,
            self.heads,
            self.window,
            self.compress,
            self.squeeze,
            self.enlarged,
            self.latent,
        )
        triples = math.prod(len(axis) for axis in self.dictionary)
        sound = (
            1 <= len(self.depths) <= 64
            and sum(self.depths) <= MOST_BLOCKS
            and all(1 <= size <= 4096 for size in (*sizes, self.channels))
            and self.window % 2 == 0
            and 0 < self.mlp_ratio <= 16
            and 0 < self.overlap <= 2
            and self.cells_per_pixel in (1, 2, 3)
            and 2 <= self.entries <= triples + 1
            and triples <= MOST_TRIPLES
            and 0 <= self.offset_range < 10
            and 0 <= self.start <= 1
            and math.isfinite(self.convolution_scale)
        )
        if not sound:
            raise CsrError(f"these sizes make no network: {asdict(self)}")

    @property
    def key_window(self) -> int:
        """HAT: side of the keys' window, in photo pixels."""
        return self.window + 2 * (int(self.overlap * self.window) // 2)


def _hat(a: ContinuousSRConfig) -> WindowEncoder:
    return HatEncoder(
        a.channels,
        a.depths,
        a.heads,
        a.window,
        int(a.channels * a.mlp_ratio),
        max(1, a.channels // a.compress),
        max(1, a.channels // a.squeeze),
        a.key_window,
        a.convolution_scale,
        a.enlarged,
        a.cells_per_pixel,
    )


def _swinir(a: ContinuousSRConfig) -> WindowEncoder:
    hidden = int(a.channels * a.mlp_ratio)
    return SwinIrEncoder(a.channels, a.depths, a.heads, a.window, hidden, a.enlarged, a.cells_per_pixel)


ENCODERS = {"hat": _hat, "swinir": _swinir}

HAT = ContinuousSRConfig("hat")
"""The paper's HAT variant: 24.8 million numbers."""
HAT_L = ContinuousSRConfig("hat", depths=(6,) * 12)
"""The network that the authors published: 45.1 million numbers."""
SWINIR = ContinuousSRConfig("swinir", window=8)
"""The paper's SwinIR variant; no weights were published."""
ARCHITECTURES = {"swinir": SWINIR, "hat": HAT, "hat-l": HAT_L}
"""Those that a training can begin with, by name; the first where none is named."""


def architecture_of(name: str | None) -> ContinuousSRConfig:
    """One of `ARCHITECTURES`.

    Raises:
        CsrError: if there is none of that name.
    """
    if name is not None and name not in ARCHITECTURES:
        raise CsrError(f"there is no encoder '{name}'; there are: {', '.join(ARCHITECTURES)}")
    return ARCHITECTURES[name or next(iter(ARCHITECTURES))]


class ContinuousSRNetwork(FieldNetwork):
    """Photo to field as the paper does it; names of modules are those of the published weights."""

    entries: torch.Tensor
    """(entries, 3) l11, l21, l22 of the dictionary, in dictionary units: what keys are lifted from."""

    extends_photo = False

    def __init__(self, architecture: ContinuousSRConfig, name: str) -> None:
        super().__init__()
        self.architecture = architecture
        self.name = name
        self.licence = ""
        a = architecture
        self.cells_per_pixel = a.cells_per_pixel
        features = 4 * a.enlarged
        self.encoder = ENCODERS[a.encoder](a)
        self.conv1 = nn.Conv2d(features, a.latent, 3, padding=1)
        if a.weighted:
            self.mlp_vector = Layers(3, *LIFTING, a.latent)
        else:
            self.mlp_cholesky = nn.Linear(a.latent, 3)
        self.mlp = Layers(features, *a.hidden, 3)
        self.mlp_offset = Layers(features, *a.hidden, 2)
        # A real tensor also where the parameters are on the meta device, until they are read.
        entries = torch.tensor(full(a.dictionary, a.entries), device="cpu")
        self.register_buffer("entries", entries, persistent=False)
        self._keys: torch.Tensor | None = None

    @property
    def sizes(self) -> dict[str, Any]:
        """The architecture's hyper-parameters by name."""
        return asdict(self.architecture)

    @property
    def offset_range(self) -> float:
        """Largest offset of a mean from its cell's centre along an axis, in photo pixels."""
        a = self.architecture
        return a.offset_range + abs(a.start - 0.5) / a.cells_per_pixel

    @property
    def largest_sd(self) -> float:
        """Upper bound of a kernel's standard deviation in any direction, in photo pixels."""
        if not self.architecture.weighted:
            return math.sqrt(3) * LARGEST_FREE_SD
        return float(self.entries.abs().amax(0).norm()) / UNITS_PER_PIXEL

    @property
    def multiply_adds(self) -> int:
        """Multiply-adds of encoder and heads for each photo pixel, without the lifting of the dictionary."""
        a = self.architecture
        head = self.conv1.weight.numel() + self.mlp.multiply_adds + self.mlp_offset.multiply_adds
        head += a.entries * (a.latent + 3) if a.weighted else 3 * a.latent
        return self.encoder.multiply_adds + a.cells_per_pixel**2 * head

    def train(self, mode: bool = True) -> ContinuousSRNetwork:
        """Training mode, in which the dictionary is lifted anew at every call, or not."""
        self._keys = None
        return super().train(mode)

    def input_box(self, box: PixelBox, photo_size: tuple[int, int]) -> PixelBox:
        """The box widened by `OVERLAP` as far as the photo goes, its corner at a whole window.

        So the windows are those of the whole photo, and what lacks at a tile's edge is only what came from
        farther away than the overlap, and in HAT what its channel attention pools over the whole picture.

        Measured with starting weights, on a part of 160 or 192 photo pixels a side and a tile of 64, as the
        largest error of the picture at x4 in its own standard deviations, at an overlap of 16 and of 32
        (`tests/benchmarks/continuoussr_seams.py`): SwinIR 2e-4 and 3e-5 (which is rounding), with the groups'
        weights three times as large 8e-3 and 5e-5; HAT 4e-2 and 4.5e-4. A photo's standard deviation is about
        0.2, so at 32 a seam is far below half an 8-bit step. What is pooled over a tile and over the whole
        differs little there; with the pooled values of a dark grey picture instead, HAT's picture of 64
        photo pixels a side changes by 1e-4 at most, with larger weights by 3e-2, an 8-bit step, evenly.
        Trained weights may look farther: not measured.
        """
        w, h = photo_size
        side = self.architecture.window
        x0, y0, x1, y1 = box
        left, top = (max(0, (v - OVERLAP) // side * side) for v in (x0, y0))
        right, bottom = (-(-(v + OVERLAP) // side) * side for v in (x1, y1))
        return left, top, min(w, right), min(h, bottom)

    def kernels(self, pixels: torch.Tensor, box: PixelBox, input_box: PixelBox) -> torch.Tensor:
        """The kernels of a box of a photo; see `FieldNetwork.kernels`."""
        x0, y0 = box[0] - input_box[0], box[1] - input_box[1]
        x1, y1 = box[2] - input_box[0], box[3] - input_box[1]
        return self._heads(self.encoder(pixels), (x0, y0, x1, y1))

    def forward(self, photo: torch.Tensor) -> torch.Tensor:
        """The kernels of a photo: (b, 3, h, w) to (b, 8, n h, n w); see `FieldNetwork.kernels`."""
        return self._heads(self.encoder(photo), (0, 0, photo.shape[3], photo.shape[2]))

    def _heads(self, features: torch.Tensor, box: PixelBox) -> torch.Tensor:
        """Kernels of the pixels of a box, from features of at least their neighbours; some rows at a time."""
        n = self.cells_per_pixel
        left, top, right, bottom = (v * n for v in box)
        keys = self._lifted()
        rows = max(1, CELLS_AT_ONCE // (len(features) * (right - left)))
        x0, x1 = max(0, left - 1), right + 1
        strips: list[torch.Tensor] = []
        for y in range(top, bottom, rows):
            end, y0 = min(y + rows, bottom), max(0, y - 1)
            around = features[..., y0 : end + 1, x0:x1]
            inner = (slice(None), slice(y - y0, end - y0), slice(left - x0, right - x0))
            strips.append(self._strip(around, inner, keys))
        return torch.cat(strips, 2)

    def _strip(
        self, around: torch.Tensor, inner: tuple[slice, slice, slice], keys: torch.Tensor | None
    ) -> torch.Tensor:
        """The kernels (b, 8, rows, columns) of the inner cells of (b, features, r, c)."""
        a = self.architecture
        leaky = F.leaky_relu(around, NEGATIVE_SLOPE)
        queries = self.conv1(leaky).permute(0, 2, 3, 1)[inner]
        plain, leaky = around.permute(0, 2, 3, 1)[inner], leaky.permute(0, 2, 3, 1)[inner]
        if keys is None:
            entries = self.mlp_cholesky(queries).clamp(-LARGEST_FREE_SD, LARGEST_FREE_SD)
        else:
            entries = weighted(queries, keys, self.entries) / UNITS_PER_PIXEL
        covariance, mass = covariance_and_mass(entries.float())
        offset = a.offset_range * torch.tanh(self.mlp_offset(leaky).float())
        offset = offset + (a.start - 0.5) / a.cells_per_pixel
        return torch.cat((offset, covariance, mass * self.mlp(plain).float()), 3).permute(0, 3, 1, 2)

    def _lifted(self) -> torch.Tensor | None:
        """The dictionary's keys (entries, latent); None without one. Lifted once, but in training."""
        if not self.architecture.weighted:
            return None
        if self.training or torch.is_grad_enabled():
            return self.mlp_vector(self.entries)
        if self._keys is None or self._keys.device != self.entries.device:
            self._keys = self.mlp_vector(self.entries)
        return self._keys


def from_state_dict(
    architecture: ContinuousSRConfig, name: str, tensors: dict[str, torch.Tensor]
) -> ContinuousSRNetwork:
    """A network of given weights, without the half minute that drawing random ones first may take.

    Raises:
        RuntimeError: if they are not those of the architecture.
    """
    with torch.device("meta"):
        network = ContinuousSRNetwork(architecture, name)
    floats = {key: t.float() if t.is_floating_point() else t for key, t in tensors.items()}
    network.load_state_dict(floats, assign=True)
    return network
