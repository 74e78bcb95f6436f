import io

import numpy as np
import pytest
from csr.core.photo.jpeg import as_jpeg, quality_of
from PIL import Image


@pytest.mark.parametrize("quality", [30, 50, 60, 75, 90, 98])
def test_the_quality_is_read_off_the_tables(quality: int) -> None:
    file = io.BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JPEG", quality=quality)
    tables = Image.open(file).quantization  # type: ignore[attr-defined]
    assert quality_of(tables) == quality


def test_files_without_a_table_have_no_quality() -> None:
    assert quality_of({}) is None
    assert quality_of({0: [1, 2]}) is None


def test_a_better_jpeg_is_nearer_to_the_picture() -> None:
    coarse = np.random.default_rng(0).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    picture = np.asarray(Image.fromarray(coarse).resize((96, 72)))
    errors = [
        np.abs(as_jpeg(picture, quality, subsampled=False).astype(float) - picture).mean()
        for quality in (40, 75, 95)
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] > errors[-1] > 0
