"""Results of `csr evaluate`: as a table, as JSON, as a plot, as crops to look at, as pictures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from ..photo.metrics import luma
from ..utils.arrays import Picture
from ..utils.plotting import new_figure
from .evaluate import Mean, Score, Task
from .paper_tables import PSNR, published_on_y, set_of

CROP = 192
"""Side of a crop on a sheet, in pixels."""
CROPS_PER_SHEET = 6
LABEL_HEIGHT = 16
"""Pixels above each crop for what it shows."""
TWO_DIGITS = ("PSNR-Y", "PSNR-RGB", "FID")
"""Metrics that tables round to two digits; the others to four."""


def table(averages: Sequence[Mean]) -> str:
    """Means as a Markdown table: a row for each set and scale, the metrics of each method."""
    head, rows = _cells(averages)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def latex(averages: Sequence[Mean]) -> str:
    """Means as a LaTeX `tabular`, for booktabs."""
    head, rows = _cells(averages)
    lines = [" & ".join(cell.replace("_", r"\_") for cell in row) + r" \\" for row in (head, *rows)]
    return "\n".join(
        (
            r"\begin{tabular}{l" + "r" * (len(head) - 1) + "}",
            r"\toprule",
            lines[0],
            r"\midrule",
            *lines[1:],
            r"\bottomrule",
            r"\end{tabular}",
            "",
        )
    )


def csv_table(averages: Sequence[Mean]) -> str:
    """Means as CSV: a line for each set, scale, method and metric, with the interval of 95 %."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("set", "scale", "method", "pictures", "metric", "mean", "low", "high"))
    for m in averages:
        for name, value in m.values.items():
            low, high = m.intervals.get(name, ("", ""))
            writer.writerow((m.set, f"{m.scale:g}", m.method, m.pictures, name, value, low, high))
    return text.getvalue()


TABLES: dict[str, Callable[[Sequence[Mean]], str]] = {".md": table, ".tex": latex, ".csv": csv_table}
"""Formats of a table's file, by its suffix."""


def _cells(averages: Sequence[Mean]) -> tuple[list[str], list[list[str]]]:
    methods = list(dict.fromkeys(m.method for m in averages))
    names = list(dict.fromkeys(name for m in averages for name in m.values))
    rows: dict[tuple[str, float], dict[str, Mean]] = {}
    for m in averages:
        rows.setdefault((m.set, m.scale), {})[m.method] = m
    head = ["set", "scale", *(f"{method} {name}" for method in methods for name in names)]
    return head, [
        [group, f"x{scale:g}", *(_cell(row.get(method), name) for method in methods for name in names)]
        for (group, scale), row in rows.items()
    ]


def _cell(mean: Mean | None, name: str) -> str:
    if mean is None or name not in mean.values:
        return "-"
    return f"{mean.values[name]:.{2 if name in TWO_DIGITS else 4}f}"


def intervals(averages: Sequence[Mean]) -> str:
    """The intervals of 95 % of the first metric, a line for each mean that has one."""
    lines: list[str] = []
    for m in averages:
        name = next(iter(m.values))
        if name in m.intervals:
            low, high = (_cell(Mean(m.set, m.scale, m.method, 1, {name: v}), name) for v in m.intervals[name])
            lines.append(f"{m.set} x{m.scale:g} {m.method}: {name} {low} to {high}, {m.pictures} pictures")
    return "\n".join(lines)


def write_json(
    path: Path,
    scores: Sequence[Score],
    averages: Sequence[Mean],
    multiply_adds: int | None,
    seconds_per_megapixel: float,
) -> None:
    """Every score, the means, and the cost of the network, as JSON."""
    content = {
        "multiply_adds_per_photo_pixel": multiply_adds,
        "seconds_per_photo_megapixel": seconds_per_megapixel,
        "means": [asdict(m) for m in averages],
        "pictures": [asdict(s) for s in scores],
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def write_table(path: Path, text: str) -> None:
    """Write what one of `TABLES` gave."""
    path.write_text(text + ("" if text.endswith("\n") else "\n"), encoding="utf-8")


def write_pictures(task: Task, place: Callable[[Path, Picture], None]) -> None:
    """Hand over what other tools measure: the truth, the photo, and each method's picture.

    Args:
        task: one picture at one scale.
        place: writes a picture to a path in the folder of all: SET/xSCALE/HR/NAME.png; LR and the methods'
            names stand beside HR.
    """
    folder = Path(task.set) / f"x{task.scale:g}"
    name = Path(task.picture).stem + ".png"
    for what, picture in {"HR": task.truth, "LR": task.photo, **task.results}.items():
        place(folder / what / name, picture)


def plot(path: Path, averages: Sequence[Mean]) -> None:
    """The first metric over scale, a panel for each set, to a picture; with peers' published PSNR on Y."""
    metric = next(iter(averages[0].values))
    shown = [m for m in averages if m.scale != 1]
    sets = list(dict.fromkeys(m.set for m in shown))
    figure = new_figure(4 * len(sets), 4)
    for panel, name in zip(figure.subplots(1, len(sets), squeeze=False)[0], sets, strict=True):
        own = [m for m in shown if m.set == name]
        for method in dict.fromkeys(m.method for m in own):
            points = [(m.scale, m.values[metric]) for m in own if m.method == method]
            panel.plot(*zip(*points, strict=True), "o-", label=method)
        published = set_of(name)
        if metric == "PSNR-Y" and published is not None and published_on_y(published):
            largest = max(m.scale for m in own)
            for row in PSNR[published]:
                curve = [(float(c[1:]), v) for c, v in row.values.items() if v and float(c[1:]) <= largest]
                if len(curve) > 1:
                    label = f"{row.method}, {row.source.replace('paper, ', '')}"
                    panel.plot(*zip(*curve, strict=True), ":", linewidth=1, label=label)
        panel.set_title(name)
        panel.set_xlabel("scale")
        panel.set_ylabel(metric)
        panel.grid(alpha=0.3)
        panel.legend(fontsize="x-small")
    figure.savefig(path, dpi=120)


class Sheets:
    """Collects crops, and writes one sheet for each set and scale: the methods beside the truth."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, float], list[Picture]] = {}

    def add(self, task: Task) -> None:
        """Keep the crop of a picture with the most detail, while its sheet has room."""
        rows = self._rows.setdefault((task.set, task.scale), [])
        if len(rows) < CROPS_PER_SHEET and task.scale != 1:
            rows.append(_row(task))

    def write(self, folder: Path) -> None:
        """Write the sheets into a folder, named SET_xSCALE.png."""
        for (name, scale), rows in self._rows.items():
            if rows:
                width = max(row.shape[1] for row in rows)
                even = [np.pad(row, ((0, 0), (0, width - row.shape[1]), (0, 0))) for row in rows]
                Image.fromarray(np.concatenate(even)).save(folder / f"{name}_x{scale:g}.png")


def _row(task: Task) -> Picture:
    top, left = _most_detailed(task.truth)
    pictures = {**task.results, f"truth: {task.picture}": task.truth}
    return np.concatenate([_labelled(p[top:, left:][:CROP, :CROP], m) for m, p in pictures.items()], axis=1)


def _most_detailed(picture: Picture) -> tuple[int, int]:
    """The corner of the crop, on a grid of half crops, in which neighbouring pixels differ most."""
    y = luma(picture)
    change = np.abs(np.diff(y, axis=0, prepend=y[:1])) + np.abs(np.diff(y, axis=1, prepend=y[:, :1]))
    half = CROP // 2
    corners = [
        (top, left)
        for top in range(0, max(1, y.shape[0] - CROP + 1), half)
        for left in range(0, max(1, y.shape[1] - CROP + 1), half)
    ]
    return max(corners, key=lambda at: float(change[at[0] :, at[1] :][:CROP, :CROP].sum()))


def _labelled(crop: Picture, label: str) -> Picture:
    sheet = Image.new("RGB", (CROP, CROP + LABEL_HEIGHT))
    sheet.paste(Image.fromarray(crop), (0, LABEL_HEIGHT))
    ImageDraw.Draw(sheet).text((3, 2), label, fill="white")
    return np.asarray(sheet)
