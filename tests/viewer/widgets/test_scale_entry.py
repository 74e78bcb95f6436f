import pytest
from csr.viewer.window.window import Window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ..conftest import focus


@pytest.mark.parametrize("end", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_line_for_the_scale_gives_the_focus_back(end: Qt.Key, opened: Window) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z)
    assert focus() is not opened.canvas
    QTest.keyClick(focus(), end)
    assert focus() is opened.canvas
