"""What `csr evaluate` found: as a table, as JSON, as a plot, as crops to look at."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from ..photo.metrics import Picture, luma
from ..utils.plotting import new_figure
from .evaluate import Score, Task, means

CROP = 192
"""Side of a crop on a sheet, in pixels."""
CROPS_PER_SHEET = 6
LABEL_HEIGHT = 16
"""Pixels above each crop for what it shows."""


def table(scores: list[Score]) -> str:
    """Scores as a Markdown table: a row for each set and scale, PSNR-Y and SSIM of each method."""
    methods = list(dict.fromkeys(s.method for s in scores))
    lines = [
        "| set | scale | " + " | ".join(f"{m} PSNR-Y | SSIM" for m in methods) + " |",
        "|---|---|" + "---|" * (2 * len(methods)),
    ]
    rows: dict[tuple[str, float], dict[str, Score]] = {}
    for s in scores:
        rows.setdefault((s.set, s.scale), {})[s.method] = s
    for (name, scale), row in rows.items():
        cells = [f"{row[m].psnr_y:.2f} | {row[m].ssim_y:.4f}" if m in row else "- | -" for m in methods]
        lines.append(f"| {name} | x{scale:g} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_json(path: Path, scores: list[Score], multiply_adds: int, seconds_per_megapixel: float) -> None:
    """Every score, the means, and the cost of the network, as JSON."""
    content = {
        "multiply_adds_per_photo_pixel": multiply_adds,
        "seconds_per_photo_megapixel": seconds_per_megapixel,
        "means": [asdict(s) for s in means(scores)],
        "pictures": [asdict(s) for s in scores],
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def plot(path: Path, scores: list[Score]) -> None:
    """PSNR-Y over scale, a panel for each set, to a picture."""
    averages = [s for s in means(scores) if s.scale != 1]
    sets = list(dict.fromkeys(s.set for s in averages))
    figure = new_figure(4 * len(sets), 4)
    for panel, name in zip(figure.subplots(1, len(sets), squeeze=False)[0], sets, strict=True):
        for method in dict.fromkeys(s.method for s in averages):
            shown = [s for s in averages if (s.set, s.method) == (name, method)]
            panel.plot([s.scale for s in shown], [s.psnr_y for s in shown], "o-", label=method)
        panel.set_title(name)
        panel.set_xlabel("scale")
        panel.set_ylabel("PSNR-Y, dB")
        panel.grid(alpha=0.3)
        panel.legend(fontsize="small")
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
