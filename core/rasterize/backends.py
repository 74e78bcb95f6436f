"""Which rasterizer draws: the best one that works here, or the one that a person names."""

from __future__ import annotations

from ..utils.errors import DeviceError
from .base import Rasterizer


def rasterizers() -> dict[str, str]:
    """Rasterizers, best first: name, and an empty text or the reason why it cannot be used here.

    The first call may take seconds: a device is tried, not only looked for.
    """
    from .cuda.backend import probe

    return {"cuda": probe(), "cpu": ""}


def make_rasterizer(name: str = "auto") -> Rasterizer:
    """The rasterizer of a name (cuda, cpu), or the best one for "auto".

    Raises:
        DeviceError: if there is no such rasterizer, or it cannot be used here.
    """
    known = {"cpu": ""} if name == "cpu" else rasterizers()  # nothing is tried that nobody asked for
    if name == "auto":
        name = next(n for n, reason in known.items() if not reason)
    if name not in known:
        raise DeviceError(f"there is no device '{name}' to draw on; there are: auto, {', '.join(known)}")
    if known[name]:
        raise DeviceError(f"'{name}' cannot be used here: {known[name]}")
    if name == "cuda":
        from .cuda.backend import make_cuda_rasterizer

        return make_cuda_rasterizer()
    from .cpu import CpuRasterizer

    return CpuRasterizer()
