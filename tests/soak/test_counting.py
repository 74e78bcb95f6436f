from soak.counting import grown

SAME = {"memory, MiB": 500, "threads": 20, "widgets": 200, "files": 0}


def test_what_grows_is_named() -> None:
    assert grown([SAME] * 8) == []
    assert grown([{**SAME, "threads": 20 + 3 * i} for i in range(8)]) == ["threads grew from 26 to 38"]
    assert grown([{**SAME, "widgets": 200 + 5 * i} for i in range(8)]) == ["widgets grew from 210 to 230"]


def test_what_comes_once_or_for_a_moment_is_no_growth() -> None:
    first = {**SAME, "widgets": 1}
    assert grown([first, first, *[SAME] * 6]) == []
    assert grown([*[SAME] * 7, {**SAME, "files": 50}]) == []
