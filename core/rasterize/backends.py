"""The table of rasterizers: the best one that works here, or the one that a person names."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..utils.errors import DeviceError

if TYPE_CHECKING:
    from .base import Rasterizer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backend:
    """A way to draw on one kind of device."""

    title: str
    """Name for people."""
    problem: Callable[[], str]
    """An empty text, or the reason why it cannot be used here. The first call may take seconds: a device is
    tried, not only looked for."""
    make: Callable[[], Rasterizer]
    """Makes its rasterizer, where there is no problem."""

    def start(self) -> Rasterizer:
        """Make its rasterizer.

        Raises:
            DeviceError: if it cannot be used here; the message is the reason alone.
        """
        if problem := self.problem():
            raise DeviceError(problem)
        return self.make()


def _cuda_problem() -> str:
    from .cuda.backend import probe

    return probe()


def _make_cuda() -> Rasterizer:
    from .cuda.backend import make_cuda_rasterizer

    return make_cuda_rasterizer()


def _make_cpu() -> Rasterizer:
    from .cpu import CpuRasterizer

    return CpuRasterizer()


BACKENDS = {
    "cuda": Backend("CUDA", _cuda_problem, _make_cuda),
    "cpu": Backend("CPU", lambda: "", _make_cpu),
}
"""Best first, by name. What a backend needs is imported by its functions alone."""


def rasterizers() -> dict[str, str]:
    """Every rasterizer's name, and an empty text or the reason why it cannot be used here."""
    return {name: backend.problem() for name, backend in BACKENDS.items()}


def make_rasterizer(name: str = "auto") -> Rasterizer:
    """The rasterizer of a name in `BACKENDS`, or the best one for "auto". No other one is tried.

    Raises:
        DeviceError: if there is no such rasterizer, or it cannot be used here.
    """
    if name == "auto":
        name = next(n for n, backend in BACKENDS.items() if not backend.problem())
        log.info("%s draws", name)
    if name not in BACKENDS:
        raise DeviceError(f"there is no device '{name}' to draw on; there are: auto, {', '.join(BACKENDS)}")
    try:
        return BACKENDS[name].start()
    except DeviceError as error:
        raise DeviceError(f"'{name}' cannot be used here: {error}") from error
