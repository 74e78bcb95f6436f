"""How good the pictures are: PSNR and SSIM on luma against the truth, plain resampling beside them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from ..geometry.view import View
from ..photo.decode import load_photo
from ..photo.formats import PHOTO_SUFFIXES
from ..photo.jpeg import as_jpeg
from ..photo.metrics import WINDOW, Picture, psnr_y, ssim_y
from ..photo.photo import PhotoError, photo_from_pixels
from ..rasterize import Rasterizer

if TYPE_CHECKING:
    from ..network.base import FieldNetwork

RESAMPLINGS = {"bicubic": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}
"""What pictures are compared with, by Pillow."""


class TooSmall(ValueError):
    """Less than a window of SSIM would be left of a picture to be measured at a scale."""


@dataclass(frozen=True)
class Score:
    """Of one method on one picture at one scale, or the mean over a set."""

    set: str
    picture: str
    scale: float
    method: str
    """Name of the network, or of a resampling."""
    psnr_y: float
    """In dB."""
    ssim_y: float


@dataclass(frozen=True)
class Task:
    """One picture at one scale, done: what was made of the reduced photo by each method."""

    set: str
    picture: str
    scale: float
    truth: Picture
    results: dict[str, Picture]
    """By method; the network's first."""
    seconds: float
    """From the photo to its field."""
    photo_pixels: int

    def scores(self) -> list[Score]:
        """The score of each method, ceil(scale) pixels shaved on every side."""
        border = math.ceil(self.scale)
        return [
            Score(
                self.set,
                self.picture,
                self.scale,
                method,
                psnr_y(result, self.truth, border),
                ssim_y(result, self.truth, border),
            )
            for method, result in self.results.items()
        ]


def pair(truth: Picture, scale: float, jpeg: int | None = None) -> tuple[Picture, Picture]:
    """The reduced photo and its truth, cropped to whole photo pixels; Pillow's bicubic, 8 bits.

    Args:
        truth: (h, w, 3).
        scale: how much smaller the photo is; at 1 the picture is its own photo.
        jpeg: quality of the JPEG file (4:2:0) that the photo is stored as; None: stored as it is.
    """
    h, w = (max(1, int(n / scale + 1e-9)) for n in truth.shape[:2])
    truth = truth[: round(h * scale), : round(w * scale)]
    photo = truth
    if scale != 1:
        box = (0, 0, min(w * scale, truth.shape[1]), min(h * scale, truth.shape[0]))
        photo = np.asarray(Image.fromarray(truth).resize((w, h), Image.Resampling.BICUBIC, box=box))
    return photo if jpeg is None else as_jpeg(photo, jpeg, subsampled=True), truth


def evaluate(
    folder: Path,
    scales: list[float],
    network: FieldNetwork,
    rasterizer: Rasterizer,
    *,
    limit: int | None = None,
    jpeg: int | None = None,
    told: Callable[[int, int], object] = lambda _done, _total: None,
    failed: Callable[[ValueError], object] | None = None,
) -> Iterable[Task]:
    """Every picture of every set (a sub-folder, or the folder itself) at every scale, one after the other.

    Args:
        folder: the sets.
        scales: the scales.
        network: what makes the fields.
        rasterizer: what draws them.
        limit: pictures of each set at the most.
        jpeg: quality of the JPEG files that the reduced photos are stored as.
        told: is called after each with how many are done, and how many there are.
        failed: is called with what is wrong with a picture that cannot be read, or is too small to be
            measured at a scale, and the others are still measured. Without it, that is raised.

    Raises:
        ValueError: if there are no pictures, or one cannot be read.
        TooSmall: if a picture is too small to be measured.
    """
    work = sets_in(folder, limit)
    for i, (name, path) in enumerate(work):
        truth: Picture | None = None
        try:
            truth = load_photo(path).eight_bits
        except PhotoError as error:
            if failed is None:
                raise
            failed(error)
        for j, scale in enumerate(scales):
            if truth is not None:
                try:
                    task = _task(name, path.name, truth, scale, network, rasterizer, jpeg)
                except TooSmall as error:
                    if failed is None:
                        raise
                    failed(error)
                else:
                    yield task
            told(i * len(scales) + j + 1, len(work) * len(scales))


def sets_in(folder: Path, limit: int | None) -> list[tuple[str, Path]]:
    """Every picture with the name of its set: a sub-folder, or the folder itself.

    Args:
        folder: the sets.
        limit: pictures of each set at the most.

    Raises:
        ValueError: if there are none.
    """
    sets = sorted(p for p in folder.iterdir() if p.is_dir()) or [folder]
    work = [(s.name, p) for s in sets for p in _pictures(s)[:limit]]
    if not work:
        raise ValueError(f"{folder} and its sub-folders hold no pictures")
    return work


def _pictures(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES)


def _task(
    group: str,
    name: str,
    truth: Picture,
    scale: float,
    network: FieldNetwork,
    rasterizer: Rasterizer,
    jpeg: int | None,
) -> Task:
    from ..field.tiled_field import TiledField
    from ..network.inference import NetworkSource, choose_device

    photo, truth = pair(truth, scale, jpeg)
    height, width = truth.shape[:2]
    if min(height, width) - 2 * math.ceil(scale) < len(WINDOW):
        raise TooSmall(f"{name} is too small to be measured at x{scale:g}")
    view = View(scale, 0, 0, width, height)
    field = TiledField(NetworkSource(photo_from_pixels(photo), network, choose_device("auto")))
    start = time.perf_counter()
    tiles = field.require(view)
    seconds = time.perf_counter() - start
    drawn = rasterizer.draw(tiles, view)
    results = {network.name: np.rint(drawn.clip(0, 1) * 255).astype(np.uint8)}
    if scale != 1:
        for method, resampling in RESAMPLINGS.items():
            results[method] = np.asarray(Image.fromarray(photo).resize((width, height), resampling))
    return Task(group, name, scale, truth, results, seconds, photo.shape[0] * photo.shape[1])


def means(scores: list[Score]) -> list[Score]:
    """The mean of each method on each set at each scale, in the order of the scores."""
    groups: dict[tuple[str, float, str], list[Score]] = {}
    for score in scores:
        groups.setdefault((score.set, score.scale, score.method), []).append(score)
    return [
        Score(
            name,
            f"mean of {len(group)}",
            scale,
            method,
            float(np.mean([s.psnr_y for s in group])),
            float(np.mean([s.ssim_y for s in group])),
        )
        for (name, scale, method), group in groups.items()
    ]
