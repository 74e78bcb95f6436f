from csr.viewer.style import PANEL_WIDTH
from csr.viewer.widgets.panel_column import column, fill_panel, scrolled
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel
from pytestqt.qtbot import QtBot


def shown(qtbot: QtBot, dock: QDockWidget, height: int) -> None:
    qtbot.addWidget(dock)
    dock.resize(PANEL_WIDTH, height)
    dock.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def test_rows_stand_at_the_top_one_below_the_other(qtbot: QtBot) -> None:
    first, second, third = QLabel("first"), QLabel("second"), QLabel("third")
    row = QHBoxLayout()
    row.addWidget(second)
    dock = QDockWidget()
    fill_panel(dock, column(first, row, third))
    shown(qtbot, dock, 600)
    tops = [label.mapTo(dock, label.rect().topLeft()).y() for label in (first, second, third)]
    assert tops == sorted(tops) and tops[0] < tops[1] < tops[2] < 200
    assert dock.widget().minimumWidth() == PANEL_WIDTH


def test_what_is_higher_than_the_panel_scrolls(qtbot: QtBot) -> None:
    rows = [QLabel("\n" * 9) for _ in range(9)]
    dock = QDockWidget()
    area = scrolled(column(*rows))
    fill_panel(dock, area)
    shown(qtbot, dock, 200)
    assert area.verticalScrollBar().maximum() > 0 and dock.height() == 200
