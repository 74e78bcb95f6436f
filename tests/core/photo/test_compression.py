from dataclasses import replace

import numpy as np
import pytest
from csr.core.photo.compression import compression_of, estimated_quality
from csr.core.photo.jpeg import as_jpeg, compression
from csr.core.photo.photo import photo_from_pixels
from PIL import Image


def textured(width: int = 320, height: int = 240, seed: int = 0) -> np.ndarray:
    """Something like a photo: noise at several sizes, in mild colours."""
    rng = np.random.default_rng(seed)
    total = np.full((height, width, 3), 128.0)
    for step, strength in ((64, 60), (16, 30), (4, 20), (2, 10)):
        coarse = rng.normal(0, 1, (height // step + 2, width // step + 2, 3))
        grey = coarse.mean(2, keepdims=True) * 1.5 + coarse * 0.3
        levels = (grey * 40 + 128).clip(0, 255).astype(np.uint8)
        fine = np.asarray(Image.fromarray(levels).resize((width, height), Image.Resampling.BICUBIC), float)
        total += (fine - 128) / 40 * strength
    return total.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("quality", [30, 45, 60, 75, 85, 90])
@pytest.mark.parametrize("subsampled", [True, False])
def test_the_quality_of_a_photo_that_was_a_jpeg_once_is_found(quality: int, subsampled: bool) -> None:
    found = estimated_quality(as_jpeg(textured(), quality, subsampled=subsampled))
    assert found is not None and abs(found - quality) <= 3


def test_it_is_found_where_the_photo_was_cropped_since() -> None:
    found = estimated_quality(as_jpeg(textured(), 50, subsampled=True)[3:, 5:])
    assert found is not None and abs(found - 50) <= 3


@pytest.mark.parametrize("seed", range(4))
def test_a_clean_photo_is_taken_as_clean(seed: int) -> None:
    assert estimated_quality(textured(seed=seed)) is None
    assert compression_of(photo_from_pixels(textured(seed=seed))) == 0


@pytest.mark.parametrize("size", [(1, 1), (7, 300), (8, 8), (9, 17), (40, 40)])
def test_pictures_of_any_size_can_be_asked(size: tuple[int, int]) -> None:
    assert estimated_quality(np.zeros((*size, 3), np.uint8)) is None
    assert estimated_quality(textured()[: size[0], : size[1]]) is None


def test_the_files_own_tables_come_first() -> None:
    photo = replace(photo_from_pixels(textured()), jpeg_quality=65)
    assert compression_of(photo) == compression(65) == 0.5
    assert (compression(100), compression(30), compression(5)) == (0, 1, 1)
