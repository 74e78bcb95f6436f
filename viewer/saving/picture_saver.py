"""Saving a picture: what of which scene, how, and the work itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...core.geometry.view import View
from ...core.photo.save_formats import QUALITY
from ...core.scene.export import bands, has_alpha, image_description, profile
from ...core.scene.scene import Scene
from ..tasks.background_job import OnProgress

if TYPE_CHECKING:
    from ...core.photo.metadata import Metadata


@dataclass(frozen=True, eq=False)
class Job:
    """A picture to save."""

    scene: Scene
    view: View
    """Every pixel of it lies on the photo."""
    path: Path
    overwrite: bool
    bits: int = 8
    quality: int = QUALITY
    keep_metadata: bool = True
    """False: none of the photo's metadata go along."""
    keep_space: bool = True
    """In the photo's own wide space, if it has one; else in sRGB."""
    pixels: npt.NDArray[np.uint8] | None = None
    """(height, width, 3 or 4) red, green, blue, alpha: what is drawn already, in the space that is saved.
    Otherwise the view is drawn at full quality, a band at a time: it may be larger than memory."""

    def bands(self) -> Iterator[npt.NDArray[np.float32]]:
        """The picture from top to bottom."""
        if self.pixels is not None:
            return _of_pixels(self.pixels)
        return bands(self.scene, self.view, keep_space=self.keep_space)

    @property
    def metadata(self) -> Metadata:
        """Metadata that go along with the picture."""
        from ...core.photo.metadata import NO_METADATA, kept_metadata

        if not self.keep_metadata:
            return NO_METADATA
        description = image_description(self.scene, self.view)
        return kept_metadata(self.scene.photo.path, description, srgb=self.profile is None)

    @property
    def profile(self) -> bytes | None:
        """The embedded profile; None for sRGB."""
        return profile(self.scene, keep_space=self.keep_space)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The photo's file, if it has one, which is not replaced by its own picture."""
        path = self.scene.photo.path
        return () if path is None else (path,)

    @property
    def has_alpha(self) -> bool:
        """True if the bands have a fourth channel."""
        return has_alpha(self.scene, self.view) if self.pixels is None else self.pixels.shape[2] == 4


def save(job: Job, on_progress: OnProgress) -> None:
    """Draw and save a picture.

    Args:
        job: what, and how.
        on_progress: called after each band with the rows that are done, and all.

    Raises:
        SaveError: see `save_picture`.
        Cancelled: if `on_progress` raised it; nothing is left of the file then.
    """
    from ...core.photo.encode import save_picture

    save_picture(
        job.path,
        _counted(job, on_progress),
        job.view.width,
        job.view.height,
        alpha=job.has_alpha,
        bits=job.bits,
        overwrite=job.overwrite,
        quality=job.quality,
        metadata=job.metadata,
        profile=job.profile,
        sources=job.sources,
    )


def _counted(job: Job, on_progress: OnProgress) -> Iterator[npt.NDArray[np.float32]]:
    done = 0
    for band in job.bands():
        yield band
        done += len(band)
        on_progress(done, job.view.height)


def _of_pixels(pixels: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.float32]]:
    for top in range(0, len(pixels), 64):
        yield pixels[top : top + 64].astype(np.float32) / np.float32(255)
