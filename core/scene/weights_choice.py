"""Which weights make a photo's field: those that ship with the program, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..photo.photo import Photo
from ..utils.errors import CsrError
from ..utils.messages import Message

AUTOMATIC = "auto"
"""In the place of a name: the weights are chosen for each photo."""
FINE = "fine"
"""Bundled weights that a CPU takes its time for."""


@dataclass(frozen=True)
class Bundled:
    """Weights that may ship with the program, and when they are chosen by themselves."""

    name: str
    jpeg_quality_below: int | None = None
    """For JPEG photos of a lower quality; None: for no photo because of its quality."""
    for_gpu: bool = False
    """True for weights that are chosen where a GPU runs the network."""
    for_cpu: bool = False
    """True for weights that are chosen where a CPU runs it, and a person waits."""


# On validation pictures (16 clean ones; 8 stored as JPEG, 4:2:0, drawn at x2), PSNR-Y of `level` over
# `light`: 1.53, -0.02, 0.05, 0.09, 0.04 dB at x1, x2, x3, x4, x8; over `fine`: 0.14, 0.05, -0.09, -0.10 dB at
# quality 90, 92, 95, 96.
BUNDLED = (
    Bundled("level", jpeg_quality_below=93, for_cpu=True),
    Bundled(FINE, for_gpu=True),
    Bundled("light", for_gpu=True, for_cpu=True),
)
"""Bundled weights in the order of choice: the first that fits."""


@dataclass(frozen=True)
class WeightsChoice:
    """Weights, and why they were taken."""

    name: str
    """Name of bundled weights, or a weights file."""
    reason: Literal["asked", "jpeg", "gpu", "cpu"]
    """A person named them; the photo is a JPEG of low quality; what runs the network."""


def automatic(
    photo: Photo, names: Sequence[str], *, gpu: bool, table: Sequence[Bundled] = BUNDLED
) -> WeightsChoice:
    """The weights that open a photo where nobody names any.

    Args:
        photo: its file's JPEG quality counts.
        names: the weights that are there; one of them must fit every photo.
        gpu: whether a GPU runs the network.
        table: when each is chosen; the first that fits is taken.
    """
    for row in table:
        if row.name not in names:
            continue
        below, quality = row.jpeg_quality_below, photo.jpeg_quality
        if below is not None and quality is not None and quality < below:
            return WeightsChoice(row.name, "jpeg")
        if row.for_gpu if gpu else row.for_cpu:
            return WeightsChoice(row.name, "gpu" if gpu else "cpu")
    raise CsrError(Message("no weights ship with this program: name a weights file"))
