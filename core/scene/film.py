"""A zoom as a film: from one view to another, eased, as PNG frames, GIF or WebP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from ..geometry.view import View
from ..photo.encode import save_picture
from ..utils.atomic_file import SaveError, check_folder, check_place, filling, replacing
from ..utils.messages import Message
from .export import bands
from .scene import Scene

FILM_SUFFIXES = (".gif", ".webp")
"""Suffixes of films that are one file; a name without a suffix is a folder of PNG frames."""
MOST_FRAMES = 10_000
WEBP_QUALITY = 90
NEAR = 1e-6
"""Relative difference of scales below which a film only pans."""


def eased(share: float) -> float:
    """Share of the way after a share 0..1 of the time: slow at both ends, without a jerk (5th order)."""
    return share**3 * (share * (share * 6 - 15) + 10)


def between(start: View, end: View, share: float) -> View:
    """The view on the way from one to another, both of one size.

    The scale grows by equal factors in equal steps, about the one photo point that does not move on the
    screen: a straight zoom, or where both have one scale a straight pan.

    Args:
        start: where the film begins.
        end: where it ends.
        share: of the way, 0..1.
    """
    if share in (0, 1):  # to the last bit
        return end if share else start
    scale = start.scale ** (1 - share) * end.scale**share
    if abs(end.scale / start.scale - 1) > NEAR:
        share = (1 / start.scale - 1 / scale) / (1 / start.scale - 1 / end.scale)
    (x0, y0), (x1, y1) = start.centre, end.centre
    return View.centred(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, scale, start.width, start.height)


def frames(
    scene: Scene, start: View, end: View, count: int, on_progress: Callable[[int, int], object]
) -> Iterator[npt.NDArray[np.float32]]:
    """The pictures of a film, (height, width, 3) each, at full quality, in sRGB, over white.

    Args:
        scene: what is open; tiles that are missing are made.
        start: where the film begins; at a whole scale the photo's pixels lie on whole ones of the film there.
        end: where it ends; likewise.
        count: how many pictures.
        on_progress: is called after each with how many are drawn and how many there are; a raise stops it.
    """
    start, end = start.aligned(), end.aligned()
    for i in range(count):
        view = between(start, end, eased(i / max(count - 1, 1)))
        picture = np.concatenate(list(bands(scene, view, keep_space=False)))
        if picture.shape[2] == 4:
            share = picture[..., 3:]
            picture = np.clip(picture[..., :3], 0, 1) * share + (1 - share)
        yield picture
        on_progress(i + 1, count)


def check_film(path: Path, seconds: float, fps: float, overwrite: bool, *sources: Path) -> int:
    """Look whether a film could be saved, before any work is done for it; how many frames it has.

    Raises:
        SaveError: if the suffix is another, the length is out of range, or see `check_place`.
    """
    if not 1.5 < seconds * fps <= MOST_FRAMES:  # before it is rounded: it may be infinite
        raise SaveError(
            Message(
                "A film has 2 to {most:,} frames, not {count:,.0f}.", most=MOST_FRAMES, count=seconds * fps
            )
        )
    count = round(seconds * fps)
    if path.suffix.lower() in FILM_SUFFIXES:
        check_place(path, overwrite, *sources)
    elif path.suffix:
        raise SaveError(
            Message(
                "{name}: films are saved as .gif or .webp, or without a suffix as a folder.", name=path.name
            )
        )
    else:
        check_folder(path, overwrite)
    return count


def save_film(
    scene: Scene,
    start: View,
    end: View,
    path: Path,
    *,
    seconds: float,
    fps: float,
    overwrite: bool,
    on_progress: Callable[[int, int], object],
    sources: tuple[Path, ...] = (),
) -> None:
    """Draw and save a film.

    Args:
        scene: what is open.
        start: where the film begins; its size is the film's.
        end: where it ends.
        path: .gif or .webp; without a suffix a folder, whose frames are frame_00000.png and so on.
        seconds: how long.
        fps: frames a second; GIF rounds to hundredths of a second.
        overwrite: whether what is there may be replaced.
        on_progress: see `frames`.
        sources: see `check_place`.

    Raises:
        SaveError: see `check_film`, or if the disk is full.
    """
    count = check_film(path, seconds, fps, overwrite, *sources)
    pictures = frames(scene, start, end, count, on_progress)
    if not path.suffix:
        with filling(path) as part:
            for i, picture in enumerate(pictures):
                save_picture(part / f"frame_{i:05d}.png", iter([picture]), start.width, start.height)
        return
    images = (Image.fromarray(_rounded(picture)) for picture in pictures)
    with replacing(path, overwrite, *sources) as part:
        form = path.suffix[1:].upper()
        options = {"quality": WEBP_QUALITY} if form == "WEBP" else {"optimize": False}
        next(images).save(
            part,
            form,
            save_all=True,
            append_images=images,
            duration=round(1000 / fps),
            loop=0,
            **options,
        )


def _rounded(picture: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    return (np.clip(picture, 0, 1) * np.float32(255) + np.float32(0.5)).astype(np.uint8)
