"""The choices of a saved picture: which part, how large, in which format."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from ...core.geometry.view import LONGEST_SIDE, Box
from ...core.photo.save_formats import QUALITY, SAVE_FORMATS, SaveFormat
from ..i18n import grouped, tr

_LARGEST_SCALE = 100_000.0


@dataclass(frozen=True)
class Choice:
    """The choice of a person."""

    box: Box | None
    """The part of the photo, in photo pixels; None for the screen as it is, with all that lies over it."""
    scale: float
    suffix: str
    bits: int
    quality: int
    keep_metadata: bool
    keep_space: bool


class SaveDialog(QDialog):
    """Does not block the window: the view can be moved while it is open.

    Args:
        parts: names of parts of the photo, with their boxes, in photo pixels; the first is chosen.
        scale: the present one, in device pixels for each photo pixel.
        space: name of the photo's wide RGB space; None where it is in sRGB.
        parent: owner.
    """

    chosen = Signal(object)
    """A `Choice`."""

    def __init__(
        self, parts: dict[str, Box | None], scale: float, space: str | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save as"))
        self._parts = parts
        self.part = _choices(tr("Part"), list(parts))
        self.scale = QDoubleSpinBox()
        self.scale.setDecimals(4)
        self.scale.setRange(0.0001, _LARGEST_SCALE)
        self.scale.setValue(scale)
        self.scale.setAccessibleName(tr("Scale"))
        self.width_ = QSpinBox()
        self.width_.setRange(1, LONGEST_SIDE)
        self.width_.setGroupSeparatorShown(True)
        self.width_.setSuffix(" " + tr("pixels wide"))
        self.width_.setAccessibleName(tr("Width"))
        self.size_ = QLabel()
        self.format = _choices(tr("Format"), [kind.name for kind in SAVE_FORMATS])
        self.depth_ = _choices(tr("Depth"), [tr("8 bits"), tr("16 bits")])
        self.quality = QSpinBox()
        self.quality.setRange(1, 100)
        self.quality.setValue(QUALITY)
        self.quality.setAccessibleName(tr("Quality"))
        self.keep_metadata = QCheckBox(tr("Metadata: date, camera, place, captions"))
        self.keep_metadata.setChecked(True)
        self.colours = _choices(tr("Colours"), ["sRGB"] if space is None else [space, "sRGB"])
        self._is_wide = space is not None
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        how_large_row = QWidget()
        how_large = QHBoxLayout(how_large_row)
        how_large.setContentsMargins(0, 0, 0, 0)
        for widget in (self.scale, self.width_, self.size_):
            how_large.addWidget(widget)
        form = QFormLayout(self)
        for name, row in (
            (tr("Part"), self.part),
            (tr("Scale"), how_large_row),
            (tr("Format"), self.format),
            (tr("Depth"), self.depth_),
            (tr("Quality"), self.quality),
            (tr("Colours"), self.colours),
            (tr("Keep"), self.keep_metadata),
        ):
            form.addRow(name, row)
        form.addRow(buttons)
        self.part.currentIndexChanged.connect(self._scale_changed)
        self.scale.valueChanged.connect(self._scale_changed)
        self.width_.valueChanged.connect(self._width_changed)
        self.format.currentIndexChanged.connect(self._format_changed)
        self._scale_changed()
        self._format_changed()

    def choice(self) -> Choice:
        """The present choice."""
        return Choice(
            self._box(),
            self.scale.value(),
            self._kind().suffixes[0],
            16 if self.depth_.currentIndex() == 1 and self.depth_.isEnabled() else 8,
            self.quality.value(),
            self.keep_metadata.isChecked(),
            self.colours.isEnabled() and self.colours.currentIndex() == 0,
        )

    def _kind(self) -> SaveFormat:
        return SAVE_FORMATS[self.format.currentIndex()]

    def _box(self) -> Box | None:
        return self._parts[self.part.currentText()]

    def _scale_changed(self) -> None:
        box = self._box()
        for widget in (self.scale, self.width_):
            widget.setEnabled(box is not None)
        self.size_.setVisible(box is not None)
        if box is not None:
            width, height = (max(1, round(side * self.scale.value())) for side in _sides(box))
            self.width_.blockSignals(True)
            self.width_.setValue(width)
            self.width_.blockSignals(False)
            self.size_.setText(tr("{width} × {height} pixels", width=grouped(width), height=grouped(height)))
        self._format_changed()

    def _width_changed(self, width: int) -> None:
        box = self._box()
        if box is not None:
            self.scale.setValue(width / _sides(box)[0])

    def _format_changed(self) -> None:
        kind = self._kind()
        # The screen has no more than 8 bits.
        self.depth_.setEnabled(16 in kind.bits and self._box() is not None)
        self.quality.setEnabled(kind.has_quality)
        self.colours.setEnabled(self._is_wide and self._box() is not None)

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(self.choice())


def _choices(name: str, texts: list[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(texts)
    box.setAccessibleName(name)
    return box


def _sides(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]
