import os
import sys
from pathlib import Path

import pytest
from csr.core.utils.bounded_input import InputError, parse_json, read_bounded, regular_size


def test_a_file_of_bounded_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345" and regular_size(path) == 5
    with pytest.raises(InputError, match="larger than 4 bytes"):
        read_bounded(path, 4)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices have names as Unix gives them")
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull), tmp_path):
        with pytest.raises(InputError, match="not a regular file"):
            regular_size(path)
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(InputError, match="not a regular file"):
            read_bounded(path)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "", "nan,", b"\xff", " " * (1 << 21), "9" * 5000]
)
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(InputError):
        parse_json(text)


def test_json_is_read() -> None:
    assert parse_json('{"a": [1, "ü"]}') == {"a": [1, "ü"]}
