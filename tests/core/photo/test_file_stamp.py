import os
from pathlib import Path

from csr.core.photo.file_stamp import stamp_of


def test_another_time_or_size_is_another_stamp_and_no_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert stamp_of(file) is None
    file.write_bytes(b"ab")
    os.utime(file, ns=(0, 7))
    first = stamp_of(file)
    assert first == (7, 2) == stamp_of(file)
    os.utime(file, ns=(0, 8))
    assert stamp_of(file) == (8, 2) != first
