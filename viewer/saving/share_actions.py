"""The view for other programs: copied as a file, dragged out of the window, printed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QMouseEvent, QPageLayout, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ...core.geometry.view import View
from ...core.scene.export import bands
from ...core.scene.scene import Scene
from ...core.utils.errors import CsrError
from ...core.utils.messages import Message
from ..canvas.canvas import Canvas
from ..i18n import tr
from ..notifier import Notifier
from ..tasks.background_job import OnProgress
from ..tasks.jobs import Jobs
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from .picture_saver import Job, save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
"""Most device pixels of a printed inch: finer ones nobody sees, and the picture would be slow to send."""
THUMBNAIL = QSize(160, 160)
"""Under the mouse while the view is dragged, at most, in device-independent pixels."""


class ShareActions(QObject):
    """Gives what is seen of the photo to other programs.

    Args:
        canvas: shows the view; with Ctrl the mouse drags it out as a picture.
        jobs: prints.
        tasks: ends the thread that writes files.
        notifier: is told what was done.
        parent: owner.
    """

    def __init__(
        self,
        canvas: Canvas,
        jobs: Jobs,
        tasks: TaskRegistry,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvas, self._jobs, self._notifier = canvas, jobs, notifier
        self._folder: Path | None = None
        """Folder of the files that other programs are given; it goes with the window."""
        self._pressed: QPointF | None = None
        """Point where a drag out of the window began, in device-independent pixels."""
        self._pulled = False
        """True once the mouse has moved far enough."""
        self._dragged: Job | None = None
        """The picture that the drag is about."""
        self._file: Path | None = None
        """Its file, once it is written."""
        tasks.add("shared pictures", release=self._remove_folder)
        self._worker = QueryWorker("shared pictures", tasks, notifier, self)
        self._worker.answered.connect(self._written)
        canvas.viewport().installEventFilter(self)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """Return the handlers of its actions, by the action's name."""
        return {"copy_as_file": self.copy_as_file, "print": self.ask_and_print}

    # -- files ---------------------------------------------------------------------------------------

    def copy_as_file(self) -> None:
        """Copy what is seen as a picture's file, to be pasted into a folder or a letter."""
        self._write("copy")

    def _write(self, purpose: str) -> Job | None:
        """Write what is seen into a file of its own, in a thread; `_written` goes on."""
        job = self._picture()
        if job is None:
            self._notifier.message(tr("Nothing of the photo is seen."))
            return None

        def write() -> Job:
            save(job, lambda _done, _total: None)
            return job

        self._worker.submit(purpose, write)
        return job

    def _picture(self) -> Job | None:
        scene, view = self._canvas.scene_shown, self._canvas.view
        part = None if scene is None or view is None else scene.clipped(view)
        if scene is None or part is None:
            return None
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="csr-viewer-"))
        stem = "picture" if scene.photo.path is None else scene.photo.path.stem
        return Job(scene, part, self._folder / f"{stem}_x{part.scale:.4g}.png", overwrite=True)

    def _written(self, purpose: object, job: Job) -> None:
        if purpose == "copy":
            QGuiApplication.clipboard().setMimeData(_offered(job.path))
            self._notifier.message(tr("Copied the file {name}", name=job.path.name))
        elif self._pressed is not None and job is self._dragged:  # and not that of an earlier press
            self._file = job.path
            self._drag_if_ready()

    def _remove_folder(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    # -- dragging out of the window ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a drag with Ctrl held from the canvas, which would move the photo."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        left = event.button() == Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonPress and left and ctrl:
            self._pressed, self._pulled, self._file = event.position(), False, None
            self._dragged = self._write("drag")
            return True
        if self._pressed is None:
            return False
        if event.type() == QEvent.Type.MouseMove:
            far = (event.position() - self._pressed).manhattanLength()
            self._pulled = self._pulled or far >= QApplication.startDragDistance()
            self._drag_if_ready()
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and left:
            self._pressed = None
            return True
        return False

    def _drag_if_ready(self) -> None:
        if self._file is None or not self._pulled:
            return
        file, self._pressed, self._pulled, self._file = self._file, None, False, None
        drag = QDrag(self._canvas)
        drag.setMimeData(_offered(file))
        picture = self._canvas.viewport().grab()
        drag.setPixmap(QPixmap(picture).scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio))
        drag.exec(Qt.DropAction.CopyAction)

    # -- printing ------------------------------------------------------------------------------------

    def ask_and_print(self) -> None:
        """Choose a printer in the platform's dialog, then print what is seen as large as the page."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        part = None if scene is None or view is None else scene.clipped(view)
        if part is None:
            self._notifier.message(tr("Nothing of the photo is seen."))
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        orientations = QPageLayout.Orientation
        printer.setPageOrientation(
            orientations.Landscape if part.width > part.height else orientations.Portrait
        )
        dialog = QPrintDialog(printer, self._canvas.window())
        # As all dialogs of the platform: Windows cannot show this one in another way.
        if dialog.exec():
            self.print_to(printer)
        dialog.deleteLater()

    def print_to(self, printer: QPrinter) -> None:
        """Print what is seen in the middle of a page, drawn anew in the printer's pixels."""
        scene, view = self._canvas.scene_shown, self._canvas.view
        part = None if scene is None or view is None else scene.clipped(view)
        if scene is None or part is None:
            return
        printer.setResolution(min(printer.resolution(), PRINT_DPI))
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        factor = min(page.width() / part.width, page.height() / part.height)
        target = View.of_box(part.box, part.scale * factor)
        name = tr("picture") if scene.photo.path is None else scene.photo.path.name
        self._jobs.start(
            tr("Printing {name}", name=name),
            tr("Printed {name}", name=name),
            partial(_print, scene, target, printer),
        )


def _offered(file: Path) -> QMimeData:
    """A file as file managers and letters take it."""
    data, url = QMimeData(), QUrl.fromLocalFile(str(file))
    data.setUrls([url])
    data.setData("x-special/gnome-copied-files", b"copy\n" + url.toEncoded().data())
    return data


def _print(scene: Scene, target: View, printer: QPrinter, on_progress: OnProgress) -> None:
    """Draw a view and paint it on a page, in a thread, as Qt allows for printers.

    Raises:
        CsrError: if the printer cannot be used.
        Cancelled: if `on_progress` raised it.
    """
    pixels = np.full((target.height, target.width, 4), 255, np.uint8)
    done = 0
    for band in bands(scene, target, keep_space=False):
        pixels[done : done + len(band), :, 2::-1] = _on_paper(band)
        done += len(band)
        on_progress(done, target.height)
    image = QImage(pixels.data, target.width, target.height, 4 * target.width, QImage.Format.Format_RGB32)
    painter = QPainter()
    if not painter.begin(printer):
        raise CsrError(Message("The printer cannot be used."))
    page = printer.pageLayout().paintRectPixels(printer.resolution())
    left, top = (page.width() - target.width) / 2, (page.height() - target.height) / 2
    painter.drawImage(QRectF(left, top, target.width, target.height), image)
    painter.end()


def _on_paper(band: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Pixels (h, w, 3 or 4 with alpha), 0..1, over white, as 8 bits."""
    colour = np.clip(band[..., :3], 0, 1)
    if band.shape[2] == 4:
        colour = 1 - band[..., 3:] * (1 - colour)
    return np.rint(colour * 255).astype(np.uint8)
