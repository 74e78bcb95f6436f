"""The panel of a warp's numbers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDockWidget,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from ...core.geometry.warp import LEAST_RADIUS, LENS_LIMITS, NO_WARP, SHEAR_LIMIT, Warp
from .. import style
from ..i18n import tr
from ..widgets.panel_column import column, fill_panel


class WarpPanel(QDockWidget):
    """Numbers to type or to step through, and a slider for the angle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Warp"), parent)
        self.setObjectName("warp")
        self.angle = _number(tr("Angle"), -180, 180, 1, 2, "°")
        self.angle.setWrapping(True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(-180, 180)
        self._slider.setAccessibleName(tr("Angle, dragged"))
        self._slider.valueChanged.connect(self._slid)
        self._shear_x = _number(tr("Shear along x"), -SHEAR_LIMIT, SHEAR_LIMIT, 0.05, 3)
        self._shear_y = _number(tr("Shear along y"), -SHEAR_LIMIT, SHEAR_LIMIT, 0.05, 3)
        self.lens = QGroupBox(tr("Lens"))
        self.lens.setCheckable(True)
        self._power = _number(tr("Magnification"), *LENS_LIMITS, 0.1, 2, " ×")
        self._radius = _number(tr("Radius, photo pixels"), LEAST_RADIUS, style.LARGEST_LENS, 10, 0)
        self._follows = QCheckBox(tr("Follows the cursor"))
        self._follows.setChecked(True)
        note = QLabel(tr("A lens is exact to the first order over a kernel; the rest is exact."))
        note.setWordWrap(True)
        self.reset = QPushButton(tr("Reset"))
        self.fields = (self.angle, self._shear_x, self._shear_y, self._power, self._radius)
        """Fields that can be typed into."""
        form, inner = QFormLayout(), QFormLayout(self.lens)
        for field in self.fields[:3]:
            form.addRow(field.accessibleName(), field)
        form.insertRow(1, self._slider)
        for field in self.fields[3:]:
            inner.addRow(field.accessibleName(), field)
        inner.addRow(self._follows)
        fill_panel(self, column(form, self.lens, note, self.reset))
        self.show_warp(NO_WARP)

    @property
    def follows(self) -> bool:
        """True if the lens goes where the cursor goes."""
        return self._follows.isChecked()

    def _slid(self, degrees: int) -> None:
        self.angle.setValue(float(degrees))

    def warp(self, before: Warp) -> Warp:
        """The warp that is typed; a lens stays where it was, and the order of the shears."""
        lens = before.lens
        if lens is not None:
            lens = replace(lens, radius=self._radius.value(), magnification=self._power.value())
        across, down = self._shear_x.value(), self._shear_y.value()
        y_first = before.shears_y_first and bool(across and down)
        return Warp(self.angle.value(), across, down, lens, y_first)

    def show_warp(self, warp: Warp) -> None:
        """Show a warp's numbers."""
        blocked = [QSignalBlocker(widget) for widget in (*self.fields, self._slider, self.lens)]
        self.angle.setValue(warp.angle)
        self._slider.setValue(round(warp.angle))
        self._shear_x.setValue(warp.shear_x)
        self._shear_y.setValue(warp.shear_y)
        self.lens.setChecked(warp.lens is not None)
        if warp.lens is not None:
            self._power.setValue(warp.lens.magnification)
            self._radius.setValue(warp.lens.radius)
        for blocker in blocked:
            blocker.unblock()


def _number(
    name: str, least: float, largest: float, step: float, decimals: int, unit: str = ""
) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(least, largest)
    field.setSingleStep(step)
    field.setDecimals(decimals)
    field.setSuffix(unit)
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    return field
