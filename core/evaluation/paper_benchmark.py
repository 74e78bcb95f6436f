"""The paper's tables again: our networks as rows, its numbers beside them.

As in the paper and its released code: photos reduced by bicubic; PSNR and SSIM on red, green and blue of
DIV2K with scale + 6 pixels shaved on every side, on Y of all other sets with as many as the scale; AT and
memory as in `paper_protocols`. Not as there: the reduction is Pillow's, and what is measured is rounded to 8
bits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..photo.decode import load_photo
from ..photo.metrics import WINDOW, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from ..rasterize.base import Rasterizer
from ..utils.errors import CsrError
from .evaluate import RESAMPLINGS, Protocol, Task, TooSmall, evaluate, footprint_of, sets_in
from .frame_times import machine, period_of
from .paper_protocols import AT_SIZES, average_times, peak_memory
from .paper_tables import (
    AT_SETS,
    AVERAGE_TIME,
    COST,
    COST_COLUMNS,
    DISTS,
    FID,
    GIGAFLOPS,
    GIGAFLOPS_PIXELS,
    LPIPS,
    MEMORY,
    MEMORY_SCALES,
    ON_RGB,
    PSNR,
    SET_SIZES,
    SSIM,
    Row,
    set_of,
)

if TYPE_CHECKING:
    from ..network.base import FieldNetwork

RGB_BORDER = 6
"""Pixels shaved of `ON_RGB` beside the scale's."""
HERE = "here"


@dataclass(frozen=True)
class Table:
    """Rows measured here, and the paper's after them."""

    title: str
    columns: tuple[str, ...]
    digits: int
    """After the point."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PaperReport:
    """All that was measured, and what it is compared with."""

    machine: str
    """What "here" is."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """How pictures were drawn."""


class Quality:
    """Gathers the scores of methods on one set.

    Args:
        folder: name of the set's folder; it is taken for the paper's set that it begins with.
        pictures: how many are measured, where they are large enough.
        scales: the columns.
    """

    def __init__(self, folder: str, pictures: int, scales: Sequence[float]) -> None:
        self._folder = folder
        self._pictures = pictures
        self._columns = tuple(f"x{s:g}" for s in scales)
        self._set = set_of(folder) or ""
        self._scores: dict[str, dict[str, list[tuple[float, float]]]] = {}

    @property
    def paper_set(self) -> str:
        """The paper's set that this is; empty where it is none."""
        return self._set

    def add(self, task: Task, names: Mapping[str, str]) -> None:
        """Measure one picture at one scale, if it is large enough.

        Args:
            task: what the methods made of it.
            names: the methods to measure, and what they are called in the tables.
        """
        on_rgb = self._set == ON_RGB
        border = math.ceil(task.scale) + (RGB_BORDER if on_rgb else 0)
        if min(task.truth.shape[:2]) - 2 * border < len(WINDOW):
            return
        psnr, ssim = (psnr_rgb, ssim_rgb) if on_rgb else (psnr_y, ssim_y)
        for method, name in names.items():
            result, column = task.results[method], f"x{task.scale:g}"
            score = psnr(result, task.truth, border), ssim(result, task.truth, border)
            self._scores.setdefault(name, {}).setdefault(column, []).append(score)

    def tables(self) -> Iterator[Table]:
        """Of PSNR, and of SSIM."""
        about = f"on {'red, green and blue' if self._set == ON_RGB else 'Y'}: {self._extent()}"
        methods = sorted(self._scores, key=lambda name: name in RESAMPLINGS)
        for index, (metric, digits, paper) in enumerate((("PSNR, dB,", 2, PSNR), ("SSIM", 4, SSIM))):
            rows = [self._row(method, index) for method in methods]
            title = f"{self._folder}: {metric} {about}"
            yield Table(title, self._columns, digits, (*rows, *paper.get(self._set, ())))

    def _row(self, method: str, index: int) -> Row:
        scores = self._scores[method]
        means: dict[str, float | None] = {
            column: float(np.mean([score[index] for score in found])) for column, found in scores.items()
        }
        fewer = {column: len(found) for column, found in scores.items() if len(found) < self._pictures}
        return Row(method, HERE, means, fewer)

    def _extent(self) -> str:
        whole = SET_SIZES.get(self._set)
        if whole is not None and self._pictures < whole:
            return f"a SUBSET, {self._pictures} of the paper's {whole} pictures"
        return f"{self._pictures} pictures"


def measure(
    folder: Path,
    networks: Mapping[str, FieldNetwork],
    rasterizer: Rasterizer,
    scales: Sequence[int],
    *,
    limit: int | None = None,
    footprint: float | None = None,
    told: Callable[[int, int], object] = lambda _done, _total: None,
) -> PaperReport:
    """Everything that `csr bench-paper` reports.

    Args:
        folder: the pictures; each sub-folder is a set.
        networks: a row each; by name of bundled weights, or by weights file.
        rasterizer: what draws.
        scales: the columns of the tables of quality.
        limit: pictures of each set at the most.
        footprint: in picture pixels squared; None: each network's own, see `footprint_of`.
        told: is called with how many steps are done, and how many there are.

    Raises:
        CsrError: if there are no pictures, or one cannot be read.
    """
    work = sets_in(folder, limit)
    total = len(networks) * (len(work) * len(scales) + len(AT_SIZES) + len(MEMORY_SCALES))
    done = 0

    def step(*_: object) -> None:
        nonlocal done
        done += 1
        told(done, total)

    names = [name for name, _ in work]
    sets = {name: Quality(name, names.count(name), scales) for name in names}
    period = period_of(load_photo(work[0][1]))
    costs, times, memories, notes = list[Row](), list[Row](), list[Row](), list[str]()
    for weights, network in networks.items():
        # What is resampled is the same beside every network.
        methods = {network.name: weights} | ({} if costs else {name: name for name in RESAMPLINGS})
        protocol = Protocol(tuple(scales), limit, footprint=footprint)
        for task in evaluate(folder, protocol, network, rasterizer, told=step, failed=_unless_small):
            sets[task.set].add(task, methods)
        costs.append(Row(weights, HERE, {"millions": network.multiply_adds / 1e6}))
        notes.append(f"{weights}: footprint {footprint_of(network) if footprint is None else footprint:.4g}")
        average: dict[str, float | None] = {}
        for name, time in zip(AT_SETS, average_times(period, network, [rasterizer]), strict=True):
            average[name] = time.average
            step()
        times.append(Row(weights, f"{HERE}, drawn by {rasterizer.name}", average))
        peaks: dict[str, float | None] = {}
        for peak in peak_memory(weights):
            peaks[f"x{peak.scale:g}"] = peak.peak
            step()
        memories.append(Row(weights, f"{HERE}, the whole process on the CPU", peaks))
    return PaperReport(
        machine(),
        (
            *(table for quality in sets.values() for table in quality.tables()),
            _average_time(times),
            _memory(memories),
            _multiply_adds(costs),
            *_only_printed({quality.paper_set for quality in sets.values()}),
        ),
        tuple(notes),
    )


def _unless_small(error: CsrError) -> None:
    """A picture too small at a scale is left out there, and the table says so; another failure is raised."""
    if not isinstance(error, TooSmall):
        raise error


def _average_time(rows: Sequence[Row]) -> Table:
    sizes = ", ".join(f"{w} x {h}" for w, h in AT_SIZES)
    title = f"AT, ms: the network and 45 pictures from x4 to x48, divided by 45; photos of {sizes}"
    return Table(title, AT_SETS, 2, (*rows, *AVERAGE_TIME))


def _memory(rows: Sequence[Row]) -> Table:
    columns = tuple(f"x{s:g}" for s in MEMORY_SCALES)
    return Table("Peak memory, GB, photo of 48 x 48", columns, 2, (*rows, *MEMORY))


def _multiply_adds(rows: Sequence[Row]) -> Table:
    theirs = [
        Row(method, "paper, Table 7, at x4", {"millions": flops * 1e3 / 2 / GIGAFLOPS_PIXELS})
        for method, flops in GIGAFLOPS.items()
    ]
    title = "Multiply-adds for each photo pixel (the paper's GFLOPs count each as two)"
    return Table(title, ("millions",), 2, (*rows, *theirs))


def _only_printed(measured: set[str]) -> Iterator[Table]:
    """The paper's tables of what is not measured here: sets that are not there, and further measures."""
    for name, rows in PSNR.items():
        if name not in measured:
            yield Table(f"{name}: PSNR, dB; not measured here", _columns(rows), 2, rows)
    for metric, digits, sets in (
        ("SSIM", 4, SSIM),
        ("DISTS", 4, DISTS),
        ("FID", 2, FID),
        ("LPIPS", 4, LPIPS),
    ):
        for name, rows in sets.items():
            if metric != "SSIM" or name not in measured:
                how = "; not measured here" if metric == "SSIM" else "; csr evaluate measures it"
                yield Table(f"{name}: {metric}{how}", _columns(rows), digits, rows)
    yield Table("Manga109, 288 pixels a side: PSNR, GFLOPs and ms; not measured here", COST_COLUMNS, 2, COST)


def _columns(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for row in rows for column in row.values))
