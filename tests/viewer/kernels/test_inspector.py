import numpy as np
import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ..conftest import settled
from .conftest import MIDDLE, device, inspected, pixels


def test_a_click_shows_the_nearest_kernel_and_why_its_pixel_is_so(qtbot: QtBot, near: Window) -> None:
    kernel, model = inspected(qtbot, near), near.kernels.model
    view = near.canvas.view
    assert view is not None and model.pixel is not None and model.field is not None
    x, y = view.to_photo(*device(near, MIDDLE))
    means = np.concatenate([t.kernels[:2] for t in model.field.tiles(view)], axis=1)
    assert np.hypot(*(kernel[:2] - (x, y))) == pytest.approx(np.hypot(means[0] - x, means[1] - y).min())
    u, v = (int(c) for c in device(near, MIDDLE))
    drawn = settled(qtbot, near).frame.pixels[v, u, 2::-1]
    # Half a step of rounding, and what the cut-off at rest leaves out.
    assert np.abs(np.clip(model.pixel.found.value, 0, 1) * 255 - drawn).max() < 0.55
    panel = near.findChild(QWidget, "inspector")
    assert panel is not None and panel.isVisible()
    texts = " ".join(label.text() for label in panel.findChildren(type(near.kernels._inspector._place)))
    assert f"Number {model.number:,}" in texts and "pinned" in texts and "of the pixel" in texts
    shown = near.canvas.grab().toImage()
    QTest.keyClick(near.canvas, Qt.Key.Key_Escape)
    assert model.kernel is None and model.pixel is None
    settled(qtbot, near)
    assert near.canvas.grab().toImage() != shown


def test_values_are_entered_and_colours_chosen(qtbot: QtBot, near: Window) -> None:
    inspected(qtbot, near)
    model, panel = near.kernels.model, near.kernels._inspector
    assert panel is not None
    for name, value in (("red", 2.5), ("major", 1.25), ("y", 100.25)):
        panel._fields[name].setValue(value)
    assert model.kernel is not None
    assert (model.kernel[5], model.kernel[1]) == (2.5, 100.25)
    assert model.kernel[2] + model.kernel[4] > 1.25**2
    panel._choose_colour()
    assert panel._chooser is not None
    panel._chooser.setCurrentColor(Qt.GlobalColor.blue)
    assert model.kernel[5:].tolist() == [0, 0, 1]
    QTest.keyClick(
        near.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert f"kernel {model.number}" in QGuiApplication.clipboard().text()
    while model.can_undo:
        model.undo()


def test_a_kernel_is_deleted_by_key_and_the_next_chosen_in_the_list(qtbot: QtBot, near: Window) -> None:
    inspected(qtbot, near)
    model, panel, plain = near.kernels.model, near.kernels._inspector, pixels(qtbot, near)
    assert panel is not None
    first = model.number
    QTest.keyClick(near.canvas, Qt.Key.Key_Delete)
    assert model.kernel is None
    assert not np.array_equal(pixels(qtbot, near), plain)
    qtbot.waitUntil(lambda: model.pixel is not None and first not in model.pixel.numbers)
    panel._table.setCurrentCell(1, 0)
    assert model.pixel is not None and model.number == model.pixel.numbers[1]
    shown, added = (panel._table.item(1, column) for column in (0, 2))
    assert shown is not None and shown.text() == f"{model.number:,}"  # as in the title above
    assert added is not None and len(added.toolTip()) > len(added.text())
    model.undo()
    assert np.array_equal(pixels(qtbot, near), plain)
