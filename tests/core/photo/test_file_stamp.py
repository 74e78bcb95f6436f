import os
from pathlib import Path

import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.file_stamp import digest_of, stamp_of
from photo_files import some_pixels
from PIL import Image


def test_another_time_or_size_is_another_stamp_and_no_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert stamp_of(file) is None
    file.write_bytes(b"ab")
    os.utime(file, ns=(0, 7))
    first = stamp_of(file)
    assert first == (7, 2) == stamp_of(file)
    os.utime(file, ns=(0, 8))
    assert stamp_of(file) == (8, 2) != first


def test_a_file_s_digest_is_its_photo_s_hash(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert digest_of(file) == ""
    Image.fromarray(some_pixels()).save(file)
    assert digest_of(file) == load_photo(file).hash


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_has_no_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.jpg")
    assert digest_of(tmp_path / "b.jpg") == ""
