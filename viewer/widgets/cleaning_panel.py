"""The panel of the cleaning: a slider from none to strong, and a tick that leaves it to the photo."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDockWidget, QHBoxLayout, QLabel, QSlider, QWidget

from ...core.scene.cleaning import Cleaning
from ..i18n import tr
from .network_label import cleaning_told
from .panel_column import column, fill_panel

STEPS = 100
"""Steps of the slider."""


class CleaningPanel(QDockWidget):
    """Shows how strongly compression is cleaned away, and lets it be chosen."""

    chosen = Signal(object)
    """A strength, 0..1; None: as the photo tells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Cleaning"), parent)
        self.setObjectName("cleaning")
        self.automatic = QCheckBox(tr("Automatic: as the file and its pixels tell"))
        self.automatic.toggled.connect(self._automatic_toggled)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        """How strongly, in hundredths."""
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(10)
        self.slider.setTickInterval(STEPS // 4)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setAccessibleName(tr("Cleaning, from none to strong"))
        self.slider.valueChanged.connect(self._slid)
        ends = QHBoxLayout()
        ends.addWidget(QLabel(tr("none")))
        ends.addStretch(1)
        ends.addWidget(QLabel(tr("strong")))
        self.note = QLabel()
        """The strength in force, or why nothing can be chosen."""
        self.note.setWordWrap(True)
        fill_panel(self, column(self.automatic, self.slider, ends, self.note))
        self.show_cleaning(None)

    def show_cleaning(self, cleaning: Cleaning | None) -> None:
        """Show what is in force; None where what makes the field takes no notice of it."""
        for widget in (self.automatic, self.slider):
            widget.setEnabled(cleaning is not None)
        if cleaning is None:
            self.note.setText(tr("The weights of this field were not trained for it; light and fine were."))
            return
        with QSignalBlocker(self.automatic), QSignalBlocker(self.slider):
            self.automatic.setChecked(cleaning.automatic)
            if not self.slider.isSliderDown():
                self.slider.setValue(round(cleaning.strength * STEPS))
        told = cleaning_told(cleaning)
        self.note.setText(told[:1].upper() + told[1:])
        self.slider.setAccessibleDescription(told)

    def _slid(self, value: int) -> None:
        with QSignalBlocker(self.automatic):
            self.automatic.setChecked(False)
        self.chosen.emit(value / STEPS)

    def _automatic_toggled(self, on: bool) -> None:
        self.chosen.emit(None if on else self.slider.value() / STEPS)
