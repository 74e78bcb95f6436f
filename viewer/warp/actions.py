"""The warp that a person sets: by numbers in a panel, or with a lens that follows the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMainWindow,
)

from ...core.field.displayed_field import DisplayState
from ...core.geometry.mapping import mapping_of
from ...core.geometry.warp import LEAST_RADIUS, NO_WARP, Lens, Warp
from ...core.scene.scene import Scene
from .. import style
from ..canvas.canvas import Canvas
from ..canvas.corner_widgets import CornerWidgets
from ..documents.scene_model import SceneModel
from ..i18n import format_number, tr
from ..notifier import Notifier
from ..widgets.docks import add_at_right, show_dock
from ..widgets.focus import focus_field
from ..widgets.mode_pill import Mode, ModePill
from .panel import WarpPanel

UPRIGHT_ONLY = ("grid", "numbers")
"""Actions that show nothing under a warp: there the photo's pixels are no squares."""


class WarpActions(QObject):
    """Sets the warp of what is open, by the panel and by the cursor."""

    def __init__(
        self,
        window: QMainWindow,
        canvas: Canvas,
        scenes: SceneModel,
        companions: CornerWidgets,
        notifier: Notifier,
        pill: ModePill,
    ) -> None:
        super().__init__(window)
        self._notifier, self._pill = notifier, pill
        self._canvas, self._scenes, self._companions = canvas, scenes, companions
        self._actions: dict[str, QAction] = {}
        self.panel = WarpPanel(window)
        self.panel.hide()
        add_at_right(window, self.panel)
        for field in self.panel.fields:
            field.valueChanged.connect(self._typed)
        self.panel.lens.toggled.connect(self._lens_switched)
        self.panel.reset.clicked.connect(self.reset)
        self.panel.visibilityChanged.connect(self._seen)
        canvas.cursor_moved.connect(self._cursor_moved)
        scenes.display_changed.connect(self._display_changed)

    def use(self, actions: dict[str, QAction]) -> None:
        """The actions, by name, that are checked from here."""
        self._actions = actions
        for name in UPRIGHT_ONLY:
            actions[name].toggled.connect(self._say_what_is_hidden)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "warp": self.show_panel,
            "lens": self.use_lens,
            "unwarp": self.reset,
        }

    def show_panel(self, on: bool) -> None:
        """Show the panel."""
        show_dock(self.panel, on)
        if on:
            focus_field(self.panel.angle)

    def use_lens(self, on: bool) -> None:
        """Put a lens in the middle of the view, where it waits for the cursor, or take it away."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        if scene is None or view is None:
            self._tell()
            return
        lens = None
        if on:
            radius = max(style.LENS_SHARE * min(view.width, view.height) / view.scale, LEAST_RADIUS)
            lens = Lens(*self._unbent(scene, *view.centre), min(radius, style.LARGEST_LENS), style.LENS_POWER)
        if (self.warp.lens is None) == on:
            self.set_warp(replace(self.warp, lens=lens))

    def put_lens_away(self) -> bool:
        """Put the lens away; return whether there was one."""
        there = self.warp.lens is not None
        if there:
            self.use_lens(False)
        return there

    def reset(self) -> None:
        """Upright and flat again."""
        self.set_warp(NO_WARP)

    @property
    def warp(self) -> Warp:
        """The warp that the photo is seen through."""
        return self._scenes.display.warp

    def set_warp(self, warp: Warp) -> None:
        """See the photo through a warp."""
        if warp != self.warp:
            self._scenes.set_display(warp=warp)

    def scene_opened(self) -> None:
        """Show the warp of the photo that was opened: upright and flat, but for one that was made anew."""
        self._tell()

    def _display_changed(self, before: DisplayState, now: DisplayState) -> None:
        if before.warp == now.warp:
            return
        if replace(before.warp, lens=None) != replace(now.warp, lens=None):
            self._companions.bent()
        if before.warp.changes_nothing:
            self._say_what_is_hidden()
        self._tell()

    def _tell(self) -> None:
        """The panel and the actions show what is."""
        self.panel.show_warp(self.warp)
        if self._actions:
            self._actions["lens"].setChecked(self.warp.lens is not None)
        lens, mode = self.warp.lens, None
        if lens is not None:
            text = tr("Lens, {factor} ×. Esc done", factor=format_number(lens.magnification, ".1f"))
            mode = Mode(text, ((tr("Done"), self.put_lens_away),))
        self._pill.show_mode("lens", mode)

    def _say_what_is_hidden(self) -> None:
        if not self.warp.changes_nothing and any(self._actions[name].isChecked() for name in UPRIGHT_ONLY):
            self._notifier.message(
                tr("Pixel grid and values wait until the photo is upright again (Ctrl+Shift+W).")
            )

    def _typed(self) -> None:
        self.set_warp(self.panel.warp(self.warp))

    def _lens_switched(self, on: bool) -> None:
        self.use_lens(on)
        self._tell()

    def _seen(self, _visible: bool) -> None:
        # A dock below a tab of another is not seen, but not closed either.
        if self._actions:
            self._actions["warp"].setChecked(not self.panel.isHidden())

    def _cursor_moved(self, point: tuple[float, float] | None) -> None:
        scene, view, lens = self._canvas.scene_shown, self._canvas.view, self.warp.lens
        if lens is None or point is None or scene is None or view is None or not self.panel.follows:
            return
        if self._canvas.navigation.moving:  # the photo moves under the cursor, and the lens with it
            return
        x, y = self._unbent(scene, *view.to_photo(*point))
        self.set_warp(replace(self.warp, lens=replace(lens, x=x, y=y)))

    def _unbent(self, scene: Scene, x: float, y: float) -> tuple[float, float]:
        """The photo point at a point of the plane, the lens aside."""
        return mapping_of(replace(self.warp, lens=None), scene.photo.size).to_photo(x, y)
