"""Fields of free kernels for tests."""

import numpy as np
from csr.core.field.field import GaussianField


def free_field(
    photo_size: tuple[int, int] = (300, 200), count: int = 3000, *, seed: int = 1
) -> GaussianField:
    """Signed kernels of all sizes and directions."""
    rng = np.random.default_rng(seed)
    kernels = np.empty((8, count), np.float32)
    kernels[:2] = rng.random((2, count)) * np.array(photo_size)[:, None]
    major, minor = np.exp(rng.normal(0.5, 0.7, (2, count)))
    turn = rng.random(count) * np.pi
    c, s = np.cos(turn), np.sin(turn)
    kernels[2:5] = (
        (major * c) ** 2 + (minor * s) ** 2,
        (major**2 - minor**2) * s * c,
        (major * s) ** 2 + (minor * c) ** 2,
    )
    kernels[5:] = rng.normal(0.15, 0.3, (3, count)) * 8 * np.pi * major * minor
    return GaussianField(kernels, None, photo_size, "free")
