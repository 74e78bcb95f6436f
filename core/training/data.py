"""Training data: random crops and their reductions."""

from __future__ import annotations

import itertools
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from ..metrics import Picture
from ..photo import load_photo
from .degradation import Degradation
from .lettering import lettering

PICTURE_SUFFIXES = frozenset({".png", ".webp", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})
PACKED_SUFFIX = ".zip"
PATCH = 32
"""Side of a reduced crop, in photo pixels."""
LARGEST_SCALE = 4
SHARE_AT_ONE = 0.06
"""Share of the groups that are drawn at exactly s = 1, so that the field stays faithful to the photo."""
SHARE_FLAT = 0.05
"""Share of the groups whose crops are of one colour: what is flat must stay flat at every scale."""
SHARE_LETTERING = 0.05
"""Share of the groups whose crops are lettering in two colours."""
GROUPS = 4
"""Scales in one batch."""
CROPS_PER_GROUP = 4
AHEAD = 3
"""Batches prepared ahead of their use."""


@dataclass(frozen=True)
class Group:
    """Crops of one scale: `target` is `reduced`, `scale` times larger; sRGB-encoded, 0..1."""

    scale: float
    reduced: torch.Tensor
    """(n, 3, PATCH, PATCH) float32."""
    target: torch.Tensor
    """(n, 3, PATCH * scale, PATCH * scale) float32."""


def load_pictures(source: Path) -> list[Picture]:
    """Every picture below a folder, or in a packed training set, (h, w, 3), in the order of the paths.

    Raises:
        ValueError: if there is none, or one cannot be opened; its name is said.
    """
    if source.suffix.lower() != PACKED_SUFFIX or source.is_dir():
        return [training_picture(path) for path in picture_paths(source)]
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(source) as archive:
                archive.extractall(folder)
        except zipfile.BadZipFile as error:
            raise ValueError(f"{source} is damaged, or no packed training set: {error}") from error
        return load_pictures(Path(folder))


def picture_paths(folder: Path) -> list[Path]:
    """The paths of the pictures below a folder, sorted.

    Raises:
        ValueError: if there is none.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PICTURE_SUFFIXES)
    if not paths:
        raise ValueError(f"{folder} holds no pictures")
    return paths


def training_picture(path: Path) -> Picture:
    """A picture's sRGB-encoded pixels in 8 bits.

    Raises:
        ValueError: if it cannot be opened.
    """
    pixels = load_photo(path).pixels
    return np.asarray(pixels if pixels.dtype == np.uint8 else pixels // 257, np.uint8)


def reduced(picture: Picture, width: int, height: int) -> Picture:
    """A picture made smaller by Pillow's antialiased bicubic filter, in 8 bits."""
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BICUBIC))


def batches(
    pictures: list[Picture], seed: int, start: int, degrade: Degradation | None = None
) -> Iterator[list[Group]]:
    """Endless batches, from number `start`; batch k depends on `seed` and k alone, so training can resume."""
    large = PATCH * LARGEST_SCALE
    pictures = [p for p in pictures if min(p.shape[:2]) >= large]
    if not pictures:
        raise ValueError(f"no training picture has sides of {large} pixels or more")
    return ahead(lambda k: _batch(pictures, seed, k, degrade), start)


def ahead(make: Callable[[int], list[Group]], start: int) -> Iterator[list[Group]]:
    """What a function makes of the numbers from `start`, without end, made in a thread ahead of its use."""
    with ThreadPoolExecutor(1, thread_name_prefix="crops") as pool:
        waiting: list[Future[list[Group]]] = []
        for k in itertools.count(start):
            waiting.append(pool.submit(make, k))
            if len(waiting) > AHEAD:
                yield waiting.pop(0).result()


def _batch(pictures: list[Picture], seed: int, k: int, degrade: Degradation | None) -> list[Group]:
    rng = np.random.default_rng((seed, k))
    return [_group(pictures, rng, degrade) for _ in range(GROUPS)]


def _group(pictures: list[Picture], rng: np.random.Generator, degrade: Degradation | None) -> Group:
    at_one = rng.random() < SHARE_AT_ONE
    # The larger of two: large scales are harder, and learn less from a crop.
    side = PATCH if at_one else int(rng.integers(PATCH, PATCH * LARGEST_SCALE + 1, size=2).max())
    kind = rng.random()
    flat, letters = kind < SHARE_FLAT, kind > 1 - SHARE_LETTERING
    targets: list[Picture] = []
    for _ in range(CROPS_PER_GROUP):
        if flat:
            targets.append(np.full((side, side, 3), _any_colour(rng), np.uint8))
        elif letters:
            targets.append(turned(lettering(side, rng), rng))
        else:
            targets.append(cropped(pictures, side, rng))
    sources = targets if side == PATCH else [reduced(t, PATCH, PATCH) for t in targets]
    if degrade is not None and not flat:
        sources = [degrade(source, rng) for source in sources]
    return Group(side / PATCH, stacked(sources), stacked(targets))


def _any_colour(rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """A colour (3,), its channels as often empty or full as between: a network errs most where all are."""
    kind = rng.integers(3, size=3)
    return np.where(kind == 0, 0, np.where(kind == 1, 255, rng.integers(256, size=3)))


def cropped(pictures: list[Picture], side: int, rng: np.random.Generator) -> Picture:
    """A square part of one of the pictures, turned and mirrored at random."""
    picture = pictures[rng.integers(len(pictures))]
    y, x = rng.integers(picture.shape[0] - side + 1), rng.integers(picture.shape[1] - side + 1)
    return turned(picture[y : y + side, x : x + side], rng)


def turned(crop: Picture, rng: np.random.Generator) -> Picture:
    """A square turned by a multiple of a right angle and mirrored, at random."""
    crop = np.rot90(crop, int(rng.integers(4)))
    return np.ascontiguousarray(crop[:, ::-1] if rng.random() < 0.5 else crop)


def stacked(pictures: list[Picture]) -> torch.Tensor:
    """8-bit pictures of one size as a batch (n, 3, h, w), 0..1."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
