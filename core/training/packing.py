"""A folder of photos as one small file to train from: `csr pack FOLDER OUT.zip`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ..photo.decode import load_photo
from ..utils.arrays import Picture
from ..utils.atomic_file import replacing
from ..utils.errors import CsrError
from .data import LARGEST_SCALE, PACKED_SUFFIX, PATCH, picture_paths

LONGEST_SIDE = 640
"""Pixels; a longer picture is reduced to it, and with it what its compression left behind."""
LEAST_SIDE = PATCH * LARGEST_SCALE
"""Pixels; a picture with a shorter side has no room for the largest crops."""
JPEG_QUALITY = 95
"""JPEG quality of the packed pictures, without subsampling of colours."""
ENTRY = 128
"""Bytes, at the most, that an archive spends on an entry beside its content and twice its name."""


@dataclass(frozen=True)
class Packed:
    """Result of a packing."""

    pictures: int
    too_small: int
    """Pictures with a side shorter than `LEAST_SIDE`."""
    beyond: int
    """Pictures for which no room was left."""
    size: int
    """Size of the file, in bytes."""


def pack(
    folder: Path, out: Path, largest: int, on_progress: Callable[[], object], *, overwrite: bool
) -> Packed:
    """Write a folder's pictures, reduced, into one file that `csr train` takes in place of a folder.

    They are taken in an order of chance, always the same, until the file would pass its largest size: a
    fair sample of a large folder.

    Args:
        folder: of pictures, with its subfolders.
        out: file to write, `.zip`.
        largest: size of the file, in bytes.
        on_progress: called after each picture that was looked at.
        overwrite: whether a file of that name is replaced.

    Raises:
        CsrError: if there are no pictures, or one cannot be read, or none fits, or the file cannot be
            written.
    """
    if out.suffix.lower() != PACKED_SUFFIX:
        raise CsrError(f"{out.name}: a packed training set's name ends in {PACKED_SUFFIX}")
    paths = picture_paths(folder)
    pictures = too_small = beyond = size = 0
    with replacing(out, overwrite, *paths) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for i in np.random.default_rng(0).permutation(len(paths)):
                picture = _fitted(load_photo(paths[i]).eight_bits)
                content = _encoded(picture)
                name = f"{pictures:05}_{paths[i].stem}.jpg"
                length = len(content) + ENTRY + 2 * len(name.encode())
                if min(picture.shape[:2]) < LEAST_SIDE:
                    too_small += 1
                elif size + length > largest:
                    beyond += 1
                else:
                    archive.writestr(name, content)
                    pictures, size = pictures + 1, size + length
                on_progress()
        if not pictures:
            raise CsrError(f"no picture of {folder} has sides of {LEAST_SIDE} pixels and fits the file")
        size = part.stat().st_size
    return Packed(pictures, too_small, beyond, size)


def _encoded(picture: Picture) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return file.getvalue()


def _fitted(picture: Picture) -> Picture:
    """The picture, no longer than `LONGEST_SIDE`."""
    height, width = picture.shape[:2]
    share = LONGEST_SIDE / max(height, width)
    if share >= 1:
        return picture
    size = round(width * share), round(height * share)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
