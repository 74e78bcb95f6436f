from itertools import pairwise

import numpy as np
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.compare import Resampled
from csr.core.scene.scene import Scene
from csr.viewer.render.comparison import ComparisonMode, Mode, panes, shift_at, visible_width
from hypothesis import given
from hypothesis import strategies as st

SIDE = Resampled(Scene(photo_from_pixels(np.zeros((2, 2, 3), np.uint8))), "nearest")


@given(st.sampled_from(("off", "split", "beside", "difference")), st.floats(0, 1), st.integers(1, 4000))
def test_panes_fill_the_window_and_know_their_place(mode: Mode, line: float, width: int) -> None:
    comparison = ComparisonMode(SIDE, mode, line)
    got = panes(comparison, width)
    assert got[0].left == 0 and got[-1].right == width
    assert all(a.right == b.left for a, b in pairwise(got))
    for pane in got:
        if pane.left < pane.right:
            assert shift_at(comparison, width, pane.left) == pane.shift
    if mode == "beside":
        # Each shows columns of the view, the same ones.
        shown = [range(p.left - p.shift, p.right - p.shift) for p in got]
        assert all(r.start >= 0 and r.stop <= width for r in shown)
        assert shown[0].start == shown[1].start and len(shown[1]) - len(shown[0]) in (0, 1)
        assert visible_width(comparison, width) == max(1, len(shown[0]))
