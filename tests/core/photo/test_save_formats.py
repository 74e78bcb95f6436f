from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.encode import save_picture
from csr.core.photo.save_formats import SAVE_FORMATS, SaveFormat, format_of
from csr.core.utils.atomic_file import SaveError


@pytest.mark.parametrize("kind", SAVE_FORMATS, ids=lambda kind: kind.name)
def test_a_format_of_the_table_is_written(kind: SaveFormat, tmp_path: Path) -> None:
    for suffix in kind.suffixes:
        path = tmp_path / f"a{suffix}"
        save_picture(path, iter([np.full((8, 8, 3), 0.5, np.float32)]), 8, 8, bits=max(kind.bits))
        assert load_photo(path).pixels.dtype.itemsize * 8 == max(kind.bits)
        assert format_of(suffix) is kind


def test_a_suffix_belongs_to_one_format() -> None:
    suffixes = list(chain.from_iterable(kind.suffixes for kind in SAVE_FORMATS))
    assert len(suffixes) == len(set(suffixes))
    assert format_of(".gif") is None


def test_what_is_no_format_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"a\.gif: .* saved as \.png, \.tif, \.jpg, \.webp, \.avif\."):
        save_picture(tmp_path / "a.gif", iter(()), 8, 8)
