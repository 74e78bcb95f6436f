"""Small pictures of photos, kept as the freedesktop.org thumbnail standard says, for other programs too.

<https://specifications.freedesktop.org/thumbnail-spec/latest/>: a PNG of at most 256 x 256 pixels, named by
the MD5 of the photo's URI, that tells the URI and when the photo was changed last. Not for the window's
process: `reader` calls it in its own, for files are decoded here.
"""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..utils.atomic_file import SaveError, replacing
from ..utils.messages import Message, printable
from ..utils.version import VERSION
from .decode import load_photo
from .early import early_picture
from .photo import Photo, PhotoError

log = logging.getLogger(__name__)

SIDE = 256
"""Longest side, in pixels."""
SIZE_FOLDER = "large"
"""The standard's name for pictures of that side."""
_UNQUOTED = "/&=:@+$,-_.!~*'()"
"""Beside letters and digits, what GLib leaves as it is in the URI of a file."""


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """A photo in few pixels."""

    pixels: npt.NDArray[np.uint8]
    """(h, w, 4): red, green, blue, alpha; neither side longer than `SIDE`."""


def uri_of(path: Path) -> str:
    """The URI of a file, as GLib writes it."""
    return "file://" + quote(os.fsencode(path.absolute()), safe=_UNQUOTED)


def kept_path(path: Path, folder: Path) -> Path:
    """Path of a file's thumbnail.

    Args:
        path: the photo's file.
        folder: of all thumbnails.
    """
    return folder / SIZE_FOLDER / _name(path)


def failed_path(path: Path, folder: Path) -> Path:
    """Path of the note that no thumbnail can be made of a file."""
    return folder / "fail" / f"csr-viewer-{VERSION}" / _name(path)


def thumbnail_of(path: Path, folder: Path) -> Thumbnail:
    """The thumbnail of a photo: the one that is kept, if the photo has not changed since, or a new one.

    Args:
        path: the photo's file.
        folder: of all thumbnails; made where it is missing. What cannot be kept there is still returned.

    Raises:
        PhotoError: if the file cannot be opened as a photo.
    """
    try:
        changed = int(path.stat().st_mtime)
    except OSError:
        raise PhotoError(Message("There is no file {path}.", path=path)) from None
    kept = _kept(kept_path(path, folder), path, changed)
    if kept is not None:
        return Thumbnail(np.asarray(kept.convert("RGBA")))
    failed = failed_path(path, folder)
    if _kept(failed, path, changed) is not None:
        raise PhotoError(Message("{name} cannot be opened as a photo.", name=path.name))
    try:
        small, size = _made(path)
    except PhotoError:
        _keep(Image.new("RGBA", (1, 1)), failed, path, changed, None)
        raise
    if folder not in path.absolute().parents:  # no thumbnails of thumbnails
        _keep(small, kept_path(path, folder), path, changed, size)
    return Thumbnail(np.asarray(small.convert("RGBA")))


def _name(path: Path) -> str:
    return hashlib.md5(uri_of(path).encode(), usedforsecurity=False).hexdigest() + ".png"


def _made(path: Path) -> tuple[Image.Image, tuple[int, int]]:
    """A photo in few pixels, and its width and height."""
    early = early_picture(path, least_side=SIDE, least_pixels=0)
    if early is not None:
        small, size = Image.fromarray(early.pixels), early.size
    else:
        photo = load_photo(path)
        small, size = _image(photo), photo.size
    small.thumbnail((SIDE, SIDE), Image.Resampling.HAMMING, reducing_gap=2.0)
    return small, size


def _image(photo: Photo) -> Image.Image:
    shift = 8 * (photo.pixels.dtype.itemsize - 1)
    pixels = Image.fromarray((photo.pixels >> shift).astype(np.uint8, copy=False))
    if photo.alpha is not None:
        pixels.putalpha(Image.fromarray((photo.alpha >> shift).astype(np.uint8, copy=False)))
    return pixels


def _kept(file: Path, path: Path, changed: int) -> Image.Image | None:
    """The picture of a file of the cache, if it is that of the photo as it is now."""
    try:
        with Image.open(file, formats=("PNG",)) as image:
            told = image.info.get("Thumb::URI"), image.info.get("Thumb::MTime")
            if told != (uri_of(path), str(changed)) or max(image.size) > SIDE:
                return None
            image.load()
            return image
    except Exception as error:  # decoders raise nearly anything; a new one takes its place
        if not isinstance(error, FileNotFoundError):
            log.info("the kept thumbnail of %s cannot be read: %s", printable(path.name), error)
        return None


def _keep(image: Image.Image, file: Path, path: Path, changed: int, size: tuple[int, int] | None) -> None:
    """Write a file of the cache, which nobody else may read."""
    about = PngInfo()
    about.add_text("Thumb::URI", uri_of(path))
    about.add_text("Thumb::MTime", str(changed))
    if size is not None:
        about.add_text("Thumb::Image::Width", str(size[0]))
        about.add_text("Thumb::Image::Height", str(size[1]))
    about.add_text("Software", "csr-viewer")
    try:
        for folder in reversed((file.parent, *file.parent.parents[:3])):
            folder.mkdir(mode=0o700, exist_ok=True)
        with replacing(file, overwrite=True, private=True) as part:
            image.save(part, "PNG", pnginfo=about)
    except (SaveError, OSError) as error:  # it is made again the next time
        log.info("a thumbnail cannot be kept: %s", error)
