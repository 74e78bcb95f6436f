import numpy as np
from csr.core.utils.malloc import give_back
from soak.counting import grown, held_bytes, memory_parts

SAME = {"memory, MiB": 500, "threads": 20, "widgets": 200, "files": 0}


def test_what_grows_is_named() -> None:
    assert grown([SAME] * 8) == []
    assert grown([{**SAME, "threads": 20 + 3 * i} for i in range(8)]) == ["threads grew from 26 to 38"]
    assert grown([{**SAME, "widgets": 200 + 5 * i} for i in range(8)]) == ["widgets grew from 210 to 230"]


def test_what_comes_once_or_for_a_moment_is_no_growth() -> None:
    first = {**SAME, "widgets": 1}
    assert grown([first, first, *[SAME] * 6]) == []
    assert grown([*[SAME] * 7, {**SAME, "files": 50}]) == []


def test_what_objects_hold_is_counted_once() -> None:
    def arrays() -> int:
        return sum(size for (kind, _), size in held_bytes().items() if kind == "arrays")

    before = arrays()
    array = np.zeros(64 << 20, np.uint8)
    holders = [array, array, array[10:20]]
    assert abs(arrays() - before - array.nbytes) < 1 << 20
    del array, holders
    assert abs(arrays() - before) < 1 << 20


def test_the_parts_of_memory_follow_what_is_taken() -> None:
    give_back()  # what a command before has kept
    before = memory_parts()
    taken = [np.ones(64 << 20, np.uint8)]
    after = memory_parts()
    assert after["arrays"] - before["arrays"] == 64
    if "private" in before:
        assert after["private"] - before["private"] >= 60
    del taken
