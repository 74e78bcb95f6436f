"""`csr film`: a zoom into a photo as a film."""

from __future__ import annotations

import argparse

from tqdm import tqdm

from .film import check_film, save_film
from .render_command import scene_of
from .view import View


def film(arguments: argparse.Namespace) -> None:
    """Draw and save a film.

    Raises:
        ValueError: if the ends, the length or the name cannot be used.
    """
    width, height = arguments.size
    start, end = (View.centred(x, y, s, width, height) for x, y, s in (arguments.start, arguments.end))
    check_film(arguments.out, arguments.seconds, arguments.fps, arguments.overwrite)
    scene = scene_of(arguments, arguments.source)
    w, h = scene.photo.size
    for view in (start, end):
        x, y = view.centre
        if not (0 <= x <= w and 0 <= y <= h):
            raise ValueError(f"({x:g}, {y:g}) lies outside of the photo, which is {w} x {h} pixels")
    with tqdm(unit="frame", leave=False) as bar:

        def told(drawn: int, total: int) -> None:
            bar.total = total
            bar.update(drawn - bar.n)

        save_film(
            scene,
            start,
            end,
            arguments.out,
            seconds=arguments.seconds,
            fps=arguments.fps,
            overwrite=arguments.overwrite,
            told=told,
        )
