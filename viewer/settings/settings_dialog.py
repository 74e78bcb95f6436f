"""The dialog of the settings: what is chosen in it is in force at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap, QStandardItemModel
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)

from ...core.network.bundled import bundled
from ...core.scene.weights_choice import AUTOMATIC as AUTOMATIC_WEIGHTS
from ..devices.device_menu import can_be_chosen, entry
from ..devices.devices import Devices
from ..devices.names import AUTOMATIC, DEVICES
from ..i18n import N_, tr
from .settings import MEMORY_LIMITS, SYSTEM_LANGUAGE
from .settings_file import SettingsFile

THEMES = {"dark": N_("Dark"), "light": N_("Light"), "system": N_("As the system")}
LANGUAGES = {"en": "English", "de": "Deutsch", "zh_CN": "简体中文"}
"""In themselves, for those who read no other."""
WHEEL = {"zooms": N_("Zooms"), "pans": N_("Moves the photo (with Ctrl it zooms)")}
COLOURS = {
    "positions_colour": N_("Positions"),
    "covariances_colour": N_("Covariances"),
    "selection_colour": N_("Selection"),
    "grid_colour": N_("Pixel grid"),
}
_FILE = "a file"
"""Data of the entry that asks for a weights file: no path, for it is not absolute."""
_MEMORY_STEP = 128
"""MiB of a step of the memory budget. A step below the least is the automatic budget."""
_SWATCH = QSize(28, 14)


class SettingsDialog(QDialog):
    """Does not block the window. It follows the settings, whoever changes them.

    Args:
        settings: what it shows and changes.
        devices: say which can be used, and why not the others.
        parent: owner.
    """

    def __init__(self, settings: SettingsFile, devices: Devices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self._settings, self._devices = settings, devices
        self._theme = _choices({data: tr(text) for data, text in THEMES.items()})
        self._language = _choices({SYSTEM_LANGUAGE: tr("As the system"), **LANGUAGES})
        self._language.setToolTip(tr("From the next start on"))
        self._wheel = _choices({data: tr(text) for data, text in WHEEL.items()})
        self._device = _choices({AUTOMATIC: tr("Automatic"), **DEVICES})
        self._weights = _choices({AUTOMATIC_WEIGHTS: tr("Automatic"), **{name: name for name in bundled()}})
        self._weights.addItem(tr("A file…"), _FILE)
        self._weights.setToolTip(tr("Automatic: by the photo, and by what runs the network"))
        self._memory = QSpinBox()
        self._memory.setRange(MEMORY_LIMITS[0] - _MEMORY_STEP, MEMORY_LIMITS[1])
        self._memory.setSingleStep(_MEMORY_STEP)
        self._memory.setSuffix(" MiB")
        self._memory.setSpecialValueText(tr("Automatic"))
        self._memory.setKeyboardTracking(False)  # half a number is none
        self._memory.setToolTip(tr("For the field, and for photos of the folder that are shown next"))
        self._colours = {name: QPushButton() for name in COLOURS}
        self._choosers: dict[str, QColorDialog] = {}
        colours = QWidget()
        row = QHBoxLayout(colours)
        row.setContentsMargins(0, 0, 0, 0)
        for name, button in self._colours.items():
            button.setText(tr(COLOURS[name]))
            button.setIconSize(_SWATCH)
            button.setAccessibleName(tr("Colour: {what}", what=tr(COLOURS[name])))
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._ask_colour, name))
            row.addWidget(button)
        form = QFormLayout(self)
        for title, widget in (
            (tr("Theme"), self._theme),
            (tr("Language"), self._language),
            (tr("Mouse wheel"), self._wheel),
            (tr("Device"), self._device),
            (tr("Weights"), self._weights),
            (tr("Memory"), self._memory),
            (tr("Colours"), colours),
        ):
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        self._later = QLabel(tr("The window speaks the language from its next start on."))
        self._later.hide()
        form.addRow(self._later)
        if settings.path is not None:
            place = QLabel(tr("Kept in {path}", path=settings.path))
            place.setTextFormat(Qt.TextFormat.PlainText)
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(place)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.RestoreDefaults | QDialogButtonBox.StandardButton.Close
        )
        restore = buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        restore.setAutoDefault(False)
        restore.clicked.connect(settings.restore_defaults)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self._theme.activated.connect(lambda: settings.change(theme=self._theme.currentData()))
        self._language.activated.connect(self._language_chosen)
        self._wheel.activated.connect(lambda: settings.change(wheel=self._wheel.currentData()))
        self._memory.valueChanged.connect(self._memory_entered)
        self._device.activated.connect(lambda: devices.choose(self._device.currentData()))
        self._weights.activated.connect(self._weights_chosen)
        settings.changed.connect(self._show)
        devices.changed.connect(self._show_devices)
        devices.look()
        self._show()
        self._show_devices()

    # -- what is chosen ------------------------------------------------------------------------------

    def _memory_entered(self, memory: int) -> None:
        self._settings.change(memory=memory if memory >= MEMORY_LIMITS[0] else None)

    def _language_chosen(self) -> None:
        self._settings.change(language=self._language.currentData())
        self._later.show()

    def _weights_chosen(self) -> None:
        weights = self._weights.currentData()
        if weights != _FILE:
            self._settings.change(weights=weights)
            return
        self._show()  # as before, until there is one
        dialog = QFileDialog(self, tr("Weights"), "", tr("Weights (*.safetensors)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.show()

    def _file_chosen(self, path: str) -> None:
        self._settings.change(weights=str(Path(path)))

    def _ask_colour(self, name: str) -> None:
        if name not in self._choosers:
            chooser = self._choosers[name] = QColorDialog(self)
            chooser.setWindowTitle(tr("Colour: {what}", what=tr(COLOURS[name])))
            chooser.setOption(QColorDialog.ColorDialogOption.NoButtons)
            chooser.currentColorChanged.connect(partial(self._colour_chosen, name))
        chooser = self._choosers[name]
        with QSignalBlocker(chooser):
            chooser.setCurrentColor(QColor(*getattr(self._settings.now, name)))
        chooser.show()

    def _colour_chosen(self, name: str, colour: QColor) -> None:
        self._settings.change(**{name: (colour.red(), colour.green(), colour.blue())})

    # -- what is shown -------------------------------------------------------------------------------

    def _show(self) -> None:
        now = self._settings.now
        self._theme.setCurrentIndex(self._theme.findData(now.theme))
        self._language.setCurrentIndex(self._language.findData(now.language))
        self._wheel.setCurrentIndex(self._wheel.findData(now.wheel))
        if self._weights.findData(now.weights) < 0:
            self._weights.insertItem(self._weights.count() - 1, Path(now.weights).name, now.weights)
        self._weights.setCurrentIndex(self._weights.findData(now.weights))
        with QSignalBlocker(self._memory):
            self._memory.setValue(now.memory or 0)
        for name, button in self._colours.items():
            swatch = QPixmap(_SWATCH)
            swatch.fill(QColor(*getattr(now, name)))
            button.setIcon(QIcon(swatch))

    def _show_devices(self) -> None:
        devices, model = self._devices, self._device.model()
        assert isinstance(model, QStandardItemModel)
        for name in DEVICES:
            place = self._device.findData(name)
            self._device.setItemText(place, entry(devices, name))
            model.item(place).setEnabled(can_be_chosen(devices, name))
        self._device.setCurrentIndex(self._device.findData(devices.wanted))


def _choices(texts: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for data, text in texts.items():
        box.addItem(text, data)
    box.setMinimumContentsLength(24)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
