"""Fields that every rasterizer must draw right, and where the shared data lies."""

from functools import cache
from pathlib import Path

import csr.resources
import numpy as np
from csr.core.field.field import Details, GaussianField, Lattice
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import Photo, photo_from_pixels

SHARED = Path(__file__).resolve().parents[2] / "shared"


def lattice_field(
    width: int = 24, height: int = 20, *, seed: int = 0, margin: int = 0, x0: int = 0, drift: float = 0.1
) -> GaussianField:
    """Like a trained network's: standard deviations of 0.32 to 0.5 photo pixel, mild tilt."""
    rng = np.random.default_rng(seed)
    lattice = Lattice.of_pixels(x0 - margin, -margin, x0 + width + margin, height + margin)
    rows, columns = np.mgrid[: lattice.rows, : lattice.columns]
    n = rows.size
    kernels = np.empty((8, n), np.float32)
    kernels[0] = (columns.ravel() + lattice.column + 0.5) / 2 + rng.normal(0, drift, n)
    kernels[1] = (rows.ravel() + lattice.row + 0.5) / 2 + rng.normal(0, drift, n)
    sx, sy = (0.32 + np.abs(rng.normal(0, 0.05, n)) for _ in range(2))
    kernels[2], kernels[4] = sx * sx, sy * sy
    kernels[3] = np.clip(rng.normal(0, 0.2, n), -0.8, 0.8) * sx * sy
    kernels[5:] = rng.random((3, n))
    return GaussianField(kernels, lattice, (x0 + width, height), "golden")


def level_field(
    width: int = 24, height: int = 20, *, details: float = 2.0, seed: int = 0, margin: int = 5
) -> GaussianField:
    """A level of random colours, and random details: so many a photo pixel on average, of nine at most."""
    rng = np.random.default_rng(seed)
    lattice = Lattice.of_pixels(-margin, -margin, width + margin, height + margin, 1)
    cells = lattice.rows * lattice.columns
    slots = np.sort(rng.choice(9 * cells, round(details * cells), replace=False))
    slots = (slots // 9 * 10 + slots % 9).astype(np.int32)
    n = cells + slots.size
    kernels = np.zeros((8, n), np.float32)
    row, column = np.divmod(np.concatenate((np.arange(cells), slots // 10)), lattice.columns)
    drift = np.where(np.arange(n) < cells, 0.5, rng.uniform(-0.4, 1.4, (2, n)))
    kernels[0], kernels[1] = column + lattice.column + drift[0], row + lattice.row + drift[1]
    kernels[2] = kernels[4] = 0.65**2
    sx, sy = (rng.uniform(0.12, 0.4, slots.size) for _ in range(2))
    kernels[2, cells:], kernels[4, cells:] = sx * sx, sy * sy
    kernels[3, cells:] = np.clip(rng.normal(0, 0.3, slots.size), -0.8, 0.8) * sx * sy
    kernels[5:, :cells] = 4 * rng.random((3, cells))
    kernels[5:, cells:] = rng.uniform(-0.1, 0.1, (3, slots.size))
    return GaussianField(kernels, lattice, (width, height), "golden", details=Details(slots, 10))


def field_of_photo(photo: Photo) -> GaussianField:
    """The whole field that the bundled weights make of a small photo, with its margin."""
    from csr.core.network.devices import choose_device
    from csr.core.network.inference import NetworkSource
    from csr.core.network.weights import load_network

    return NetworkSource(photo, load_network("light"), choose_device("cpu")).make(None)


@cache
def photo_field() -> GaussianField:
    """The bundled weights' field of a detailed part of the sample photo, 24 x 20 photo pixels."""
    sample = load_photo(Path(csr.resources.__file__).parent / "sample.jpg")
    return field_of_photo(photo_from_pixels(sample.pixels[560:580, 672:696]))


@cache
def one_pixel_field() -> GaussianField:
    """The bundled weights' field of a photo of one pixel."""
    return field_of_photo(photo_from_pixels(np.full((1, 1, 3), (200, 90, 30), np.uint8)))


def flat_field(width: int, height: int, grey: float, *, sd: float = 0.335, margin: int = 5) -> GaussianField:
    """A regular lattice of one colour, with the margin that an opened photo has."""
    field = lattice_field(width, height, margin=margin, drift=0.0)
    kernels = field.kernels.copy()
    kernels[2:5] = np.array([sd * sd, 0, sd * sd])[:, None]
    kernels[5:] = grey
    return GaussianField(kernels, field.lattice, field.photo_size)


def free_field(means: object, covariance: tuple[float, float, float], colour: object) -> GaussianField:
    """Free kernels of one covariance (xx, xy, yy)."""
    points = np.atleast_2d(np.asarray(means, np.float64))
    kernels = np.empty((8, len(points)), np.float32)
    kernels[:2] = points.T
    kernels[2:5] = np.array(covariance)[:, None]
    kernels[5:] = np.broadcast_to(np.asarray(colour), (len(points), 3)).T
    return GaussianField(kernels, None, (20, 20))


def odd_fields() -> dict[str, GaussianField]:
    """Fields at the limits of what can be drawn."""
    rng = np.random.default_rng(1)
    middle = [[10.2, 9.7]]
    return {
        "singular": free_field(middle, (0.25, 0.25, 0.25), 0.5),
        "long and tilted": free_field(middle, (9.0, 8.95, 9.0), 0.5),
        "huge": free_field(middle, (400.0, 30.0, 300.0), 50.0),
        "tiny": free_field(middle, (4e-4, 0, 4e-4), 0.5),
        "off screen": free_field([[1e6, -1e6]], (0.1, 0, 0.1), 0.5),
        "negative": free_field(rng.uniform(5, 15, (40, 2)), (0.2, 0.05, 0.1), (-0.7, 0.2, -0.1)),
        "crowded": free_field(rng.uniform(9, 11, (1600, 2)), (0.1, 0.02, 0.12), (0.01, 0.02, 0.03)),
        "empty": GaussianField(np.zeros((8, 0), np.float32), None, (20, 20)),
    }
