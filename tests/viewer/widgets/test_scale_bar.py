import math

import pytest
from csr.viewer.style import LONGEST_SCALE_BAR
from csr.viewer.widgets.scale_bar import round_length
from csr.viewer.window.window import Window
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


@given(st.floats(1e-3, 1e6))
def test_bars_are_1_2_or_5_times_a_power_of_ten(most: float) -> None:
    length = round_length(most)
    assert 0.4 * most - 1e-9 <= length <= most * (1 + 1e-9)
    lead = length / 10 ** math.floor(math.log10(length) + 1e-9)
    assert min(abs(lead - s) for s in (1, 2, 5, 10)) < 1e-6


def test_the_scale_bar_is_as_long_as_it_says(opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_L)
    bar = opened.corner_widgets.scale_bar
    assert bar.isVisible()
    for scale in (0.5, 3.7, 64.0, 512.0):
        opened.canvas.zoom_to(scale)
        pixels, wide = bar.length()
        assert wide * opened.canvas.devicePixelRatioF() == pytest.approx(pixels * scale)
        assert 0.4 * LONGEST_SCALE_BAR - 1e-9 <= wide <= LONGEST_SCALE_BAR + 1e-9
    QTest.keyClick(opened.canvas, Qt.Key.Key_L)
    assert not bar.isVisible()
