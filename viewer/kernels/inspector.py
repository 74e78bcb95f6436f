"""The inspector: the selected kernel's values, to be read and changed, and why a pixel is so."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QDockWidget,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.field.measures import axes, covariance
from .. import style
from ..i18n import format_number, grouped, tr
from ..widgets.panel_column import fill_panel, scrolled
from .model import KernelModel, Pixel
from .share_bar import ShareBar, colour_of
from .tools import LEAST_SD

SWATCH = 14
"""Side of a colour's square, in device-independent pixels."""
MOST_SD = 1000.0
"""Largest standard deviation that can be entered, in photo pixels."""


class Inspector(QDockWidget):
    """A view of the kernel and the pixel that the model holds; changes go to the model."""

    copied = Signal()
    """The selected kernel shall be copied as text."""

    def __init__(self, model: KernelModel, parent: QWidget) -> None:
        super().__init__(tr("Inspector"), parent)
        self.setObjectName("inspector")
        self._model = model
        self._hint = QLabel(tr("Click on the picture: the kernel nearest to the click is shown here."))
        self._hint.setWordWrap(True)
        self._maker = QLabel()
        """Names the network that makes the field, and how it cleans."""
        self._maker.setWordWrap(True)
        self._maker.setTextFormat(Qt.TextFormat.PlainText)
        self._title = QLabel()
        self._fields = {
            "x": _number(tr("mean x, in photo pixels"), -1e6, 1e6, 0.05, 3),
            "y": _number(tr("mean y, in photo pixels"), -1e6, 1e6, 0.05, 3),
            "major": _number(
                tr("standard deviation along the first axis, photo pixels"), LEAST_SD, MOST_SD, 0.02, 3
            ),
            "minor": _number(
                tr("standard deviation along the second axis, photo pixels"), LEAST_SD, MOST_SD, 0.02, 3
            ),
            "angle": _number(
                tr("direction of the first axis, degrees from x towards y (down)"), -360, 360, 5, 1
            ),
            "red": _number(tr("red, 0 to 1 where nothing overlaps"), -100, 100, 0.02, 3),
            "green": _number(tr("green, 0 to 1 where nothing overlaps"), -100, 100, 0.02, 3),
            "blue": _number(tr("blue, 0 to 1 where nothing overlaps"), -100, 100, 0.02, 3),
        }
        self._fields["angle"].setSuffix("°")
        for name, field in self._fields.items():
            field.valueChanged.connect(partial(self._entered, name))
        self._matrix = QLabel()
        self._matrix.setToolTip(tr("Covariance xx, xy, yy, in photo pixels squared"))
        self._matrix.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._weight = QLabel()
        self._weight.setToolTip(tr("What its colour is multiplied by in the pixel, and its share in it"))
        self._swatch = QToolButton()
        self._swatch.setAccessibleName(tr("Choose the kernel's colour"))
        self._swatch.setToolTip(tr("Choose the kernel's colour"))
        self._swatch.clicked.connect(self._choose_colour)
        self._chooser: QColorDialog | None = None
        self._kernel = self._make_kernel_box()
        self._place = QLabel(tr("Point at the picture."))
        self._place.setWordWrap(True)
        self._bar = ShareBar()
        self._bar.chosen.connect(model.select)
        self._table = self._make_table()
        pixel = QGroupBox(tr("Why is this pixel so?"))
        column = QVBoxLayout(pixel)
        for widget in (self._place, self._bar, self._table):
            column.addWidget(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for widget in (self._hint, self._kernel, pixel, self._maker):
            column.addWidget(widget)
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fill_panel(self, area)
        model.selected.connect(self._show_kernel)
        model.pixel_changed.connect(self._show_pixel)
        model.maker_changed.connect(self._show_maker)
        self._show_kernel()
        self._show_maker()

    def _make_kernel_box(self) -> QGroupBox:
        box = QGroupBox(tr("Kernel"))
        form = QFormLayout(box)
        form.setVerticalSpacing(3)
        form.addRow(self._title)
        for label, names in (
            (tr("Mean"), ("x", "y")),
            (tr("Axes (σ)"), ("major", "minor")),
            (tr("Angle"), ("angle",)),
        ):
            form.addRow(label, _row(*(self._fields[n] for n in names)))
        form.addRow(tr("Covariance"), self._matrix)
        form.addRow(tr("Colour"), _row(self._swatch, *(self._fields[n] for n in ("red", "green", "blue"))))
        form.addRow(tr("Weight here"), self._weight)
        delete, copy = QPushButton(tr("Delete")), QPushButton(tr("Copy as text"))
        delete.setToolTip(tr("Take the kernel out of the picture"))
        delete.clicked.connect(self._model.delete)
        copy.clicked.connect(self.copied)
        form.addRow(_row(delete, copy))
        return box

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([tr("Kernel"), tr("Share"), tr("Adds (r, g, b)")])
        table.setAccessibleName(tr("Kernels that make the pixel, the largest share first"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(20)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.currentCellChanged.connect(self._row_chosen)
        return table

    # -- what is shown -------------------------------------------------------------------------------

    def _show_kernel(self) -> None:
        kernel = self._model.kernel
        self._kernel.setVisible(kernel is not None)
        self._hint.setVisible(kernel is None)
        if kernel is None:
            self._close_chooser()
            self._show_pixel()
            return
        edited = self._model.edits.kernel(self._model.number or 0) is not None
        number = grouped(self._model.number or 0)
        title = (
            tr("Number {number} (edited)", number=number) if edited else tr("Number {number}", number=number)
        )
        self._title.setText(title)
        major, minor, angle = (float(v[0]) for v in axes(kernel[:, None]))
        values = dict(zip(("x", "y"), kernel[:2], strict=True)) | {
            "major": major,
            "minor": minor,
            "angle": angle,
        }
        values |= dict(zip(("red", "green", "blue"), kernel[5:], strict=True))
        for name, field in self._fields.items():
            with QSignalBlocker(field):
                field.setValue(float(values[name]))
        xx, xy, yy = (float(c) for c in kernel[2:5])
        self._matrix.setText(
            "   ".join(format_number(value, spec) for value, spec in ((xx, ".4f"), (xy, "+.4f"), (yy, ".4f")))
        )
        swatch = QPixmap(SWATCH, SWATCH)
        swatch.fill(colour_of(kernel))
        self._swatch.setIcon(swatch)
        self._show_pixel()

    def _show_maker(self) -> None:
        maker = self._model.maker
        self._maker.setText(tr("Field made by {model}", model=maker) if maker else "")
        self._maker.setVisible(bool(maker))

    def _show_pixel(self) -> None:
        pixel, number = self._model.pixel, self._model.number
        self._bar.show_pixel(pixel, number)
        self._weight.setText("-" if pixel is None else _weight_of(pixel, number))
        with QSignalBlocker(self._table):
            self._fill_table(pixel, number)
        if pixel is None:
            self._place.setText(tr("Point at the picture."))
            return
        x, y = self._model.place(pixel)
        value = "  ".join(format_number(v, ".3f") for v in pixel.found.value)
        pinned = "   " + tr("(pinned; Esc lets go)") if self._model.pinned else ""
        count = pixel.numbers.size
        made = tr("{count} kernels make {value}", count=count, value=value)
        self._place.setText(f"x {format_number(x, '.2f')}   y {format_number(y, '.2f')}{pinned}\n{made}")

    def _fill_table(self, pixel: Pixel | None, number: int | None) -> None:
        rows = 0 if pixel is None else min(pixel.numbers.size, style.MOST_SHARES)
        self._table.setRowCount(rows)
        self._table.clearSelection()
        if pixel is None:
            return
        share, parts = pixel.found.share, pixel.found.parts
        for i in range(rows):
            # Two decimals have room in every language; the tip tells more.
            added, exactly = (" ".join(format_number(p, spec) for p in parts[i]) for spec in ("+.2f", "+.5f"))
            texts = (grouped(int(pixel.numbers[i])), format_number(share[i], ".1%"), added)
            for column, text in enumerate(texts):
                item = self._table.item(i, column)
                if item is None:
                    item = QTableWidgetItem()
                    self._table.setItem(i, column, item)
                item.setText(text)
                item.setToolTip(exactly if column == 2 else "")
                if column == 0:
                    item.setData(Qt.ItemDataRole.DecorationRole, colour_of(pixel.found.kernels[:, i]))
            if pixel.numbers[i] == number:
                self._table.selectRow(i)

    # -- what is entered -----------------------------------------------------------------------------

    def _row_chosen(self, row: int, *_: int) -> None:
        pixel = self._model.pixel
        if pixel is not None and 0 <= row < pixel.numbers.size:
            self._model.pinned = True
            self._model.select(int(pixel.numbers[row]))

    def _entered(self, name: str, _value: float) -> None:
        if self._model.kernel is None:
            return
        kernel, value = self._model.kernel.copy(), {n: f.value() for n, f in self._fields.items()}
        if name in ("x", "y"):
            kernel["xy".index(name)] = value[name]
        elif name in ("red", "green", "blue"):
            kernel[5 + ("red", "green", "blue").index(name)] = value[name]
        else:
            kernel[2:5] = covariance(value["major"], value["minor"], value["angle"])
        self._model.change(kernel, ("field", name, self._model.number))

    def _choose_colour(self) -> None:
        if self._model.kernel is None:
            return
        self._close_chooser()
        self._chooser = chooser = QColorDialog(colour_of(self._model.kernel), self)
        chooser.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        chooser.currentColorChanged.connect(partial(self._recolour, self._model.number))
        chooser.show()

    def _recolour(self, number: int | None, colour: QColor) -> None:
        if self._model.kernel is not None and number == self._model.number:
            kernel = self._model.kernel.copy()
            kernel[5:] = np.array([colour.redF(), colour.greenF(), colour.blueF()], np.float32)
            self._model.change(kernel, ("colour", self._model.number))

    def _close_chooser(self) -> None:
        if self._chooser is not None:
            self._chooser.close()
            self._chooser.deleteLater()
            self._chooser = None


def _weight_of(pixel: Pixel, number: int | None) -> str:
    at = np.flatnonzero(pixel.numbers == number)
    if not at.size:
        return tr("none: it does not reach here")
    i = int(at[0])
    share = tr("({share:.1%} of the pixel)", share=pixel.found.share[i])
    return f"{format_number(pixel.found.weight[i], '.4f')}   {share}"


def _number(tip: str, low: float, high: float, step: float, decimals: int) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setDecimals(decimals)
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setKeyboardTracking(False)
    field.setToolTip(tip[0].upper() + tip[1:])
    field.setAccessibleName(tip[0].upper() + tip[1:])
    field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    field.setMinimumWidth(48)
    return field


def _row(*widgets: QWidget) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return line
