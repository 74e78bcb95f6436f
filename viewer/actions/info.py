"""Looking closely: the reading under the cursor as text, numbers on pixels, histogram, metadata."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QHeaderView, QMainWindow, QTreeWidget, QTreeWidgetItem

from ...core.photo.description import Description, described
from ...core.scene.scene import Scene
from ...core.utils.messages import printable
from .. import style
from ..canvas.canvas import Canvas
from ..i18n import plain_tip, said, tr
from ..notifier import Notifier
from ..render.request import Drawn
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from ..widgets.docks import add_at_right, show_dock
from ..widgets.histogram import Histogram
from ..widgets.status_bar import StatusBar


class Looking(QObject):
    """The actions, and what they show."""

    closed = Signal()
    """The metadata were closed by their own button."""

    def __init__(
        self,
        window: QMainWindow,
        canvas: Canvas,
        status: StatusBar,
        histogram: Histogram,
        tasks: TaskRegistry,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._notifier = notifier
        self._canvas = canvas
        self._status = status
        self._histogram = histogram
        canvas.drawn.connect(self._drawn)
        self._scene: Scene | None = None
        self._worker = QueryWorker("metadata", tasks, notifier, self)
        self._worker.answered.connect(self._fill)
        self.table = QTreeWidget()
        self.table.setHeaderLabels([tr("What"), tr("Value")])
        self.table.setAccessibleName(tr("Metadata"))
        self.table.setMinimumWidth(style.PANEL_WIDTH)
        self.table.itemClicked.connect(self._copy_row)
        self.table.setAlternatingRowColors(True)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.dock = QDockWidget(tr("Metadata"), window)
        self.dock.setObjectName("metadata")
        self.dock.setWidget(self.table)
        self.dock.visibilityChanged.connect(self._seen)
        self.dock.hide()
        add_at_right(window, self.dock)

    def set_scene(self, scene: Scene) -> None:
        """Another photo."""
        self._scene = scene
        if self.dock.isVisible():
            self._ask()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "copy_reading": self.copy_reading,
            "numbers": self._canvas.item.set_numbers,
            "histogram": self.show_histogram,
            "metadata": self.show_metadata,
        }

    def copy_reading(self) -> None:
        """Copy place and colour under the cursor."""
        text = " ".join(self._status.reading.split())
        if text:
            QGuiApplication.clipboard().setText(text)
            self._notifier.message(tr("Copied {text}", text=text))
        else:
            self._notifier.message(tr("The cursor is not on the photo."))

    def show_histogram(self, on: bool) -> None:
        """Show the histogram of the view."""
        self._histogram.setVisible(on)
        drawn = self._canvas.item.drawn
        if drawn is not None:
            self._histogram.show_frame(drawn)

    def show_metadata(self, on: bool) -> None:
        """Show what the file tells of itself."""
        show_dock(self.dock, on)
        if on:
            self._ask()

    def _seen(self, _visible: bool) -> None:
        if self.dock.isHidden():
            self.closed.emit()

    def _drawn(self, drawn: Drawn) -> None:
        self._histogram.show_frame(drawn)

    def _ask(self) -> None:
        scene = self._scene
        if scene is None:
            return

        self._worker.submit("metadata", lambda: (scene, described(scene.photo)))

    def _fill(self, _key: object, answer: tuple[Scene, Description]) -> None:
        scene, description = answer
        if scene is not self._scene:
            return
        self.table.clear()
        self.table.addTopLevelItems([_row(*row) for row in description.summary])
        if description.tags:
            every = _row(tr("All tags"), "")
            every.addChildren([_row(*row) for row in description.tags])
            self.table.addTopLevelItem(every)

    def _copy_row(self, item: QTreeWidgetItem) -> None:
        text = item.text(1)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._notifier.message(tr("Copied {text}", text=text))


def _row(name: str, value: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([printable(said(name)), printable(said(value))])
    item.setToolTip(1, plain_tip(item.text(1)))  # it may be longer than the panel is wide
    return item
