import numpy as np
import pytest
from csr.core.field.measures import weight
from csr.viewer.window.window import Window
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from .conftest import pixels


def test_peeling_shows_the_kernels_of_a_range_only(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel, model = near.kernels._peel, near.kernels.model
    assert panel is not None
    qtbot.waitUntil(lambda: "kernels in the view" in panel._count.text())
    plain = pixels(qtbot, near)
    plot = panel._plots["weight"]
    low, high = plot._ends
    plot._region.setRegion((low, (low + high) / 2))
    limits = model.peel.weight
    assert limits is not None and np.isinf(limits[0]) and limits[1] == pytest.approx((low + high) / 2)
    peeled = pixels(qtbot, near)
    assert (peeled <= plain).all() and not np.array_equal(peeled, plain)
    view = near.canvas.view
    assert view is not None and model.field is not None
    for tile in model.field.tiles(view):
        assert not tile.kernels[5:, weight(tile.kernels) > limits[1]].any()
    qtbot.waitUntil(lambda: "%" in panel._count.text())
    plot._high.setValue(plot._low.value() + 0.01)
    assert model.peel.weight != limits
    near.actions_by_name["show_all"].trigger()
    assert plot.range is None
    assert np.array_equal(pixels(qtbot, near), plain)
    panel.close()
    assert not near.actions_by_name["peel"].isChecked()


def test_the_axis_of_angles_has_degree_signs(near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    said = {n: p._plot.getAxis("bottom").tickStrings([0.0, 45.0], 1.0, 45.0) for n, p in panel._plots.items()}
    assert said["angle"] == ["0°", "45°"]
    assert not any("°" in text for name, texts in said.items() if name != "angle" for text in texts)


def test_the_histograms_have_the_colours_of_the_theme(near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    plot = panel._plots["size"]._plot
    for ground, text in (("white", "black"), ("black", "white")):
        palette = QPalette(QColor(ground))
        palette.setColor(QPalette.ColorRole.Base, QColor(ground))
        palette.setColor(QPalette.ColorRole.Text, QColor(text))
        near.setPalette(palette)
        assert plot.backgroundBrush().color() == QColor(ground)
        assert plot.getAxis("bottom").textPen().color() == QColor(text)


def test_no_histogram_is_painted_before_its_turn(qtbot: QtBot, near: Window) -> None:
    peel = near.actions_by_name["peel"]
    peel.setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    plots = [plot._plot for plot in panel._plots.values()]
    for _ in range(2):
        assert not any(plot.isVisible() for plot in plots)
        qtbot.waitUntil(lambda: plots[0].isVisible())
        qtbot.waitUntil(lambda: all(plot.isVisible() for plot in plots))
        peel.setChecked(False)
        assert panel.isHidden()
        peel.setChecked(True)


def test_directions_may_go_round(qtbot: QtBot, near: Window) -> None:
    near.actions_by_name["peel"].setChecked(True)
    panel = near.kernels._peel
    assert panel is not None
    qtbot.waitUntil(lambda: "kernels in the view" in panel._count.text())
    panel._plots["angle"]._region.setRegion((-20, 30))
    assert near.kernels.model.peel.angle == (-20, 30)
    panel._plots["angle"].reset()
    assert near.kernels.model.peel.keeps_all
