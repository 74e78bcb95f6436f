from pathlib import Path

import pytest
from csr.viewer.window.first_photo import FirstPhoto
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot


def test_it_is_shown_where_it_was_asked_for_and_the_next_one_is_not(
    qtbot: QtBot, window: Window, photo: Path
) -> None:
    first = FirstPhoto(window, 8.0, (40.0, 30.0), needed=True)
    for shown in (photo, photo.with_name("b.png")):
        photo.with_name("b.png").write_bytes(photo.read_bytes())
        with qtbot.waitSignal(window.opened):
            window.open(shown)
        view = window.canvas.view
        assert view is not None
        there = view.scale == 8.0 and view.centre == pytest.approx((40.0, 30.0), abs=0.1)
        assert there == (shown == photo)
    assert not first.problem


@pytest.mark.parametrize(("needed", "waived"), [(True, False), (False, False), (True, True)])
def test_only_a_window_that_needs_it_closes_without_it(
    needed: bool, waived: bool, qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    first = FirstPhoto(window, None, None, needed=needed)
    if waived:
        first.waive()
    missing = tmp_path / "missing.png"
    with qtbot.waitSignal(window.opener.refused):
        window.open(missing)
    ends = needed and not waived
    assert window.isVisible() != ends
    assert (str(missing) in first.problem) == ends
