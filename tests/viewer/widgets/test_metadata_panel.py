from csr.core.photo.description import Description
from csr.viewer.widgets.metadata_panel import MetadataPanel
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot


def test_rows_are_replaced_and_a_clicked_value_is_told(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    panel = MetadataPanel(window)
    panel.show_description(Description((("File", "a.jpg"),), (("Model", "Model 5"), ("FNumber", "2.8"))))
    assert panel.table.topLevelItemCount() == 2
    panel.show_description(Description((("File", "b.jpg"), ("Size", "3 x 4")), ()))
    assert panel.table.topLevelItemCount() == 2
    with qtbot.waitSignal(panel.value_clicked) as clicked:
        item = panel.table.topLevelItem(1)
        assert item is not None
        panel.table.itemClicked.emit(item, 0)
    assert clicked.args == ["3 x 4"]
