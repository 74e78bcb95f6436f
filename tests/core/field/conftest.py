"""Fields and sources that tests of this folder share."""

import numpy as np
from csr.core.field.field import GaussianField, Lattice
from csr.core.network.base import MARGIN


def same(a: GaussianField, b: GaussianField) -> bool:
    assert a.details is not None and b.details is not None
    return (
        a.lattice == b.lattice
        and np.array_equal(a.details.slots, b.details.slots)
        and np.array_equal(a.kernels, b.kernels)
    )


class Source:
    """Kernels that are all alike."""

    model, reach = "source", 5.0

    def __init__(self, width: int, height: int) -> None:
        self.photo_size = (width, height)
        self.lattice: Lattice | None = Lattice.of_pixels(-MARGIN, -MARGIN, width + MARGIN, height + MARGIN)
        self.asked: list[Lattice | None] = []

    def make(self, lattice: Lattice | None) -> GaussianField:
        import numpy as np

        assert lattice is not None
        self.asked.append(lattice)
        return GaussianField(
            np.zeros((8, lattice.rows * lattice.columns), np.float32), lattice, self.photo_size
        )


def kernel(xx: float, xy: float, yy: float, colour: tuple[float, float, float] = (0, 0, 0)) -> np.ndarray:
    return np.array([0, 0, xx, xy, yy, *colour], np.float32)[:, None]
