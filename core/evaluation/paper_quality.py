"""Scores of methods on one of the paper's sets, as tables with its rows beside.

As in the paper and its released code: PSNR and SSIM on red, green and blue of DIV2K with scale + 6 pixels
shaved on every side, on Y of all other sets with as many as the scale. Not as there: what is measured is
rounded to 8 bits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..photo.metrics import WINDOW, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from .evaluate import RESAMPLINGS, Task
from .metrics import FidFeatures, Metric
from .paper_tables import ON_RGB, PUBLISHED, RAIN_SET, SET_SIZES, Row, set_of

RGB_BORDER = 6
"""Pixels shaved of `ON_RGB` beside the scale's."""
HERE = "here"
FITTED = "fit of the photo"
"""Table 15's method, here: free kernels fitted to the reduced photo, drawn enlarged."""
BESIDE = (FITTED, *RESAMPLINGS)
"""Methods without a network: the last rows of those that are measured here."""
ON_Y = (Metric("PSNR", 2, psnr_y), Metric("SSIM", 4, ssim_y))
ON_COLOURS = (Metric("PSNR", 2, psnr_rgb), Metric("SSIM", 4, ssim_rgb))
FID_DIGITS = 2


@dataclass(frozen=True)
class Table:
    """Rows measured here, and the paper's after them."""

    title: str
    columns: tuple[str, ...]
    digits: int
    """After the point."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Learned:
    """Measures by networks that the person brings along; none by default."""

    metrics: tuple[Metric, ...] = ()
    """LPIPS, DISTS."""
    fid: FidFeatures | None = None


NOTHING_LEARNED = Learned()


@dataclass
class Quality:
    """Gathers the scores of methods on one set."""

    folder: str
    """Name of the set's folder; it is taken for the paper's set that it begins with."""
    pictures: int
    """How many are measured, where they are large enough."""
    scales: Sequence[float]
    """The columns."""
    learned: Learned = NOTHING_LEARNED
    rainy: bool = False
    """Synthetic rain falls on the photos: beside stand the paper's rows of its rainy set."""
    _scores: dict[str, dict[str, list[list[float]]]] = field(
        default_factory=dict[str, dict[str, list[list[float]]]]
    )
    """By method and column, of each picture, in the order of `_metrics`."""

    @property
    def paper_set(self) -> str:
        """The paper's set that this is; empty where it is none."""
        return RAIN_SET if self.rainy else set_of(self.folder) or ""

    @property
    def _title(self) -> str:
        return f"{self.folder} in synthetic rain (the paper: {RAIN_SET})" if self.rainy else self.folder

    @property
    def _metrics(self) -> tuple[Metric, ...]:
        return (*(ON_COLOURS if self.paper_set == ON_RGB else ON_Y), *self.learned.metrics)

    def add(self, task: Task, names: Mapping[str, str]) -> None:
        """Measure one picture at one scale, if it is large enough.

        Args:
            task: what the methods made of it.
            names: the methods to measure, and what they are called in the tables.
        """
        border = math.ceil(task.scale) + (RGB_BORDER if self.paper_set == ON_RGB else 0)
        if min(task.truth.shape[:2]) - 2 * border < len(WINDOW):
            return
        for method, name in names.items():
            result, column = task.results[method], f"x{task.scale:g}"
            values = [metric.measure(result, task.truth, border) for metric in self._metrics]
            self._scores.setdefault(name, {}).setdefault(column, []).append(values)
            if self.learned.fid is not None:
                self.learned.fid.add((self._title, task.scale, name), result, task.truth)

    def psnr(self, method: str, column: str) -> float | None:
        """The mean PSNR of a method in a column, in dB; None where nothing was measured."""
        found = self._scores.get(method, {}).get(column)
        return None if found is None else float(np.mean([values[0] for values in found]))

    def tables(self) -> Iterator[Table]:
        """Give a table of each measure that was taken."""
        methods = sorted(self._scores, key=lambda name: BESIDE.index(name) + 1 if name in BESIDE else 0)
        columns = tuple(f"x{s:g}" for s in self.scales)
        for index, metric in enumerate(self._metrics):
            unit = ", dB," if metric.name == "PSNR" else ""
            on = "red, green and blue" if self.paper_set == ON_RGB else "Y"
            about = f" on {on}" if index < 2 else ""
            rows = [self._row(method, index) for method in methods]
            title = f"{self._title}: {metric.name}{unit}{about}: {self._extent()}"
            yield Table(title, columns, metric.digits, (*rows, *self._published(metric.name)))
        if self.learned.fid is not None:
            found = self.learned.fid.distances()
            rows = [Row(method, HERE, self._distances(found, method)) for method in methods]
            title = f"{self._title}: FID: {self._extent()}"
            yield Table(title, columns, FID_DIGITS, (*rows, *self._published("FID")))

    def _published(self, metric: str) -> tuple[Row, ...]:
        return PUBLISHED[metric].get(self.paper_set, ())

    def _distances(
        self, found: Mapping[tuple[str, float, str], float], method: str
    ) -> dict[str, float | None]:
        keys = {f"x{scale:g}": (self._title, scale, method) for scale in self.scales}
        return {column: found[key] for column, key in keys.items() if key in found}

    def _row(self, method: str, index: int) -> Row:
        scores = self._scores[method]
        means: dict[str, float | None] = {
            column: float(np.mean([values[index] for values in found])) for column, found in scores.items()
        }
        fewer = {column: len(found) for column, found in scores.items() if len(found) < self.pictures}
        return Row(method, HERE, means, fewer)

    def _extent(self) -> str:
        whole = SET_SIZES.get(self.paper_set)
        if whole is not None and self.pictures < whole:
            return f"a SUBSET, {self.pictures} of the paper's {whole} pictures"
        return f"{self.pictures} pictures"
