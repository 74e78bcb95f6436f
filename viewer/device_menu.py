"""The menu that says what draws, what could, and why not the others."""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from .device_trials import AUTOMATIC, DEVICES
from .devices import Devices
from .words import tr


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
        trials = devices.trials
        for name, title in DEVICES.items():
            reason, again = trials.reasons[name], name in trials.lost
            note = reason or trials.passed_over.get(name, "")
            if name == devices.used:
                note = tr("in use: {device}", device=devices.name)
            elif again:
                note = tr("{reason}; choose it to try again", reason=reason)
            self._entries[name].setText(f"{title} ({note})" if note else title)
            self._entries[name].setEnabled(again or not reason)
