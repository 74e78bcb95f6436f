"""Measuring, as `csr evaluate` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..evaluation.evaluate import Protocol, Score
from ..evaluation.metrics import DEFAULT_METRICS

if TYPE_CHECKING:
    from ..network.base import FieldNetwork


def evaluate(
    folder: str | Path,
    scales: Sequence[float],
    weights: str | Path | FieldNetwork = "light",
    *,
    low: str | Path | None = None,
    fields: str | Path | None = None,
    footprint: float | None = None,
    rain: bool = False,
    noise: float | None = None,
    jpeg: int | None = None,
    metrics: Sequence[str] = DEFAULT_METRICS,
    limit: int | None = None,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> list[Score]:
    """Metrics of each picture at each scale, those of bicubic and Lanczos beside. Loads torch.

    Args:
        folder: pictures, or sets of pictures as sub-folders.
        scales: how much smaller the photos are made first.
        weights: bundled weights by name, a weights file, or what `load_network` gave.
        low: folder of the photos, NAME or NAMExS; by default they are made by reducing the pictures.
        fields: folder of the photos' fields, named alike, drawn in place of a network's.
        footprint: variance of a pixel, in picture pixels squared; by default what the network was made for.
        rain: let synthetic streaks fall on the photos; then
        noise: add white noise of this standard deviation, in 8-bit steps; then
        jpeg: store them as JPEG of this quality, 1..100.
        metrics: psnr-y, ssim-y, psnr-rgb, ssim-rgb; with piq installed ms-ssim, gmsd, haarpsi.
        limit: pictures of each set at the most.
        on_progress: is called after each with how many are done, and how many there are.

    Raises:
        CsrError: if there are no pictures, or one cannot be read, is too small or has no photo or field.
    """
    from ..evaluation.evaluate import evaluate as tasks
    from ..evaluation.low_photos import Degradation
    from ..evaluation.metrics import metrics_named
    from ..rasterize.backends import make_rasterizer
    from .network import load_network

    if fields is not None:
        network = None
    else:
        network = load_network(weights) if isinstance(weights, str | Path) else weights
    protocol = Protocol(
        tuple(scales),
        limit,
        Degradation(rain, noise, jpeg),
        None if low is None else Path(low),
        None if fields is None else Path(fields),
        footprint,
    )
    chosen = metrics_named(metrics)
    done = tasks(Path(folder), protocol, network, make_rasterizer(), on_progress=on_progress)
    return [score for task in done for score in task.scores(chosen)]
