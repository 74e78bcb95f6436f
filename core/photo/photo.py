"""The photo: a picture in sRGB or a wide RGB space, the right way up, with its alpha apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels
from ..utils.errors import CsrError
from ..utils.messages import Message
from .transparency import fill_hidden
from .working_space import WorkingSpace

MAX_PIXELS = 400_000_000
"""Photos with more pixels are refused before they are decoded."""


class PhotoError(CsrError):
    """A file cannot be opened as a photo; the message says why in a sentence or two."""


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture. A value: nothing changes its arrays after it was made."""

    pixels: Pixels
    """(h, w, 3) uint8 or uint16, encoded as in `space`, C-contiguous. Near a visible pixel, fully
    transparent ones have its colour, whatever the file held."""
    alpha: Pixels | None
    """(h, w) of the same type; None when every pixel is opaque."""
    hash: str
    """SHA-256 of the file's bytes (of the pixels, when there is no file), hexadecimal."""
    path: Path | None
    """The file; None for a picture that was pasted or computed."""
    notes: tuple[str, ...] = ()
    """Sentences that a person should see."""
    jpeg_quality: int | None = None
    """Quality of a JPEG file, 1..100 on libjpeg's scale, told by its quantisation tables; None for other
    files."""
    page: int = 0
    """Number of this picture among the pages, frames or sizes that its file holds, from 0."""
    pages: int = 1
    """How many pictures the file holds."""
    space: WorkingSpace | None = None
    """The space of the pixels; None for sRGB."""

    @property
    def width(self) -> int:
        """Width in photo pixels."""
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        """Height in photo pixels."""
        return self.pixels.shape[0]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in photo pixels."""
        return self.width, self.height

    @property
    def is_deep(self) -> bool:
        """True if the photo has 16 bits a channel."""
        return self.pixels.dtype == np.uint16

    @property
    def eight_bits(self) -> npt.NDArray[np.uint8]:
        """The pixels, (h, w, 3), in 8 bits."""
        return eight_bits(self.pixels)

    def crop(self, x0: int, y0: int, x1: int, y1: int) -> npt.NDArray[np.float32]:
        """The pixels x0 <= x < x1, y0 <= y < y1 as (y1 - y0, x1 - x0, 3) float32, 0..1.

        The box may reach outside the photo, or lie there: edge pixels are repeated.
        """
        part = edge_crop(self.pixels, x0, y0, x1, y1)
        return np.divide(part, np.float32(np.iinfo(part.dtype).max), dtype=np.float32)


def eight_bits(pixels: Pixels) -> npt.NDArray[np.uint8]:
    """Pixels of 8 or 16 bits in 8, rounded."""
    if pixels.dtype == np.uint16:
        # Within 16 bits: what would overflow is 255 anyway.
        return ((np.minimum(pixels, 65535 - 128) + np.uint16(128)) // np.uint16(257)).astype(np.uint8)
    return pixels.astype(np.uint8, copy=False)


def edge_crop(pixels: Pixels, x0: int, y0: int, x1: int, y1: int) -> Pixels:
    """A box of (h, w, ...) pixels; outside, the nearest edge pixel. A view where the box lies inside."""
    height, width = pixels.shape[:2]
    if 0 <= x0 <= x1 <= width and 0 <= y0 <= y1 <= height:
        return pixels[y0:y1, x0:x1]
    rows = np.clip(np.arange(y0, y1), 0, height - 1)
    columns = max(x1 - x0, 0)
    result = np.empty((rows.size, columns, *pixels.shape[2:]), pixels.dtype)
    # Runs of columns: picking them one by one would cost ten times as much.
    before, behind = max(min(-x0, columns), 0), max(min(width - x0, columns), 0)
    result[:, :before] = pixels[rows, :1]
    result[:, before:behind] = pixels[rows, max(x0, 0) : max(x0, 0) + behind - before]
    result[:, behind:] = pixels[rows, -1:]
    return result


def photo_from_pixels(pixels: Pixels, alpha: Pixels | None = None) -> Photo:
    """A photo of pixels that are in sRGB already.

    Args:
        pixels: (h, w, 3) uint8 or uint16.
        alpha: (h, w) of the same type.

    Raises:
        ValueError: if the arrays are not of that kind.
    """
    if pixels.dtype.str[1:] not in ("u1", "u2") or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(f"A photo needs (h, w, 3) whole numbers of 8 or 16 bits, not {pixels.shape}.")
    if alpha is not None and (alpha.dtype != pixels.dtype or alpha.shape != pixels.shape[:2]):
        raise ValueError(f"Alpha {alpha.shape} does not fit pixels {pixels.shape}.")
    check_size(Message("The picture"), pixels.shape[1], pixels.shape[0])
    pixels = np.ascontiguousarray(pixels)
    digest = hashlib.sha256(f"{pixels.dtype} {pixels.shape}".encode())
    digest.update(pixels.data)
    if alpha is not None:
        alpha = np.ascontiguousarray(alpha)
        digest.update(alpha.data)
    return finished_photo(pixels.copy() if alpha is not None else pixels, alpha, digest.hexdigest(), None)


def finished_photo(
    pixels: Pixels,
    alpha: Pixels | None,
    digest: str,
    path: Path | None,
    notes: tuple[str, ...] = (),
    jpeg_quality: int | None = None,
) -> Photo:
    """A photo of arrays that are its own from now on; alpha is dropped where all is opaque."""
    if alpha is not None and int(alpha.min()) == np.iinfo(alpha.dtype).max:
        alpha = None
    if alpha is not None:
        fill_hidden(pixels, alpha)
    return Photo(pixels, alpha, digest, path, notes, jpeg_quality)


def check_size(name: str, width: int, height: int) -> None:
    """Check the size that a header tells, before anything of that size is made.

    Raises:
        PhotoError: if there are no pixels, or too many.
    """
    if width < 1 or height < 1:
        raise PhotoError(
            Message("{name} has no pixels ({width} x {height}).", name=name, width=width, height=height)
        )
    if width * height > MAX_PIXELS:
        raise PhotoError(
            Message(
                "{name} claims to have {width} x {height} pixels; "
                "photos of more than {most} megapixels are not opened.",
                name=name,
                width=width,
                height=height,
                most=MAX_PIXELS // 1_000_000,
            )
        )
