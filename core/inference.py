"""Photo to field by a network, tile by tile."""

from __future__ import annotations

import math

import numpy as np
import torch

from .field import CELLS_PER_PIXEL, GaussianField, Lattice
from .network.model import Network
from .photo import Photo
from .rasterize import CUTOFF_REST, DeviceError
from .tiled_field import MARGIN


def devices() -> dict[str, str]:
    """Devices for the network, best first: name, and an empty text or the reason why not."""
    xpu = getattr(torch, "xpu", None)
    return {
        "cuda": "" if torch.cuda.is_available() else "torch finds no CUDA or ROCm device",
        "xpu": "" if xpu is not None and xpu.is_available() else "torch finds no Intel GPU",
        "mps": "" if torch.backends.mps.is_available() else "torch finds no Apple GPU",
        "cpu": "",
    }


def choose_device(name: str) -> torch.device:
    """The device of a name (cuda, xpu, mps, cpu), or the best one for "auto".

    Raises:
        DeviceError: if there is no such device here.
    """
    known = devices()
    if name == "auto":
        name = next(n for n, reason in known.items() if not reason)
    if name not in known:
        raise DeviceError(f"there is no device '{name}'; there are: auto, {', '.join(known)}")
    if known[name]:
        raise DeviceError(f"'{name}' cannot be used here: {known[name]}")
    return torch.device(name)


class NetworkSource:
    """Tiles of a photo's field, made by a network; a tiled field equals the whole to float rounding.

    The photo is extended by repeating its edge, and the kernels of a margin are kept: without them the
    picture would darken at the border.
    """

    def __init__(self, photo: Photo, network: Network, device: torch.device) -> None:
        self._photo = photo
        self._network = network.to(device, memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
        self._device = device
        self.photo_size = photo.size
        w, h = photo.size
        self.lattice: Lattice | None = Lattice.of_pixels(-MARGIN, -MARGIN, w + MARGIN, h + MARGIN)
        self.model = network.name
        self.reach = network.offset_range + network.largest_sd * math.sqrt(-2 * math.log(CUTOFF_REST))

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of some cells; the lattice must cover whole photo pixels."""
        cells = lattice or self.lattice
        assert cells is not None
        x0, y0, x1, y1 = (int(v) for v in cells.box)
        r = self._network.receptive_radius
        pixels = torch.from_numpy(self._photo.crop(x0 - r, y0 - r, x1 + r, y1 + r)).to(self._device)
        batch = pixels.permute(2, 0, 1)[None].contiguous(memory_format=torch.channels_last)
        with torch.inference_mode():
            kernels = self._network(batch, valid=True)[0].float().cpu().contiguous().numpy()
        columns = (np.arange(cells.columns) + cells.column + 0.5) / CELLS_PER_PIXEL
        rows = (np.arange(cells.rows) + cells.row + 0.5) / CELLS_PER_PIXEL
        kernels[0] += columns
        kernels[1] += rows[:, None]
        return GaussianField(kernels.reshape(8, -1), cells, self.photo_size, self.model, self._photo.hash)
