"""Photos: opened from files, or made of pixels; and the way from a photo to its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..photo.decode import load_photo
from ..photo.photo import Photo as DecodedPhoto
from ..photo.photo import photo_from_pixels

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..network.base import FieldNetwork
    from .field import Field


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture in sRGB, the right way up. A value: nothing changes it."""

    decoded: DecodedPhoto
    """The photo as the rest of this program has it; internal."""

    def __repr__(self) -> str:
        return f"Photo({self.size[0]} x {self.size[1]}, {self.decoded.path or 'pixels'})"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in photo pixels."""
        return self.decoded.size

    @property
    def pixels(self) -> npt.NDArray[np.float32]:
        """(h, w, 3) float32, sRGB-encoded, 0..1; a copy. Alpha is left out."""
        return self.decoded.crop(0, 0, *self.size)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what could not be read as it should be; usually none."""
        return self.decoded.notes

    def field(
        self,
        weights: str | Path | FieldNetwork = "auto",
        *,
        device: str = "auto",
        on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> Field:
        """The photo's whole field, made by a network. Loads torch.

        Args:
            weights: bundled weights by name, a weights file, what `load_network` gave, or "auto": chosen for
                the photo and the device.
            device: where the network runs: auto, cuda, xpu, mps or cpu.
            on_progress: is called after each tile with how many are made, and how many there are.

        Raises:
            CsrError: if the weights or the device cannot be used, or memory does not hold the field.
        """
        from ..field.tiled_field import TiledField
        from ..network.devices import choose_device
        from ..network.inference import NetworkSource
        from ..scene.open import field_of
        from ..scene.save_field import check_field_size
        from .field import Field

        check_field_size(self.size)
        if isinstance(weights, str | Path):
            tiled = field_of(self.decoded, str(weights), device)
        else:
            tiled = TiledField(NetworkSource(self.decoded, weights, choose_device(device)))
        return Field(tiled.whole(on_progress))


def open(path: str | Path) -> Photo:
    """Open a photo: JPEG, PNG, TIFF, WebP, AVIF and what else the viewer opens.

    Raises:
        CsrError: if the file cannot be opened as a photo; the message says why in a sentence.
        OSError: if it cannot be read.
    """
    return Photo(load_photo(Path(path)))


def from_pixels(pixels: npt.NDArray[np.generic] | Image) -> Photo:
    """A photo of pixels that are in sRGB already.

    Args:
        pixels: (h, w, 3) uint8 or uint16, or floats of 0..1 (kept as 16 bits); or a Pillow image.

    Raises:
        ValueError: if they are of another kind.
    """
    array = np.asarray(pixels if isinstance(pixels, np.ndarray) else pixels.convert("RGB"))
    if np.issubdtype(array.dtype, np.floating):
        if not np.isfinite(array).all():
            raise ValueError("some pixels are not finite numbers")
        array = np.rint(array.clip(0, 1) * 65535).astype(np.uint16)
    return Photo(photo_from_pixels(array))
