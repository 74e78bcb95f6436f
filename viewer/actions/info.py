"""Looking closely: the reading under the cursor as text, and metadata."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ...core.scene.scene import Scene
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..notifier import Notifier
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from ..widgets.docks import add_at_right, show_dock
from ..widgets.metadata_panel import MetadataPanel
from ..widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from ...core.photo.description import Description


class InfoActions(QObject):
    """The actions, and what they show."""

    def __init__(
        self,
        window: QMainWindow,
        canvas: Canvas,
        status: StatusBar,
        tasks: TaskRegistry,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._notifier = notifier
        self._canvas = canvas
        self._status = status
        self._scene: Scene | None = None
        self._worker = QueryWorker("metadata", tasks, notifier, self)
        self._worker.answered.connect(self._fill)
        self.panel = MetadataPanel(window)
        self.panel.value_clicked.connect(self._copy)
        add_at_right(window, self.panel)

    def set_scene(self, scene: Scene | None) -> None:
        """Another photo, or none."""
        self._scene = scene
        if self.panel.isVisible():
            self._ask()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "copy_reading": self.copy_reading,
            "metadata": self.show_metadata,
        }

    def copy_reading(self) -> None:
        """Copy place and colour under the cursor."""
        text = " ".join(self._status.reading.split())
        if text:
            self._copy(text)
        else:
            self._notifier.message(tr("The cursor is not on the photo."))

    def show_metadata(self, on: bool) -> None:
        """Show what the file tells of itself."""
        show_dock(self.panel, on)
        if on:
            self._ask()

    def _ask(self) -> None:
        from ...core.photo.description import described

        scene = self._scene
        if scene is None:
            return
        self._worker.submit("metadata", lambda: (scene, described(scene.photo)))

    def _fill(self, _key: object, answer: tuple[Scene, Description]) -> None:
        scene, description = answer
        if scene is not self._scene:
            return
        self.panel.show_description(description)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._notifier.message(tr("Copied {text}", text=text))
