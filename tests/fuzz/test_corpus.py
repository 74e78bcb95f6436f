"""The bytes that guided fuzzing found, each of which reaches another part of a reader."""

from collections import Counter
from pathlib import Path

import pytest
from fuzz.readers import CORPUS, READERS, ends_well, seeds


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_is_read(name: str, tmp_path: Path) -> None:
    for content in seeds(name):
        assert ends_well(name, content, tmp_path) == "read"


@pytest.mark.parametrize("name", READERS)
def test_what_was_found_is_read_or_refused(name: str, tmp_path: Path) -> None:
    ends = Counter(ends_well(name, path.read_bytes(), tmp_path) for path in sorted((CORPUS / name).iterdir()))
    assert ends.total() >= 3
