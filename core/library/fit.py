"""A field by optimisation."""

from __future__ import annotations

from collections.abc import Callable

from .field import Field
from .photo import Photo


def fit(
    photo: Photo,
    kernels: int,
    *,
    seconds: float = 30.0,
    seed: int = 0,
    on_progress: Callable[[float, int, float], object] = lambda _seconds, _kernels, _psnr: None,
) -> Field:
    """A field of free kernels whose sum is a photo, by optimisation on the CPU. Loads torch.

    Args:
        photo: what to fit; at least 8 pixels along each side.
        kernels: how many.
        seconds: time for it. A field comes out however short it is.
        seed: of the random numbers.
        on_progress: is called after each step with the seconds so far, the kernels there are and the PSNR in
            dB at x1.

    Raises:
        CsrError: if the photo is too small, or there are fewer than one kernel or more than pixels.
    """
    from ..fitting import fit as fitting

    return Field(fitting.fit(photo.decoded, kernels, seconds, on_progress, seed))
