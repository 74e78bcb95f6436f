"""The photos that networks are given in an evaluation: made from the truth, or brought along."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ..photo.decode import load_photo
from ..photo.formats import PHOTO_SUFFIXES
from ..photo.jpeg import as_jpeg
from ..utils.arrays import Picture
from ..utils.errors import CsrError


@dataclass(frozen=True)
class Degradation:
    """Degradations of a reduced photo, in this order; nothing by default."""

    rain: bool = False
    """Synthetic streaks, as `csr train --rain` learns to remove."""
    noise: float | None = None
    """Standard deviation of white noise, in 8-bit steps."""
    jpeg: int | None = None
    """Quality of the JPEG file (4:2:0) that the photo is stored as."""

    def applied(self, photo: Picture, name: str) -> Picture:
        """The photo (h, w, 3), degraded; what is random depends on its name and size alone."""
        from ..training.degradation import with_rain

        random = np.random.default_rng((zlib.crc32(name.encode()), *photo.shape))
        if self.rain:
            photo = with_rain(photo, random)
        if self.noise is not None:
            noisy = photo + random.normal(0, self.noise, photo.shape)
            photo = np.rint(noisy).clip(0, 255).astype(np.uint8)
        return photo if self.jpeg is None else as_jpeg(photo, self.jpeg, subsampled=True)


CLEAN = Degradation()


def pair(truth: Picture, scale: float, source: Picture | None = None) -> tuple[Picture, Picture]:
    """The reduced photo and its truth, cropped to whole photo pixels; Pillow's bicubic, 8 bits.

    Args:
        truth: (h, w, 3).
        scale: how much smaller the photo is; at 1 the picture is its own photo.
        source: what is reduced, of the truth's size; by default the truth.
    """
    h, w = (max(1, int(n / scale + 1e-9)) for n in truth.shape[:2])
    truth = truth[: round(h * scale), : round(w * scale)]
    photo = (truth if source is None else source)[: truth.shape[0], : truth.shape[1]]
    if scale != 1:
        box = (0, 0, min(w * scale, truth.shape[1]), min(h * scale, truth.shape[0]))
        photo = np.asarray(Image.fromarray(photo).resize((w, h), Image.Resampling.BICUBIC, box=box))
    return photo, truth


def brought_pair(truth: Picture, scale: float, folder: Path, name: str) -> tuple[Picture, Picture]:
    """The photo of a picture that lies in a folder, and the truth cropped to its pixels.

    It has the picture's name, with or without x and the scale at the end, as in 0801x4.png. Where it is as
    large as the truth it is reduced (a degraded picture, as of Rain200H); else it is taken as it is.

    Raises:
        CsrError: if there is none, or its size does not fit the scale.
    """
    stem = Path(name).stem
    stems = (f"{stem}x{scale:g}", stem)
    found = [
        p
        for s in stems
        for p in sorted(folder.glob(f"{_literal(s)}.*"))
        if p.suffix.lower() in PHOTO_SUFFIXES
    ]
    if not found:
        raise CsrError(f"{folder} holds no photo of {name} for x{scale:g}: {stems[0]} or {stems[1]}")
    photo = load_photo(found[0]).eight_bits
    if photo.shape == truth.shape:
        return pair(truth, scale, photo)
    h, w = photo.shape[:2]
    if max(abs(truth.shape[0] - h * scale), abs(truth.shape[1] - w * scale)) > scale:
        raise CsrError(
            f"{found[0].name} is {w} x {h}; at x{scale:g} that is no photo of "
            f"{truth.shape[1]} x {truth.shape[0]}"
        )
    return photo, truth[: round(h * scale), : round(w * scale)]


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
