"""Photo to field by a network, tile by tile."""

from __future__ import annotations

import math

import numpy as np
import torch

from ..field.field import CELLS_PER_PIXEL, Details, GaussianField, Lattice
from ..field.sampling import CUTOFF_REST
from ..photo.compression import compression_of
from ..photo.photo import Photo
from ..utils.arrays import FloatArray
from .base import MARGIN, FieldNetwork, LevelAndDetails, PixelBox
from .devices import has_fast_bfloat16
from .light import LightNetwork
from .light_heads import greyed, is_grey


class NetworkSource:
    """Tiles of a photo's field, made by a network.

    Where the network asks for it, the photo is extended by repeating its edge and the kernels of a margin
    are kept: without them the light network's picture would darken at the border. Its tiled field equals
    the whole to float rounding; how near a published network's tiles come is told by its `input_box`.
    Where there are other than four kernels a photo pixel they are free: the lattice only cuts the photo.

    Args:
        photo: the photo.
        network: what reads it.
        device: where.
        cleaning: 0..1: how strongly the photo is taken to be compressed, by networks that are conditioned on
            that; None: as its file and its pixels tell.
        bfloat16: whether our own networks' encoders run in that format, their heads in float32: twice as
            quick where the device has units for it, and there the default. On photos no drawing differs by
            more than half an 8-bit step, on pure noise by three steps.
    """

    def __init__(
        self,
        photo: Photo,
        network: FieldNetwork,
        device: torch.device,
        *,
        cleaning: float | None = None,
        bfloat16: bool | None = None,
    ) -> None:
        self._photo = photo
        self._network = network.to(device, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self._device = device
        self.cleaning: float | None = None
        """The strength that a conditioned network is told, 0..1; None where it is not conditioned."""
        if network.conditioned:
            self.cleaning = compression_of(photo) if cleaning is None else cleaning
        fast = has_fast_bfloat16(device) if bfloat16 is None else bfloat16
        self._bfloat16 = fast and isinstance(network, LightNetwork)
        self.photo_size = photo.size
        self.profile = None if photo.space is None else photo.space.profile
        w, h = photo.size
        margin = MARGIN if network.extends_photo else 0
        # Where kernels are free, any lattice of whole photo pixels cuts them into tiles.
        cells = 1 if isinstance(network, LightNetwork) else CELLS_PER_PIXEL
        self.lattice: Lattice | None = Lattice.of_pixels(-margin, -margin, w + margin, h + margin, cells)
        self.samples_points = not network.extends_photo
        """True if the network was trained without a footprint, as imported ones are."""
        self.model = network.name
        self.licence = network.licence
        self.reach = network.offset_range + network.largest_sd * math.sqrt(-2 * math.log(CUTOFF_REST))

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of some cells; the lattice must cover whole photo pixels."""
        cells = lattice or self.lattice
        assert cells is not None
        x0, y0, x1, y1 = (int(v) for v in cells.box)
        made = self._made((x0, y0, x1, y1))
        about = (self.photo_size, self.model, self._photo.hash)
        if isinstance(made, LevelAndDetails):
            kernels, details = _placed(made, x0, y0)
            return GaussianField(kernels, cells, *about, licence=self.licence, details=details)
        n = self._network.cells_per_pixel
        kernels = made[0].float().cpu().contiguous().numpy()
        _, rows, columns = kernels.shape
        kernels[0] += x0 + (np.arange(columns) + 0.5) / n
        kernels[1] += (y0 + (np.arange(rows) + 0.5) / n)[:, None]
        kernels = kernels.reshape(8, -1)
        if n == CELLS_PER_PIXEL:
            return GaussianField(kernels, cells, *about, licence=self.licence)
        first = n * n * (y0 * self._photo.width + x0 * (y1 - y0))
        return GaussianField(kernels, None, *about, first, self.licence)

    def _made(self, box: PixelBox) -> torch.Tensor | LevelAndDetails:
        """The kernels that the network makes of some photo pixels."""
        taken = self._network.input_box(box, self.photo_size)
        pixels = torch.from_numpy(self._photo.crop(*taken)).to(self._device)
        batch = pixels.permute(2, 0, 1)[None]
        if self.cleaning is not None:
            batch = torch.cat((batch, torch.full_like(batch[:, :1], self.cleaning)), 1)
        batch = batch.contiguous(memory_format=torch.channels_last)
        shorter = torch.autocast(self._device.type, torch.bfloat16, enabled=self._bfloat16)
        with torch.inference_mode(), shorter:
            made = self._network.kernels(batch, box, taken)
        return made if isinstance(made, LevelAndDetails) else self._greyed(made, batch, box, taken)

    def _greyed(
        self, kernels: torch.Tensor, batch: torch.Tensor, box: PixelBox, taken: PixelBox
    ) -> torch.Tensor:
        """Kernels with equal channels where the photo is grey, as the light network makes them by itself."""
        left, top = box[0] - taken[0], box[1] - taken[1]
        grey = is_grey(batch[:, :3])[..., top : top + box[3] - box[1], left : left + box[2] - box[0]]
        if not grey.any():
            return kernels
        n = self._network.cells_per_pixel
        cells = grey.repeat_interleave(n, 2).repeat_interleave(n, 3).flatten(2)
        colours = greyed(kernels[:, 5:].float().flatten(2), cells).view_as(kernels[:, 5:])
        return torch.cat((kernels[:, :5].float(), colours), 1)


def _placed(made: LevelAndDetails, x0: int, y0: int) -> tuple[FloatArray, Details]:
    """A level and details as kernels (8, n), the level's first, of a box whose corner is a photo pixel's."""
    _, rows, columns = made.level.shape
    cells = rows * columns
    kernels = np.zeros((8, cells + made.slots.numel()), np.float32)
    kernels[0, :cells] = np.tile(np.arange(columns) + (x0 + 0.5), rows)
    kernels[1, :cells] = np.repeat(np.arange(rows) + (y0 + 0.5), columns)
    kernels[2, :cells] = kernels[4, :cells] = made.level_variance
    # In mass form a colour stands for a quarter of a photo pixel, a level's kernel for a whole one.
    np.multiply(made.level.reshape(3, -1).cpu().numpy(), 4, out=kernels[5:, :cells])
    kernels[:, cells:] = made.details.cpu().numpy()
    kernels[0, cells:] += x0
    kernels[1, cells:] += y0
    return kernels, Details(made.slots.cpu().numpy().astype(np.int32), made.per_cell)
