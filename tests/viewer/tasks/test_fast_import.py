import subprocess
import sys

PROGRAM = """
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
names = dir(PySide6.QtCore)
from csr.viewer.tasks.fast_import import import_pyqtgraph_quickly
import_pyqtgraph_quickly()
import pyqtgraph
from pyqtgraph.Qt import QtCore, QtGui, QtWidgets
from pyqtgraph.Qt.QtCore import QPointF
assert QPointF is PySide6.QtCore.QPointF
assert QtWidgets.QApplication is PySide6.QtWidgets.QApplication and QtGui.QImage is PySide6.QtGui.QImage
assert set(names) <= set(dir(PySide6.QtCore))
try:
    QtCore.nothing
except AttributeError:
    pass
else:
    raise AssertionError("a name that is none")
app = pyqtgraph.mkQApp()
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3], [3, 1, 2])
plot.grab()
"""


def test_pyqtgraph_works_without_its_copy_of_qt() -> None:
    words = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
