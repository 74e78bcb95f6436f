"""How fast pictures are drawn: frame times beside other resamplers', and all that `csr bench` reports.

The other resamplers get the part of the photo that they need, cut out beforehand: of a whole portrait Pillow
would first resize every column, and take two to four times as long.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from ..field.field import CELLS_PER_PIXEL, TILE, GaussianField, Lattice
from ..field.sampling import CUTOFF_MOVING, CUTOFF_REST, Sampling
from ..field.tile_source import TileSource
from ..field.tiled_field import TiledField
from ..geometry.view import Box, View
from ..photo.decode import load_photo
from ..photo.photo import Photo, photo_from_pixels
from ..rasterize.base import Rasterizer
from .paper_protocols import AT_SIZES, AverageTime, PeakMemory, average_times, peak_memory
from .paper_tables import MEMORY_SCALES

if TYPE_CHECKING:
    from ..network.base import FieldNetwork

SIZES = ((1280, 720), (1920, 1080), (3840, 2160))
"""Views, in device pixels."""
SCALES = (1.0, 1.5, 2.0, 3.0, 4.0, 8.0, 16.0, 48.0, 128.0, 512.0)
LARGEST_PERIOD = 4 * TILE
"""Photo pixels: of a larger photo, the middle is measured."""
LANCZOS_RADIUS = 3
"""Photo pixels that it looks at on each side."""
SECONDS_PER_ROW = 0.5
RUNS = (3, 9)
"""Least and most runs of one row; between, as many as fit into its seconds."""


@dataclass(frozen=True)
class FrameTime:
    """Medians in milliseconds, of one view at one scale."""

    rasterizer: str
    width: int
    height: int
    scale: float
    moving: float
    """At the cut-off while moving."""
    rest: float
    """At the cut-off at rest."""
    lanczos: float
    """Pillow's LANCZOS of the same box, 8 bits, one thread; see `lanczos_part`."""
    bicubic: float
    """`torch.nn.functional.interpolate`, bicubic, float32, of the whole photo pixels of the same box."""


@dataclass(frozen=True)
class Report:
    """All that was measured."""

    photo: str
    """Its name and size, and what of it was measured."""
    machine: str
    frames: list[FrameTime]
    average_times: list[AverageTime]
    memory: list[PeakMemory]


class Repeated:
    """A photo without end: tiles of a small photo's field, repeated. Implements `TileSource`.

    Args:
        source: the small photo's field; its sides are multiples of `TILE`.
        size: width and height of the repetition, in photo pixels.
    """

    def __init__(self, source: TileSource, size: tuple[int, int]) -> None:
        self._source = source
        self._made: dict[tuple[int, int], GaussianField] = {}
        self.photo_size = whole_tiles(size)
        self.profile: bytes | None = None
        self._per_pixel = CELLS_PER_PIXEL if source.lattice is None else source.lattice.per_pixel
        self.lattice: Lattice | None = Lattice.of_pixels(0, 0, *self.photo_size, per_pixel=self._per_pixel)
        self.model = source.model
        self.licence = source.licence
        self.reach = source.reach

    def make(self, lattice: Lattice | None) -> GaussianField:
        """The kernels of one tile's cells."""
        assert lattice is not None
        w, h = (side * self._per_pixel for side in self._source.photo_size)
        column, row = lattice.column % w, lattice.row % h
        if (column, row) not in self._made:
            self._made[column, row] = self._source.make(replace(lattice, column=column, row=row))
        tile = self._made[column, row]
        kernels = tile.kernels.copy()
        kernels[0] += (lattice.column - column) / self._per_pixel
        kernels[1] += (lattice.row - row) / self._per_pixel
        return replace(tile, kernels=kernels, lattice=lattice, photo_size=self.photo_size)


def whole_tiles(size: tuple[int, int]) -> tuple[int, int]:
    """A size, in photo pixels, rounded up to whole tiles."""
    w, h = size
    return -(-w // TILE) * TILE, -(-h // TILE) * TILE


def period_of(photo: Photo) -> npt.NDArray[np.uint8]:
    """The middle of a photo, 8 bits, in whole tiles; a photo smaller than a tile is repeated to fill one."""
    w, h = (min(max(side // TILE * TILE, TILE), LARGEST_PERIOD) for side in photo.size)
    left, top = max(0, (photo.width - w) // 2), max(0, (photo.height - h) // 2)
    part = photo.crop(left, top, min(left + w, photo.width), min(top + h, photo.height))
    pixels = np.rint(part * 255).astype(np.uint8)
    return np.pad(pixels, ((0, h - pixels.shape[0]), (0, w - pixels.shape[1]), (0, 0)), mode="wrap")


def frame_times(
    period: npt.NDArray[np.uint8],
    network: FieldNetwork,
    rasterizers: Sequence[Rasterizer],
    sizes: Sequence[tuple[int, int]],
    scales: Sequence[float],
) -> Iterator[FrameTime]:
    """Frame times of every rasterizer in every view, each beside the peers in the same runs.

    Args:
        period: 8-bit photo whose sides are whole tiles; it is repeated where a view shows more.
        network: makes its field.
        rasterizers: what draws.
        sizes: of the views, in device pixels.
        scales: device pixels for each photo pixel.
    """
    from ..network.devices import choose_device
    from ..network.inference import NetworkSource

    height, width = period.shape[:2]
    source = NetworkSource(photo_from_pixels(period), network, choose_device("auto"))
    most = [max(size[axis] for size in sizes) / min(scales) + 2 * TILE for axis in (0, 1)]
    field = TiledField(Repeated(source, (max(int(most[0]), width), max(int(most[1]), height))))
    w, h = field.photo_size
    pixels = np.tile(period, (-(-h // height), -(-w // width), 1))[:h, :w]
    for size in sizes:
        for scale in scales:
            view = View.centred(w / 2 + 0.3, h / 2 + 0.7, scale, *size)
            yield from _frame_times(pixels, field.require(view), view, rasterizers)


def _frame_times(
    pixels: npt.NDArray[np.uint8],
    tiles: list[GaussianField],
    view: View,
    rasterizers: Sequence[Rasterizer],
) -> Iterator[FrameTime]:
    import torch

    (picture, box), size = lanczos_part(pixels, view), (view.width, view.height)
    x0, y0, x1, y1 = view.box
    part = pixels[int(y0) : int(np.ceil(y1)), int(x0) : int(np.ceil(x1))].astype(np.float32) / 255
    floats = torch.from_numpy(part).permute(2, 0, 1)[None].contiguous()

    def bicubic() -> object:
        return torch.nn.functional.interpolate(floats, size[::-1], mode="bicubic", align_corners=False)

    def lanczos_resize() -> object:
        return picture.resize(size, Image.Resampling.LANCZOS, box=box)

    def drawing(rasterizer: Rasterizer, cutoff: float) -> Callable[[], object]:
        return lambda: rasterizer.draw_frame(tiles, view, Sampling(cutoff=cutoff))

    work = [lanczos_resize]
    for rasterizer in rasterizers:
        work += [drawing(rasterizer, CUTOFF_MOVING), drawing(rasterizer, CUTOFF_REST)]
    lanczos, *ours = _medians(work)
    # Apart: torch's threads go on spinning after their work, and would take the cores from the next.
    (cubic,) = _medians([bicubic])
    for i, rasterizer in enumerate(rasterizers):
        moving, rest = ours[2 * i : 2 * i + 2]
        yield FrameTime(rasterizer.name, *size, view.scale, moving, rest, lanczos, cubic)


def lanczos_part(pixels: npt.NDArray[np.uint8], view: View) -> tuple[Image.Image, Box]:
    """The part of a photo that Lanczos interpolation of a view reads, from x1 on; and the box in it."""
    x0, y0, x1, y1 = view.box
    left, top = max(0, math.floor(x0) - LANCZOS_RADIUS), max(0, math.floor(y0) - LANCZOS_RADIUS)
    right, bottom = math.ceil(x1) + LANCZOS_RADIUS, math.ceil(y1) + LANCZOS_RADIUS
    return Image.fromarray(pixels[top:bottom, left:right]), (x0 - left, y0 - top, x1 - left, y1 - top)


def _medians(work: Sequence[Callable[[], object]]) -> list[float]:
    """Median milliseconds of each call, taken in turn, so that what disturbs one disturbs all."""
    for call in work:
        call()
    times: list[list[float]] = [[] for _ in work]
    begin = time.perf_counter()
    for run in range(RUNS[1]):
        if run >= RUNS[0] and time.perf_counter() - begin > SECONDS_PER_ROW:
            break
        for call, seconds in zip(work, times, strict=True):
            start = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - start)
    return [1e3 * statistics.median(seconds) for seconds in times]


def measure(
    photo: Path | None,
    weights: str,
    rasterizers: Sequence[Rasterizer],
    sizes: Sequence[tuple[int, int]],
    on_progress: Callable[[], object],
) -> Report:
    """Everything that `csr bench` reports.

    Args:
        photo: the photo; the bundled sample if None.
        weights: name of bundled weights, or a weights file.
        rasterizers: what draws.
        sizes: of the views, in device pixels.
        on_progress: is called after each of the report's lines.

    Raises:
        CsrError: if photo or weights cannot be used.
    """
    from ..network.weights import load_network

    network = load_network(weights)
    with resources.as_file(resources.files("csr.resources") / "sample.jpg") as sample:
        opened = load_photo(photo or sample)
    period = period_of(opened)
    name = "sample.jpg" if photo is None else photo.name
    h, w = period.shape[:2]
    return Report(
        f"{name} ({opened.width} x {opened.height}; its middle, {w} x {h}, repeated where a view shows more)",
        machine(),
        list(_telling(frame_times(period, network, rasterizers, sizes, SCALES), on_progress)),
        list(_telling(average_times(period, network, rasterizers), on_progress)),
        list(_telling(peak_memory(weights), on_progress)),
    )


def lines(rasterizers: int, sizes: int) -> int:
    """How many lines a report has."""
    return rasterizers * (sizes * len(SCALES) + len(AT_SIZES)) + len(MEMORY_SCALES)


def _telling(rows: Iterator[Any], on_progress: Callable[[], object]) -> Iterator[Any]:
    for row in rows:
        yield row
        on_progress()


def machine() -> str:
    """The machine that the figures were measured on."""
    import platform

    import PIL
    import psutil
    import torch

    return (
        f"{platform.system()}, {psutil.cpu_count()} CPUs ({platform.machine()}), torch {torch.__version__} "
        f"({torch.get_num_threads()} threads), Pillow {PIL.__version__} (1 thread)"
    )
