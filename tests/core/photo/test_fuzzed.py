"""Photos changed by chance from fixed seeds, each read as the window reads it: a picture, or a sentence.

`tests/fuzz/photos.py` does the same for as long as one likes.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.formats import FORMATS
from csr.core.photo.reader import PhotoReader
from fuzz.photos import SUFFIXES, changed, outcome, seeds

EXAMPLES = 30
WITHOUT_SEEDS = {"camera raw", "OpenEXR"}
"""Their decoders are extras, and nothing here writes raw files."""


@pytest.fixture(scope="module")
def reader() -> Iterator[PhotoReader]:
    reader = PhotoReader()
    yield reader
    reader.close()


def test_each_format_is_changed() -> None:
    assert set(seeds()) == {kind.name for kind in FORMATS} - WITHOUT_SEEDS


@pytest.mark.parametrize("name", seeds())
def test_changed_photos(name: str, reader: PhotoReader, tmp_path: Path) -> None:
    path = tmp_path / f"a.{SUFFIXES.get(name, name.lower())}"
    for content in seeds()[name]:
        path.write_bytes(content)
        assert outcome(reader, path) == "picture"
    rng = np.random.default_rng(1)
    contents = seeds()[name]
    for number in range(EXAMPLES):
        path.write_bytes(changed(name, contents[rng.integers(len(contents))], rng))
        assert outcome(reader, path) in ("picture", "refused"), number
