"""The paper's tables again: our networks as rows, its numbers beside them.

Photos are reduced by Pillow's bicubic, or brought along; what is measured, see `paper_quality`; AT, memory,
cost and the fit of the reduced photo, see `paper_protocols`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..photo.decode import load_photo
from ..rasterize.base import Rasterizer
from ..utils.errors import CsrError
from .evaluate import Protocol, Task, TooSmall, evaluate, footprint_of, sets_in
from .frame_times import machine, period_of
from .low_photos import Degradation
from .paper_protocols import AT_SIZES, COST_SIDE, average_times, fitted_picture, peak_memory, single_times
from .paper_quality import FITTED, HERE, NOTHING_LEARNED, Learned, Quality, Table
from .paper_tables import (
    AT_SETS,
    AVERAGE_TIME,
    COST,
    COST_COLUMNS,
    COST_SCALES,
    COST_SET,
    FITTED_SCALE,
    FITTED_SETS,
    MEMORY,
    MEMORY_SCALES,
    PUBLISHED,
    RAIN_SET,
    Row,
    columns_of,
)

if TYPE_CHECKING:
    from ..network.base import FieldNetwork

OWN_SCALES = (RAIN_SET, "COZ")
"""The sets that are measured at the scales of their own tables, not at those of Tables 1 and 2."""


@dataclass(frozen=True)
class PaperReport:
    """All that was measured, and what it is compared with."""

    machine: str
    """The machine that "here" stands for."""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """How pictures were drawn."""


def measure(
    folder: Path,
    networks: Mapping[str, FieldNetwork],
    rasterizer: Rasterizer,
    scales: Sequence[float],
    *,
    limit: int | None = None,
    footprint: float | None = None,
    low: Path | None = None,
    rain: bool = False,
    learned: Learned = NOTHING_LEARNED,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> PaperReport:
    """Everything that `csr bench-paper` reports.

    Args:
        folder: the pictures; each sub-folder is a set.
        networks: a row each; by name of bundled weights, or by weights file.
        rasterizer: what draws.
        scales: the columns of the tables of quality.
        limit: pictures of each set at the most.
        footprint: in picture pixels squared; None: each network's own, see `footprint_of`.
        low: folder of the sets' photos, a sub-folder each, see `brought_pair`; those that have none there are
            reduced here.
        rain: measure every set once more with synthetic rain on its photos, at Tables 5 and 14's scales.
        learned: further measures.
        on_progress: is called with how many steps are done, and how many there are.

    Raises:
        CsrError: if there are no pictures, or one cannot be read.
    """
    work = sets_in(folder, limit)
    sets = [*_sets(work, scales, learned, rain=rain)]
    quality_steps = sum(quality.pictures * len(quality.scales) for quality in sets)
    total = len(networks) * (quality_steps + len(AT_SIZES) + len(MEMORY_SCALES) + len(COST_SCALES))
    done = 0

    def step(*_: object) -> None:
        nonlocal done
        done += 1
        on_progress(done, total)

    period = period_of(load_photo(work[0][1]))
    costs, times, memories, notes = list[Row](), list[Row](), list[Row](), list[str]()
    for weights, network in networks.items():
        for quality in sets:
            protocol = Protocol(
                tuple(quality.scales),
                limit,
                Degradation(rain=quality.rainy),
                low if low is None or quality.folder == folder.name else _own(low, quality.folder),
                footprint=footprint,
                sets=(quality.folder,),
            )
            # What is resampled or fitted is the same beside every network.
            first = weights == next(iter(networks))
            for task in evaluate(
                folder, protocol, network, rasterizer, on_progress=step, failed=_unless_small
            ):
                methods = {network.name: weights}
                if first:
                    task = _with_fit(task, quality, rasterizer)
                    methods |= {name: name for name in task.results if name != network.name}
                quality.add(task, methods)
        used = footprint_of(network) if footprint is None else footprint
        notes.append(f"{weights}: footprint {used:.4g}")
        drawn = f"{HERE}, drawn by {rasterizer.name}"
        average: dict[str, float | None] = {}
        for name, time in zip(AT_SETS, average_times(period, network, [rasterizer]), strict=True):
            average[name] = time.average
            step()
        times.append(Row(weights, drawn, average))
        peaks: dict[str, float | None] = {}
        for peak in peak_memory(weights):
            peaks[f"x{peak.scale:g}"] = peak.peak
            step()
        memories.append(Row(weights, f"{HERE}, the whole process on the CPU", peaks))
        cost: dict[str, float | None] = {}
        for scale, milliseconds in single_times(period, network, rasterizer):
            cost |= _cost(weights, network, sets, scale, milliseconds)
            step()
        costs.append(Row(weights, drawn, cost))
    return PaperReport(
        machine(),
        (
            *(table for quality in sets for table in quality.tables()),
            _average_time(times),
            _memory(memories),
            _single_times(costs),
            *_only_printed({quality.paper_set for quality in sets}, learned),
        ),
        tuple(notes),
    )


def _sets(
    work: Sequence[tuple[str, Path]], scales: Sequence[float], learned: Learned, *, rain: bool
) -> Iterator[Quality]:
    for name, count in Counter(name for name, _ in work).items():
        quality = Quality(name, count, scales, learned)
        if quality.paper_set in OWN_SCALES:
            quality.scales = _scales_of(quality.paper_set)
        yield quality
    if rain:
        for name, count in Counter(name for name, _ in work).items():
            yield Quality(name, count, _scales_of(RAIN_SET), learned, rainy=True)


def _scales_of(paper_set: str) -> tuple[float, ...]:
    return tuple(float(column[1:]) for column in columns_of(PUBLISHED["PSNR"][paper_set]))


def _own(low: Path, name: str) -> Path | None:
    return low if (low / name).is_dir() else None


def _with_fit(task: Task, quality: Quality, rasterizer: Rasterizer) -> Task:
    """A task with the fit of its photo beside, where Table 15 has one."""
    if quality.paper_set not in FITTED_SETS or task.scale != FITTED_SCALE:
        return task
    size = (task.truth.shape[1], task.truth.shape[0])
    fitted = fitted_picture(task.photo, task.scale, size, rasterizer)
    return replace(task, results=task.results | {FITTED: fitted})


def _unless_small(error: CsrError) -> None:
    """A picture too small at a scale is left out there, and the table says so; another failure is raised."""
    if not isinstance(error, TooSmall):
        raise error


def _cost(
    weights: str, network: FieldNetwork, sets: Sequence[Quality], scale: float, milliseconds: float
) -> dict[str, float | None]:
    """Cells of Table 7: its GFLOPs count a multiply-add as two, as its rows of known networks show."""
    pixels = (COST_SIDE / scale) ** 2
    cells: dict[str, float | None] = {f"x{scale:g} ms": milliseconds}
    cells[f"x{scale:g} GFLOPs"] = 2e-9 * network.multiply_adds * pixels
    for quality in sets:
        psnr = quality.psnr(weights, f"x{scale:g}")
        if quality.paper_set == COST_SET and psnr is not None:
            cells[f"x{scale:g} PSNR"] = psnr
    return cells


def _average_time(rows: Sequence[Row]) -> Table:
    sizes = ", ".join(f"{w} x {h}" for w, h in AT_SIZES)
    title = f"AT, ms: the network and 45 pictures from x4 to x48, divided by 45; photos of {sizes}"
    return Table(title, AT_SETS, 2, (*rows, *AVERAGE_TIME))


def _memory(rows: Sequence[Row]) -> Table:
    columns = tuple(f"x{s:g}" for s in MEMORY_SCALES)
    return Table("Peak memory, GB, photo of 48 x 48", columns, 2, (*rows, *MEMORY))


def _single_times(rows: Sequence[Row]) -> Table:
    title = f"{COST_SET}: PSNR; GFLOPs and ms of the network and a picture of {COST_SIDE} pixels a side"
    return Table(title, COST_COLUMNS, 2, (*rows, *COST))


def _only_printed(measured: set[str], learned: Learned) -> Iterator[Table]:
    """The paper's tables of what is not measured here: sets that are not there, and further measures."""
    taken = {"PSNR", "SSIM", *(metric.name for metric in learned.metrics)}
    if learned.fid is not None:
        taken.add("FID")
    for metric, sets in PUBLISHED.items():
        for name, rows in sets.items():
            if name not in measured or metric not in taken:
                unit = ", dB" if metric == "PSNR" else ""
                digits = 2 if metric in ("PSNR", "FID") else 4
                yield Table(f"{name}: {metric}{unit}; not measured here", columns_of(rows), digits, rows)
