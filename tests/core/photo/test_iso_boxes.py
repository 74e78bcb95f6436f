import struct

import pytest
from csr.core.photo.iso_boxes import boxes, inner, item_properties, primary_item


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def full(kind: bytes, content: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, bytes([version, 0, 0, flags]) + content)


def test_boxes_of_every_way_to_tell_a_length() -> None:
    long = struct.pack(">I4sQ", 1, b"long", 16 + 3) + b"abc"
    rest = struct.pack(">I4s", 0, b"rest") + b"to the end"
    assert list(boxes(box(b"one_", b"12") + long + rest)) == [
        (b"one_", b"12"),
        (b"long", b"abc"),
        (b"rest", b"to the end"),
    ]


@pytest.mark.parametrize("broken", [b"\0\0\0\7none", b"\0\0\0", b""])
def test_a_broken_box_ends_them(broken: bytes) -> None:
    assert list(boxes(box(b"one_", b"12") + broken)) == [(b"one_", b"12")]


def test_a_box_longer_than_the_file_has_what_is_there() -> None:
    assert list(boxes(struct.pack(">I4s", 99, b"long") + b"abc")) == [(b"long", b"abc")]


def test_properties_are_told_by_item() -> None:
    shared = box(b"ipco", box(b"ispe", b"size") + box(b"colr", b"profile"))
    table = full(b"ipma", struct.pack(">IHBBBHBB", 2, 1, 2, 1, 2, 9, 1, 0x82))
    meta = full(b"meta", full(b"pitm", struct.pack(">H", 9)) + box(b"iprp", shared + table))
    assert item_properties(meta) == {
        1: [(b"ispe", b"size"), (b"colr", b"profile")],
        9: [(b"colr", b"profile")],
    }
    assert primary_item(meta) == 9 and primary_item(box(b"free")) == 0
    assert list(inner(meta, b"meta", b"iprp", b"ipco")) == [shared[8:]]


def test_a_table_that_is_cut_gives_what_it_holds() -> None:
    shared = box(b"ipco", box(b"ispe", b"size"))
    table = full(b"ipma", struct.pack(">IHBB", 5, 1, 1, 1))
    assert item_properties(full(b"meta", box(b"iprp", shared + table))) == {1: [(b"ispe", b"size")]}
