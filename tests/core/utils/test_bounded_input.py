import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from csr.core.field.compact import read_compact
from csr.core.field.file import FieldFile
from csr.core.field.ply import read_ply
from csr.core.network.weights_header import read_header
from csr.core.utils.bounded_input import InputError, parse_json, read_bounded, regular_size
from csr.core.utils.errors import CsrError
from csr.core.utils.file_header import read_file_header


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


READERS = (FieldFile, read_compact, read_ply, read_header, read_file_header)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("damage", ["gone", "folder", "half", "noise"])
def test_a_sentence_names_its_file_once(tmp_path: Path, read: Callable[[Path], object], damage: str) -> None:
    """What wraps the reason names it, and not the reason."""
    path = tmp_path / "the file.safetensors"
    if damage == "folder":
        path.mkdir()
    elif damage != "gone":
        path.write_bytes((9).to_bytes(8, "little") + b'{"a": 1}' if damage == "half" else bytes(range(200)))
    with pytest.raises(CsrError) as refused:
        read(path)
    assert str(refused.value).count(path.name) == 1
