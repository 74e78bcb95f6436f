"""The window for hands on the keyboard and for people who have it read to them."""

from pathlib import Path

import pytest
from csr.viewer.actions.table import ACTIONS
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QDoubleSpinBox,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ..conftest import arrived, settled

CONTROLS = (
    *(QAbstractButton, QAbstractSlider, QLineEdit, QAbstractSpinBox, QComboBox, QDockWidget, QGraphicsView),
)
PANELS = ("inspect", "peel", "metadata")


@pytest.fixture
def full(qtbot: QtBot, opened: Window) -> Window:
    """The window with everything that it has at its edges, and a kernel selected."""
    for name in (*PANELS, "navigator", "scale_bar", "histogram", "figures", "split"):
        opened.actions_by_name[name].setChecked(True)
    opened.canvas.zoom_to(8.0)
    settled(qtbot, opened)
    opened.actions_by_name["pick"].trigger()
    qtbot.waitUntil(lambda: opened.kernels.model.kernel is not None)
    return opened


def name_of(widget: QWidget) -> str:
    """What a screen reader says, which may be a button's text or the label beside a field."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def controls_in(top: QWidget) -> list[QWidget]:
    """What takes the focus or can be worked with, but for what Qt makes within its own controls."""
    return [
        widget
        for widget in (top, *top.findChildren(QWidget))
        if (isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), QTableWidget)
        and (widget is top or "PrivateContainer" not in widget.parent().metaObject().className())
    ]


def test_every_control_has_a_name(full: Window) -> None:
    for name in ("type_scale", "save_as", "sheet", "about"):
        full.actions_by_name[name].trigger()
    tops: list[QWidget] = [full, *full.findChildren(QDialog)]
    found = {widget for top in tops for widget in controls_in(top)}
    assert len(found) > 40
    unnamed = [(type(w).__name__, w.objectName(), type(w.parent()).__name__) for w in found if not name_of(w)]
    assert not unnamed
    for lying_over in (
        full.corner_widgets.navigator,
        full.corner_widgets.scale_bar,
        full.corner_widgets.histogram,
    ):
        assert name_of(lying_over)
    assert full.canvas.accessibleDescription()
    for top in tops[1:]:
        top.close()


def test_names_in_a_panel_tell_its_controls_apart(full: Window) -> None:
    for dock in full.findChildren(QDockWidget):
        names = [name_of(w) for w in controls_in(dock) if w is not dock]
        assert len(set(names)) == len(names), names


def test_every_action_is_reached_by_keys(window: Window) -> None:
    """By its own key, or by its menu, which opens by its own (see test_i18n.py)."""
    for action in ACTIONS:
        item = window.actions_by_name[action.name]
        assert item.shortcuts() or item in [a for m in window.menuBar().actions() for a in entries(m)]


def entries(action: QAction) -> list[QAction]:
    """The action itself, or those of its menu."""
    menu = action.menu()
    return (
        [found for inner in menu.actions() for found in entries(inner)]
        if isinstance(menu, QMenu)
        else [action]
    )


def test_tab_goes_round_through_photo_and_panel_in_reading_order(qtbot: QtBot, full: Window) -> None:
    (peel,) = (d for d in full.findChildren(QDockWidget) if d.objectName() == "peel")
    full.actions_by_name["inspect"].setChecked(False)
    full.actions_by_name["metadata"].setChecked(False)
    qtbot.waitUntil(lambda: peel.isVisible() and not peel.visibleRegion().isEmpty())
    full.canvas.setFocus()
    seen: list[QWidget] = []
    while not seen or seen[-1] is not full.canvas:
        QTest.keyClick(QApplication.focusWidget() or full, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None and focus not in seen
        seen.append(focus)
    boxes = [w for w in seen if isinstance(w, QDoubleSpinBox)]
    assert len(boxes) == 8
    tops = [w.mapTo(full, w.rect().topLeft()) for w in boxes]
    assert [(p.y(), p.x()) for p in tops] == sorted((p.y(), p.x()) for p in tops)


def test_a_range_to_peel_is_typed(qtbot: QtBot, full: Window) -> None:
    box = next(w for w in full.findChildren(QDoubleSpinBox) if w.accessibleName() == "Weight: least")
    qtbot.waitUntil(lambda: box.value() != 0)
    box.setFocus()
    box.selectAll()
    middle = (box.value() + 1) / 2
    QTest.keyClicks(box, box.locale().toString(middle, "f", 4))
    QTest.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: full.kernels.model.peel.weight is not None)
    assert full.kernels.model.peel.weight[0] == pytest.approx(middle, abs=1e-3)


def test_arrows_go_through_a_panels_list_and_move_the_photo_from_the_photo(
    qtbot: QtBot, full: Window
) -> None:
    full.actions_by_name["inspect"].setChecked(True)
    table = next(w for w in full.findChildren(QTableWidget))
    qtbot.waitUntil(lambda: table.rowCount() > 2)
    before = arrived(qtbot, full.canvas)
    table.setFocus()
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() == 1 and arrived(qtbot, full.canvas) == before
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert full.canvas.hasFocus()
    QTest.keyClick(full.canvas, Qt.Key.Key_Down)
    assert arrived(qtbot, full.canvas).y0 > before.y0


def test_keys_move_the_split_line(full: Window) -> None:
    line = full.canvas.comparison.line
    full.canvas.setFocus()
    for _ in range(3):
        QTest.keyClick(full.canvas, Qt.Key.Key_Comma)
    assert full.canvas.comparison.line < line
    for _ in range(300):
        full.actions_by_name["line_right"].trigger()
    assert full.canvas.comparison.line == 1.0


def test_a_menu_opens_and_acts_by_keys_alone(qtbot: QtBot, opened: Window, photo: Path) -> None:
    del photo
    opened.canvas.setFocus()
    QTest.keyClick(opened, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.canvas.overlays.kernels)
