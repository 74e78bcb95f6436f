"""The actions of the settings, and what a change of them changes in the window, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ..canvas.canvas import Canvas
from ..devices.devices import Devices
from ..documents.opener import Opener
from ..kernels.actions import KernelActions
from ..settings.settings import WHEEL, Settings
from ..settings.settings_file import SettingsFile

if TYPE_CHECKING:
    from ..settings.settings_dialog import SettingsDialog


class SettingsActions(QObject):
    """Hands the settings in force to those that go by them."""

    def __init__(
        self,
        window: QWidget,
        settings: SettingsFile,
        canvas: Canvas,
        devices: Devices,
        opener: Opener,
        kernels: KernelActions,
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._canvas = window, settings, canvas
        self._devices, self._opener, self._kernels = devices, opener, kernels
        self._dialog: SettingsDialog | None = None
        settings.changed.connect(self._changed)
        devices.chosen.connect(self._device_chosen)
        opener.weights_refused.connect(self._weights_refused)

    def use(self, actions: dict[str, QAction]) -> None:
        """Begin; the actions, by name, are checked from here."""
        self._wheel_pans = actions["wheel_pans"]
        self._apply(self._settings.now)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "settings": self.show_settings,
            "wheel_pans": self.let_wheel_pan,
        }

    def show_settings(self) -> None:
        """Show the settings beside the window, which goes on."""
        from ..settings.settings_dialog import SettingsDialog

        if self._dialog is None:
            self._dialog = SettingsDialog(self._settings, self._devices, self._window)
        self._dialog.show()
        self._dialog.activateWindow()

    def let_wheel_pan(self, on: bool) -> None:
        """Let the wheel pan, or zoom."""
        self._settings.change(wheel=WHEEL[on])

    def _weights_refused(self, instead: str) -> None:
        self._settings.give(weights=instead)

    def _changed(self, before: Settings, now: Settings) -> None:
        self._apply(now)
        if now.weights != self._opener.weights:
            self._opener.use_weights(now.weights)
        if now.device not in (before.device, self._devices.wanted):
            self._devices.choose(now.device)

    def _apply(self, now: Settings) -> None:
        pans = now.wheel == WHEEL[1]
        self._wheel_pans.setChecked(pans)
        self._canvas.navigation.wheel_pans = pans
        self._canvas.set_overlays(replace(self._canvas.overlays, colours=now.colours))
        self._kernels.set_colours(now.colours)
        self._opener.use_memory(*now.memory_shares())

    def _device_chosen(self, device: str) -> None:
        self._settings.change(device=device)
