"""What warps are tried with."""

from PySide6.QtCore import Qt

SHIFT = Qt.KeyboardModifier.ShiftModifier
