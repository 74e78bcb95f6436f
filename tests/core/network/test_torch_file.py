import io
import zipfile
from pathlib import Path

import pytest
import torch
from csr.core.network import torch_file
from csr.core.network.torch_file import load_torch_file
from csr.core.utils.bounded_input import InputError


def saved(content: object, **options: bool) -> bytes:
    file = io.BytesIO()
    torch.save(content, file, **options)
    return file.getvalue()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(saved({"a": torch.arange(4.0), "b": [1, "x"]}))
    content = load_torch_file(path)
    assert content["a"].tolist() == [0, 1, 2, 3] and content["b"] == [1, "x"]


def laughs() -> list[object]:
    """Sixty lists, each of which holds the one before twice: 2**60 ways through them."""
    content: list[object] = []
    for _ in range(60):
        content = [content, content]
    return content


def test_each_container_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(saved(laughs()))
    load_torch_file(path)


def nested(depth: int) -> bytes:
    """A file of lists in lists."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved([]))) as whole, zipfile.ZipFile(file, "w") as deep:
        for entry in whole.infolist():
            lists = b"\x80\x02" + b"]" * depth + b"a" * (depth - 1) + b"."
            pickled = entry.filename.endswith("data.pkl")
            deep.writestr(entry.filename, lists if pickled else whole.read(entry))
    return file.getvalue()


def test_containers_may_be_nested_deeper_than_python_can_call(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(nested(100_000))
    assert len(load_torch_file(path)) == 1


def deflated(content: bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as small,
    ):
        for entry in whole.infolist():
            small.writestr(entry.filename, whole.read(entry))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no file of tensors"),
        (b"garbage" * 100, "no file of tensors"),
        (saved({"a": torch.zeros(3)}, _use_new_zipfile_serialization=False), "no file of tensors"),
        (saved({"a": torch.zeros(1).expand(1 << 40)}), "more than its size allows"),
        (deflated(saved({"a": torch.zeros(1 << 20)})), "more than its size allows"),
        (saved({"a": torch.zeros(3)})[:-300], "no file of tensors"),
        (saved([torch.eye(2).to_sparse()]), "no file of tensors"),
    ],
    ids=[
        "empty",
        "garbage",
        "before 1.6",
        "one number a trillion times",
        "compressed",
        "cut short",
        "sparse",
    ],
)
def test_files_that_hold_more_than_they_are_long_are_refused(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.pth"
    path.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        load_torch_file(path)


def test_a_fault_of_the_program_is_not_told_as_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plant(*_: object) -> int:
        raise TypeError("planted")

    path = tmp_path / "a.pth"
    path.write_bytes(saved({"a": torch.zeros(3)}))
    monkeypatch.setattr(torch_file, "_bytes_of", plant)
    with pytest.raises(TypeError, match="planted"):
        load_torch_file(path)


def test_an_error_of_the_reader_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(*_: object, **__: object) -> object:
        raise TypeError("a number where a text is wanted")

    path = tmp_path / "a.pth"
    path.write_bytes(saved({"a": torch.zeros(3)}))
    monkeypatch.setattr(torch, "load", reader)
    with pytest.raises(InputError, match="no file of tensors"):
        load_torch_file(path)
