"""Training data: pictures, and the batches of the light network's recipe."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from ..photo.decode import load_photo
from ..photo.metrics import Picture
from ..utils.bounded_input import regular_size
from .crops import Crops, Group, ahead, grouped
from .degradation import Degradation
from .lettering import lettering

PICTURE_SUFFIXES = frozenset({".png", ".webp", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"})
PACKED_SUFFIX = ".zip"
ENCRYPTED = 1
"""Bit of a zip entry's flags."""
MOST_UNPACKED = 8
"""Times the size of a packed set; files of pictures are compressed already."""
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
CPU = torch.device("cpu")


def load_pictures(source: Path) -> list[Picture]:
    """Every picture below a folder, or in a packed training set, (h, w, 3), in the order of the paths.

    Raises:
        ValueError: if there is none, or one cannot be opened; its name is said.
    """
    if source.suffix.lower() != PACKED_SUFFIX or source.is_dir():
        return [load_photo(path).eight_bits for path in picture_paths(source)]
    try:
        size = regular_size(source)
        with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
            entries = sorted(
                (e for e in archive.infolist() if Path(e.filename).suffix.lower() in PICTURE_SUFFIXES),
                key=lambda entry: entry.filename,
            )
            _check_entries(source, entries, size)
            pictures: list[Picture] = []
            for entry in entries:  # one at a time: the temporary folder may be in memory
                path = Path(archive.extract(entry, folder))
                pictures.append(load_photo(path).eight_bits)
                path.unlink()
            return pictures
    except FileNotFoundError as error:
        raise ValueError(f"there is no file {source}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"{source} is damaged, or no packed training set: {error}") from error


def _check_entries(source: Path, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Look at a training set's list of pictures, before any is unpacked.

    Raises:
        ValueError: if there is none, or they are encrypted, or unpack to far more than the file's size.
    """
    if not entries:
        raise ValueError(f"{source} holds no pictures")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ValueError(f"{source} is encrypted; a training set must not be")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED * size:
        raise ValueError(f"{source} would unpack to more than {MOST_UNPACKED} times its size")


def picture_paths(folder: Path) -> list[Path]:
    """The paths of the pictures below a folder, sorted.

    Raises:
        ValueError: if there is none, or no folder.
    """
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder}")
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in PICTURE_SUFFIXES)
    if not paths:
        raise ValueError(f"{folder} holds no pictures")
    return paths


def batches(
    pictures: list[Picture],
    seed: int,
    start: int,
    degrade: Degradation | None = None,
    *,
    device: torch.device = CPU,
    crops_per_group: int = CROPS_PER_GROUP,
) -> Iterator[list[Group]]:
    """Endless batches, from number `start`; batch k depends on `seed` and k alone, so training can resume.

    Args:
        pictures: crops are taken from them.
        seed: of all batches.
        start: number of the first.
        degrade: what happens to the reduced crops.
        device: where crops are made.
        crops_per_group: of each batch's `GROUPS` scales.

    Raises:
        ValueError: if there are too small pictures only.
    """
    crops = Crops(pictures, PATCH * LARGEST_SCALE, device)
    return ahead(
        lambda rng: [_group(crops, crops_per_group, rng, degrade) for _ in range(GROUPS)], seed, start
    )


def _group(crops: Crops, count: int, rng: np.random.Generator, degrade: Degradation | None) -> Group:
    at_one = rng.random() < SHARE_AT_ONE
    # The larger of two: large scales are harder, and learn less from a crop.
    side = PATCH if at_one else int(rng.integers(PATCH, PATCH * LARGEST_SCALE + 1, size=2).max())
    kind = rng.random()
    if kind < SHARE_FLAT:
        colours = torch.from_numpy(np.stack([_any_colour(rng) for _ in range(count)]))
        flat = colours.byte().to(crops.device)[..., None, None].expand(-1, -1, side, side)
        return grouped(flat, PATCH, rng)
    if kind > 1 - SHARE_LETTERING:
        letters = torch.from_numpy(np.stack([lettering(side, rng) for _ in range(count)]))
        targets = letters.to(crops.device).permute(0, 3, 1, 2)
    else:
        targets = crops.taken(side, count, rng)
    return grouped(targets, PATCH, rng, degrade)


def _any_colour(rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """A colour (3,), its channels as often empty or full as between: a network errs most where all are."""
    kind = rng.integers(3, size=3)
    return np.where(kind == 0, 0, np.where(kind == 1, 255, rng.integers(256, size=3)))
