"""The dialog that saves."""

from csr.viewer.saving.save_dialog import SaveDialog
from PySide6.QtWidgets import QApplication


def dialog() -> SaveDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, SaveDialog) and w.isVisible()]
    assert len(found) == 1
    return found[0]
