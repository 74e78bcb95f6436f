import json
import struct
from pathlib import Path

import numpy as np
import pytest
from csr.core.utils.bounded_input import InputError
from csr.core.utils.tensor_file import TYPES, open_tensors
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file


@given(st.data())
def test_parts_are_those_of_the_tensor(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    shape = data.draw(st.lists(st.integers(0, 5), min_size=1, max_size=3))
    dtype = data.draw(st.sampled_from(list(TYPES.values())))
    tensor = (np.arange(np.prod(shape)).reshape(shape) % 100).astype(dtype)
    path = tmp_path_factory.getbasetemp() / "a.safetensors"
    save_file({"first": np.zeros(3, np.uint8), "a": tensor}, path, metadata={"format": "x"})
    part = tuple(
        slice(*sorted(data.draw(st.tuples(st.integers(0, n), st.integers(0, n)))))
        for n in shape[: data.draw(st.integers(0, len(shape)))]
    )
    with open_tensors(path) as file:
        assert file.metadata == {"format": "x"}
        assert file.tensors["a"].shape == tuple(shape)
        read = file.tensors["a"][part]
    assert read.dtype == dtype and read.shape == tensor[part].shape
    assert np.array_equal(read, tensor[part])


def test_a_file_that_becomes_shorter_is_told_and_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_file({"a": np.ones((64, 1024), np.float32)}, path)
    with open_tensors(path) as file:
        assert file.tensors["a"][:2].sum() == 2048
        with path.open("r+b") as other:
            other.truncate(5000)
        with pytest.raises(InputError, match="it has become shorter"):
            file.tensors["a"][:]


def written(path: Path, header: object, numbers: bytes) -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + numbers)
    return path


ENTRY = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


@pytest.mark.parametrize(
    "entry",
    [
        {**ENTRY, "data_offsets": [0, 12]},
        {**ENTRY, "data_offsets": [4, 12]},
        {**ENTRY, "data_offsets": [8, 0]},
        {**ENTRY, "data_offsets": [0]},
        {**ENTRY, "shape": [1 << 70]},
        {**ENTRY, "shape": [-2, -1]},
        {**ENTRY, "shape": [2.0]},
        {**ENTRY, "shape": [True, 2]},
        {**ENTRY, "dtype": ["F32"]},
        {"shape": [2]},
        "F32",
        None,
    ],
)
def test_a_header_that_does_not_fit_the_file_is_refused(entry: object, tmp_path: Path) -> None:
    with open_tensors(written(tmp_path / "a", {"a": ENTRY, "b": {**ENTRY, "dtype": "F4"}}, bytes(8))) as file:
        assert list(file.tensors) == ["a"]
    with (
        pytest.raises(InputError, match="it is no file of tensors, or not whole"),
        open_tensors(written(tmp_path / "a", {"a": entry}, bytes(8))),
    ):
        pass


@pytest.mark.parametrize("content", [b"", b"\x02", bytes(8), b"\xff" * 8 + b"{}", b"\x02" + bytes(7) + b"[]"])
def test_what_is_no_file_of_tensors_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(InputError), open_tensors(tmp_path / "a"):
        pass
