"""What the kernels of each weights' fields do: where they gather, how they lie, how far they drift.

    python tests/geometry.py VALIDATION_FOLDER [NAME_OR_FILE...]

Every picture of the folder is taken as a photo. Cells are squares of 4 x 4 photo pixels; flat and textured
ones are the fifths of all with the least and the most gradient energy. Of a level's kernels, which all are
alike, only the number counts. Kernels count by their effect: colour times area. Edges are the tenth of the
pixels with the strongest one-way gradients (structure tensor, smoothed over 1.5 pixels).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from csr.core.field.edits import shown
from csr.core.field.field import Details, GaussianField
from csr.core.field.measures import axes
from csr.core.geometry.view import View
from csr.core.network.bundled import bundled
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.metrics import luma, psnr_y
from csr.core.photo.photo import photo_from_pixels
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.training.data import load_pictures
from csr.core.training.downsample import downsampled
from csr.core.utils.arrays import Picture

CELL = 4
EDGE_SHARE = 0.1
SMOOTHING = 1.5

Plane = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Geometry:
    """The numbers of one photo's field."""

    kernels: float
    """For each photo pixel."""
    flat: float
    textured: float
    """For each photo pixel, in the flattest and in the most textured fifth of the cells."""
    correlation: float
    """Rank correlation of kernels in a cell with its gradient energy."""
    ratio: float
    """Longer over shorter axis of kernels on edges, the median by effect."""
    alignment: float
    """Mean of cos of twice the angle between kernel and edge, by effect: 1 along it, -1 across."""
    offset: float
    """Distance of means from their places on the lattice, the median by effect, in photo pixels."""


def geometry_of(field: GaussianField, picture: Picture) -> Geometry:
    """The numbers of a photo's field."""
    grey = luma(picture)
    h, w = (n // CELL * CELL for n in grey.shape)
    gy, gx = np.gradient(grey)
    energy = _in_cells((gx * gx + gy * gy)[:h, :w])
    seen = shown(field.kernels)
    kernels = field.kernels[:, seen].astype(np.float64)
    column, row = np.floor(kernels[0]).astype(int), np.floor(kernels[1]).astype(int)
    inside = (column >= 0) & (column < w) & (row >= 0) & (row < h)
    counts = np.zeros((h, w))
    np.add.at(counts, (row[inside], column[inside]), 1)
    cells = _in_cells(counts)
    order = np.argsort(energy)
    fifth = len(order) // 5
    places = _places(field)[:, seen]
    moving = inside if field.details is None else inside & (np.flatnonzero(seen) >= field.cells)
    kernels, places, column, row = kernels[:, moving], places[:, moving], column[moving], row[moving]
    effect = np.abs(kernels[5:]).max(axis=0)
    edge, direction = _edges(gx, gy)
    on_edge = edge[row, column] > 0
    major, minor, angle = axes(kernels[:, on_edge])
    turn = np.radians(angle) - direction[row, column][on_edge]
    weights = effect[on_edge]
    return Geometry(
        float(counts.mean()),
        float(cells[order[:fifth]].mean()),
        float(cells[order[-fifth:]].mean()),
        _rank_correlation(cells, energy),
        _median(major / minor, weights),
        float(np.average(np.cos(2 * turn), weights=weights)) if weights.sum() else 0.0,
        _median(np.hypot(*(kernels[:2] - places)), effect),
    )


def _places(field: GaussianField) -> Plane:
    """(2, n) where the network's kernels lie before they drift, in photo pixels."""
    assert field.lattice is not None
    lattice = field.lattice
    row, column = np.divmod(np.arange(field.cells), lattice.columns)
    level = np.stack((column + lattice.column, row + lattice.row)) + 0.5
    if field.details is None:
        return level / lattice.per_pixel
    row, column = field.details.positions(lattice)
    n = round((field.details.per_cell - 1) ** 0.5)
    across = (field.details.slots % field.details.per_cell) % n
    down = (field.details.slots % field.details.per_cell) // n
    details = np.stack((column + lattice.column, row + lattice.row)) + (np.stack((across, down)) + 0.5) / n
    return np.concatenate((level, details), axis=1)


def _in_cells(values: Plane) -> Plane:
    h, w = values.shape
    return values.reshape(h // CELL, CELL, w // CELL, CELL).mean(axis=(1, 3)).ravel()


def _edges(gx: Plane, gy: Plane) -> tuple[npt.NDArray[np.bool_], Plane]:
    """Which pixels lie on a strong edge, and the edge's direction there, in radians from x towards y."""
    xx, xy, yy = (_smoothed(v) for v in (gx * gx, gx * gy, gy * gy))
    strength = np.hypot(xx - yy, 2 * xy)
    across = np.arctan2(2 * xy, xx - yy) / 2
    return strength >= np.quantile(strength, 1 - EDGE_SHARE), across + np.pi / 2


def _smoothed(values: Plane) -> Plane:
    x = np.arange(-5, 6)
    window = np.exp(-0.5 * (x / SMOOTHING) ** 2)
    window /= window.sum()
    for axis in (0, 1):
        values = np.apply_along_axis(np.convolve, axis, np.pad(values, 5, mode="edge"), window, "same")[
            5:-5, 5:-5
        ]
    return values


def _rank_correlation(a: Plane, b: Plane) -> float:
    """Spearman's: the correlation of ranks, equal values sharing one."""
    if a.min() == a.max():
        return 0.0
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values: Plane) -> Plane:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + ends - 1) / 2)[inverse]


def _median(values: npt.NDArray[np.floating], weights: npt.NDArray[np.floating]) -> float:
    """The value below which half of the weights lie."""
    if not values.size or not weights.sum():
        return 0.0
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)])


def without_details(field: GaussianField) -> GaussianField:
    """The level alone."""
    assert field.details is not None
    none = Details(field.details.slots[:0], field.details.per_cell)
    return replace(field, kernels=np.ascontiguousarray(field.kernels[:, : field.cells]), details=none)


def main() -> None:
    """Print the tables."""
    pictures = load_pictures(Path(sys.argv[1]))
    rasterizer = CpuRasterizer()
    print(
        "| weights | kernels a pixel: flat, median photo, textured | textured / flat | rank correlation "
        "| axis ratio, alignment on edges | offset, pixels | PSNR-Y x4, without details |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in sys.argv[2:] or bundled():
        network = load_network(name)
        found: list[Geometry] = []
        scores: list[tuple[float, float]] = []
        for picture in pictures:
            source = NetworkSource(photo_from_pixels(picture), network, torch.device("cpu"))
            found.append(geometry_of(source.make(None), picture))
            h, w = (n // 4 for n in picture.shape[:2])
            truth = picture[: 4 * h, : 4 * w]
            small = downsampled(torch.tensor(truth).permute(2, 0, 1), w, h).permute(1, 2, 0).numpy()
            field = NetworkSource(photo_from_pixels(small), network, torch.device("cpu")).make(None)
            both = [field, field if field.details is None else without_details(field)]
            frames = [rasterizer.draw_frame([f], View(4, 0, 0, 4 * w, 4 * h))[..., 2::-1] for f in both]
            scores.append((psnr_y(frames[0], truth, 4), psnr_y(frames[1], truth, 4)))
        mean = {key: float(np.mean([getattr(g, key) for g in found])) for key in Geometry.__annotations__}
        density = mean["textured"] / max(mean["flat"], 1e-9)
        with_details, alone = np.mean(scores, axis=0)
        print(
            f"| {name} | {mean['flat']:.2f}, {np.median([g.kernels for g in found]):.2f}, "
            f"{mean['textured']:.2f} | {density:.1f} | {mean['correlation']:.2f} | {mean['ratio']:.2f}, "
            f"{mean['alignment']:.2f} | {mean['offset']:.3f} | {with_details:.2f}, {alone:.2f} |"
        )


if __name__ == "__main__":
    main()
