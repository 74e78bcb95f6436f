"""The menu that says what draws, what could, and why not the others."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ..i18n import tr
from .devices import Devices
from .names import AUTOMATIC, DEVICES


class DeviceMenu(QMenu):
    """One entry for the automatic choice and one for each device; those that cannot be used say why."""

    def __init__(self, devices: Devices, parent: QWidget | None = None) -> None:
        super().__init__(tr("De&vice"), parent)
        self._devices = devices
        self._group = QActionGroup(self)
        self._entries: dict[str, QAction] = {}
        for name in (AUTOMATIC, *DEVICES):
            entry = self._entries[name] = self.addAction("")
            entry.setCheckable(True)
            entry.setData(name)
            self._group.addAction(entry)
        self._group.triggered.connect(self._chosen)
        self.aboutToShow.connect(devices.look)
        devices.changed.connect(self._show)
        self._show()

    def _chosen(self, entry: QAction) -> None:
        self._devices.choose(str(entry.data()))

    def _show(self) -> None:
        devices = self._devices
        self._entries[devices.wanted].setChecked(True)
        automatic = tr("Automatic ({device})", device=devices.name) if devices.name else tr("Automatic")
        self._entries[AUTOMATIC].setText(automatic)
        for name in DEVICES:
            self._entries[name].setText(entry(devices, name))
            self._entries[name].setEnabled(can_be_chosen(devices, name))


def can_be_chosen(devices: Devices, name: str) -> bool:
    """True if a device can be used, as far as is known; one that failed can be tried again."""
    return name in devices.trials.lost or not devices.trials.reasons[name]


def entry(devices: Devices, name: str) -> str:
    """A device, and what there is to say about it."""
    trials, title = devices.trials, DEVICES[name]
    note = trials.reasons[name] or trials.passed_over.get(name, "")
    if name == devices.used:
        note = tr("in use: {device}", device=devices.name)
    elif name in trials.lost:
        note = tr("{reason}; choose it to try again", reason=note)
    return f"{title} ({note})" if note else title
