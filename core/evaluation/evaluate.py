"""How good the pictures are that fields give, beside the truth; plain resampling beside them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from ..field.sampling import FOOTPRINT, Sampling
from ..geometry.view import View
from ..photo.decode import load_photo
from ..photo.folder import photos_in
from ..photo.metrics import WINDOW
from ..photo.photo import PhotoError, photo_from_pixels
from ..rasterize.base import Rasterizer
from ..utils.arrays import Picture
from ..utils.errors import CsrError
from .bootstrap import interval
from .low_photos import CLEAN, Degradation, brought_pair, pair
from .metrics import DEFAULT_METRICS, Metric, metrics_named

if TYPE_CHECKING:
    from ..field.field import GaussianField
    from ..network.base import FieldNetwork

RESAMPLINGS = {"bicubic": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}
"""Pillow's resamplings that pictures are compared with."""
POINT_FOOTPRINT = 0.0
"""That of the paper's authors' renderer: pixels are samples at points."""


class NotMeasured(CsrError):
    """A picture cannot be measured at a scale; the message says why in a sentence."""


class TooSmall(NotMeasured):
    """Less than a window of SSIM would be left of a picture to be measured at a scale."""


@dataclass(frozen=True)
class Score:
    """Result of one method on one picture at one scale."""

    set: str
    picture: str
    scale: float
    method: str
    """Name of the network or field, or of a resampling."""
    values: dict[str, float]
    """By the metric's name: "PSNR-Y" in dB, "SSIM-Y", ..."""


@dataclass(frozen=True)
class Mean:
    """Mean result of one method on a set at one scale."""

    set: str
    scale: float
    method: str
    pictures: int
    values: dict[str, float]
    """Means by the metric's name; and measures of the whole set, as FID."""
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """Confidence intervals of the means, where there are pictures enough: see `bootstrap.interval`."""


@dataclass(frozen=True)
class Protocol:
    """Metrics and conditions of an evaluation."""

    scales: tuple[float, ...]
    limit: int | None = None
    """Pictures of each set at the most."""
    degradation: Degradation = CLEAN
    low: Path | None = None
    """Folder of photos of the pictures, see `brought_pair`; None: they are made by reducing the pictures."""
    fields: Path | None = None
    """Folder of the photos' fields, named as the pictures: drawn in place of a network's."""
    footprint: float | None = None
    """In picture pixels squared; None: that which the network was made for, see `footprint_of`."""
    sets: tuple[str, ...] | None = None
    """Names of the sets to measure; None: all that there are."""


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
    photo: Picture

    def scores(self, metrics: Sequence[Metric] = metrics_named(DEFAULT_METRICS)) -> list[Score]:
        """The score of each method, ceil(scale) pixels shaved on every side."""
        border = math.ceil(self.scale)
        return [
            Score(
                self.set,
                self.picture,
                self.scale,
                method,
                {metric.name: metric.measure(result, self.truth, border) for metric in metrics},
            )
            for method, result in self.results.items()
        ]


def footprint_of(network: FieldNetwork) -> float:
    """The footprint that pictures of a network's fields are drawn with, where nobody says another.

    Imported networks were trained without one, by a renderer that samples at points.
    """
    return FOOTPRINT if network.extends_photo else POINT_FOOTPRINT


def evaluate(
    folder: Path,
    protocol: Protocol,
    network: FieldNetwork | None,
    rasterizer: Rasterizer,
    *,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    failed: Callable[[CsrError], object] | None = None,
) -> Iterable[Task]:
    """Every picture of every set (a sub-folder, or the folder itself) at every scale, one after the other.

    Args:
        folder: the sets.
        protocol: what is measured.
        network: what makes the fields; None where the protocol brings them along.
        rasterizer: what draws them.
        on_progress: is called after each with how many are done, and how many there are.
        failed: is called with what is wrong with a picture that cannot be read, or cannot be measured at a
            scale, and the others are still measured. Without it, that is raised.

    Raises:
        CsrError: if there are no pictures, or one cannot be read.
        NotMeasured: if a picture cannot be measured.
    """
    work = [
        (name, path)
        for name, path in sets_in(folder, protocol.limit)
        if protocol.sets is None or name in protocol.sets
    ]
    scales = protocol.scales
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
                    task = _task(name, path.name, truth, scale, protocol, network, rasterizer)
                except NotMeasured as error:
                    if failed is None:
                        raise
                    failed(error)
                else:
                    yield task
            on_progress(i * len(scales) + j + 1, len(work) * len(scales))


def sets_in(folder: Path, limit: int | None) -> list[tuple[str, Path]]:
    """Every picture with the name of its set: a sub-folder, or the folder itself.

    Args:
        folder: the sets.
        limit: pictures of each set at the most.

    Raises:
        CsrError: if there are none.
    """
    sets = sorted(p for p in folder.iterdir() if p.is_dir()) or [folder]
    work = [(s.name, p) for s in sets for p in photos_in(s)[:limit]]
    if not work:
        raise CsrError(f"{folder} and its sub-folders hold no pictures")
    return work


def _task(
    group: str,
    name: str,
    truth: Picture,
    scale: float,
    protocol: Protocol,
    network: FieldNetwork | None,
    rasterizer: Rasterizer,
) -> Task:
    try:
        if protocol.low is None:
            photo, truth = pair(truth, scale)
        else:
            own = protocol.low / group
            photo, truth = brought_pair(truth, scale, own if own.is_dir() else protocol.low, name)
    except CsrError as error:
        raise NotMeasured(str(error)) from error
    photo = protocol.degradation.applied(photo, name)
    height, width = truth.shape[:2]
    if min(height, width) - 2 * math.ceil(scale) < len(WINDOW):
        raise TooSmall(f"{name} is too small to be measured at x{scale:g}")
    view = View(scale, 0, 0, width, height)
    method, tiles, seconds = _tiles(group, name, photo, view, protocol, network)
    footprint = protocol.footprint
    if footprint is None:
        footprint = FOOTPRINT if network is None else footprint_of(network)
    drawn = rasterizer.draw(tiles, view, Sampling(footprint))
    results = {method: np.rint(drawn.clip(0, 1) * 255).astype(np.uint8)}
    if scale != 1:
        for resampled, resampling in RESAMPLINGS.items():
            results[resampled] = np.asarray(Image.fromarray(photo).resize((width, height), resampling))
    return Task(group, name, scale, truth, results, seconds, photo)


def _tiles(
    group: str, name: str, photo: Picture, view: View, protocol: Protocol, network: FieldNetwork | None
) -> tuple[str, list[GaussianField], float]:
    """A name of what made a photo's field, the field's tiles, and the seconds that it took."""
    start = time.perf_counter()
    if network is None:
        field = _brought_field(group, name, photo, view.scale, protocol)
        return "field", [field], time.perf_counter() - start
    from ..field.tiled_field import TiledField
    from ..network.devices import choose_device
    from ..network.inference import NetworkSource

    tiled = TiledField(NetworkSource(photo_from_pixels(photo), network, choose_device("auto")))
    tiles = tiled.require(view)
    return network.name, tiles, time.perf_counter() - start


def _brought_field(group: str, name: str, photo: Picture, scale: float, protocol: Protocol) -> GaussianField:
    from ..field.formats import FIELD_SUFFIXES, read_field

    assert protocol.fields is not None
    own = protocol.fields / group
    folder = own if own.is_dir() else protocol.fields
    stems = (f"{Path(name).stem}x{scale:g}", Path(name).stem)
    places = [folder / f"{stem}{suffix}" for stem in stems for suffix in FIELD_SUFFIXES]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NotMeasured(f"{folder} holds no field of {name} for x{scale:g}: {stems[0]} or {stems[1]}")
    field = read_field(found)
    if field.photo_size != (photo.shape[1], photo.shape[0]):
        w, h = field.photo_size
        raise NotMeasured(
            f"{found.name} is the field of a photo of {w} x {h}; {name} is {photo.shape[1]} x "
            f"{photo.shape[0]} at x{scale:g}"
        )
    return field


def means(
    scores: Sequence[Score], of_sets: dict[tuple[str, float, str], dict[str, float]] | None = None
) -> list[Mean]:
    """The mean of each method on each set at each scale, in the order of the scores.

    Args:
        scores: of pictures.
        of_sets: further values, of whole sets, by set, scale and method.
    """
    groups: dict[tuple[str, float, str], list[Score]] = {}
    for score in scores:
        groups.setdefault((score.set, score.scale, score.method), []).append(score)
    found: list[Mean] = []
    for key, group in groups.items():
        columns = {name: [s.values[name] for s in group] for name in group[0].values}
        intervals = {name: interval(values) for name, values in columns.items()}
        found.append(
            Mean(
                *key,
                len(group),
                {name: float(np.mean(values)) for name, values in columns.items()}
                | (of_sets or {}).get(key, {}),
                {name: found for name, found in intervals.items() if found is not None},
            )
        )
    return found
