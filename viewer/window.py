"""The main window: menus, status bar, opening and saving."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QMessageBox, QProgressBar

from ..core.frame import Frame, Scene
from ..core.opening import FIELD_SUFFIX
from ..core.photo import PHOTO_SUFFIXES, Photo, photo_from_pixels
from ..core.picture_file import PICTURE_SUFFIXES, save_picture
from ..core.view import View
from . import feel
from .actions import ACTIONS, HELD_AND_MOUSE
from .canvas import Canvas
from .document import Document


class Window(QMainWindow):
    """Shows one file at a time.

    Args:
        weights: name of bundled weights, or a weights file, for photos.
        settings: where geometry is remembered; None to remember nothing.
    """

    saved = Signal(str, str)
    """Path of a saved picture, and an empty text or why it could not be saved."""

    def __init__(self, weights: str, settings: QSettings | None) -> None:
        super().__init__()
        self._weights = weights
        self._settings = settings
        self._document: Document | None = None
        self._path: Path | None = None
        self._savers: list[threading.Thread] = []
        self.canvas = Canvas(self)
        self.setCentralWidget(self.canvas)
        self.setAcceptDrops(True)
        self.setWindowTitle("csr-viewer")
        self.actions_by_name = self._make_menus()
        self._place, self._scale, self._state = QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedSize(160, 14)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Making the field")
        self._bar.hide()
        self.statusBar().addWidget(self._place, 1)
        for widget in (self._bar, self._state, self._scale):
            self.statusBar().addPermanentWidget(widget)
        self.canvas.cursor_moved.connect(self._show_place)
        self.canvas.frame_shown.connect(self._show_frame)
        self.canvas.view_changed.connect(self._view_changed)
        self.canvas.failed.connect(self.complain)
        self.saved.connect(self._show_saved)
        self.resize(*feel.FIRST_SIZE)
        if settings is not None and settings.value("geometry") is not None:
            self.restoreGeometry(settings.value("geometry"))  # pyright: ignore[reportArgumentType]

    # -- opening -------------------------------------------------------------------------------------

    def open(self, source: Path | Photo) -> Document:
        """Open a file or a picture; what is shown stays until the new one can be."""
        document = Document(source, self._weights, self)

        def opened(scene: Scene) -> None:
            self._opened(document, scene)

        def field_begun(scene: Scene) -> None:
            self._field_begun(document, scene)

        def progressed(made: int, total: int) -> None:
            self._progressed(document, made, total)

        document.opened.connect(opened)
        document.field_begun.connect(field_begun)
        document.progressed.connect(progressed)
        document.noted.connect(self._say)
        document.failed.connect(self.complain)
        document.start()
        return document

    def _opened(self, document: Document, scene: Scene) -> None:
        if self._document is not None:
            self._document.cancel()
        self._document = document
        self._path = document.source if isinstance(document.source, Path) else None
        self._bar.hide()
        w, h = scene.photo.size
        name = self._path.name if self._path is not None else "pasted picture"
        self.setWindowTitle(f"{name} ({w} × {h}) - csr-viewer")
        self.canvas.set_scene(scene)

    def _field_begun(self, document: Document, scene: Scene) -> None:
        if document is self._document:
            self.canvas.set_scene(scene)
            if self.canvas.view is not None:
                document.look_at(self.canvas.view)

    def _progressed(self, document: Document, made: int, total: int) -> None:
        if document is not self._document:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(made)
        self._bar.setVisible(made < total)
        self.canvas.redraw()

    def complain(self, message: str) -> None:
        """Show a sentence about something that failed; it waits for no answer."""
        box = QMessageBox(QMessageBox.Icon.Warning, "csr-viewer", message, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.show()

    def _say(self, message: str) -> None:
        self.statusBar().showMessage(message, 8000)

    # -- what the status bar shows -------------------------------------------------------------------

    def _view_changed(self, view: View) -> None:
        self._scale.setText(f"{view.scale * 100:.4g} %")
        if self._document is not None:
            self._document.look_at(view)

    def _show_place(self, point: tuple[float, float] | None) -> None:
        view, scene, frame = self.canvas.view, self.canvas.scene_shown, self.canvas.item.frame
        if point is None or view is None or scene is None:
            self._place.setText("")
            return
        x, y = view.to_photo(*point)
        w, h = scene.photo.size
        if not (0 <= x < w and 0 <= y < h):
            self._place.setText("")
            return
        text = f"x {x:.2f}  y {y:.2f}"
        column, row = int(point[0]), int(point[1])
        if frame is not None and frame.view == view and row < view.height and column < view.width:
            blue, green, red = (int(v) for v in frame.pixels[row, column, :3])
            text += f"   #{red:02x}{green:02x}{blue:02x}  ({red}, {green}, {blue})"
        self._place.setText(text)

    def _show_frame(self, frame: Frame) -> None:
        scene = self.canvas.scene_shown
        drawn_by = "" if scene is None or scene.rasterizer is None else f"  ·  {scene.rasterizer.name}"
        kernels = f"  ·  {frame.kernels:,} kernels" if frame.kernels else ""
        self._state.setText(f"{frame.source}{kernels}  ·  {frame.seconds * 1000:.0f} ms{drawn_by}")

    # -- actions -------------------------------------------------------------------------------------

    def _make_menus(self) -> dict[str, QAction]:
        menus = {name: self.menuBar().addMenu(name) for name in dict.fromkeys(a.menu for a in ACTIONS)}
        made: dict[str, QAction] = {}
        for action in ACTIONS:
            item = QAction(action.text, self, checkable=action.switch)
            item.setShortcuts([QKeySequence(key) for key in action.keys])
            item.setStatusTip(action.help)
            do: Callable[..., None] = getattr(self, f"do_{action.name}", None) or self._times(action.name)
            (item.toggled if action.switch else item.triggered).connect(do)
            menus[action.menu].addAction(item)
            made[action.name] = item
        return made

    def _times(self, name: str) -> Callable[..., None]:
        scale = float(name.removeprefix("times_"))
        return lambda *_: self.canvas.zoom_to(scale)

    def do_open(self) -> None:
        """Choose a file and open it."""
        names = " ".join(f"*{suffix}" for suffix in sorted({*PHOTO_SUFFIXES, FIELD_SUFFIX}))
        folder = str(self._path.parent) if self._path is not None else ""
        path, _ = QFileDialog.getOpenFileName(
            self, "Open", folder, f"Photos and fields ({names});;All files (*)"
        )
        if path:
            self.open(Path(path))

    def do_paste(self) -> None:
        """Open what the clipboard holds."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasUrls() and data.urls()[0].isLocalFile():
            self.open(Path(data.urls()[0].toLocalFile()))
        elif data.hasImage():
            self.open(_photo_of_image(QGuiApplication.clipboard().image()))
        else:
            self._say("The clipboard holds no picture and no file.")

    def do_save(self) -> None:
        """Choose a name and save the view; the dialog asks before it replaces a file."""
        if self.canvas.view is None or self.canvas.scene_shown is None:
            return
        stem = self._path.with_suffix("") if self._path is not None else Path("picture")
        proposal = f"{stem}_x{self.canvas.view.scale:.3g}.png"
        names = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        path, _ = QFileDialog.getSaveFileName(self, "Save view", proposal, f"Pictures ({names})")
        if path:
            self.save_view(Path(path), overwrite=True)

    def save_view(self, path: Path, *, overwrite: bool) -> None:
        """Save what is seen of the photo, at full quality, in a thread; `saved` tells the end."""
        scene = self.canvas.scene_shown
        view = None if scene is None or self.canvas.view is None else scene.clipped(self.canvas.view)
        if scene is None or view is None:
            self.complain("Nothing of the photo is seen, so there is nothing to save.")
            return

        def work() -> None:
            try:
                alpha = scene.photo.alpha is not None
                bands = scene.bands(view)
                save_picture(path, bands, view.width, view.height, alpha=alpha, overwrite=overwrite)
            except (ValueError, OSError) as error:
                self.saved.emit(str(path), str(error))
            else:
                self.saved.emit(str(path), "")

        self._savers = [t for t in self._savers if t.is_alive()]
        self._savers.append(threading.Thread(target=work, name="saver"))
        self._savers[-1].start()

    def _show_saved(self, path: str, problem: str) -> None:
        if problem:
            self.complain(problem)
        else:
            self._say(f"Saved {path}")

    def do_copy(self) -> None:
        """Copy what is seen of the photo."""
        view, scene, frame = self.canvas.view, self.canvas.scene_shown, self.canvas.item.frame
        part = None if scene is None or view is None else scene.clipped(view)
        if view is None or part is None or frame is None or frame.view != view:
            self._say("The view is still being drawn; copy again in a moment.")
            return
        h, w = frame.pixels.shape[:2]
        image = QImage(frame.pixels.data, w, h, 4 * w, QImage.Format.Format_RGB32)
        left, top = (round(v) for v in view.to_device(part.x0, part.y0))
        QGuiApplication.clipboard().setImage(image.copy(left, top, part.width, part.height))
        self._say("Copied the view")

    def do_previous(self) -> None:
        """Open the photo before, in the folder."""
        self._step(-1)

    def do_next(self) -> None:
        """Open the photo after, in the folder."""
        self._step(1)

    def _step(self, step: int) -> None:
        if self._path is None:
            return
        names = {p for p in self._path.parent.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES}
        paths = sorted(names | {self._path})
        index = paths.index(self._path) + step
        if 0 <= index < len(paths):
            self.open(paths[index])
        else:
            self._say("There is no further photo in this folder.")

    def do_quit(self) -> None:
        """Close the window."""
        self.close()

    def do_fit(self) -> None:
        """Show the whole photo."""
        self.canvas.fit()

    def do_zoom_in(self) -> None:
        """Zoom in about the middle."""
        self.canvas.zoom_by(feel.KEY_ZOOM)

    def do_zoom_out(self) -> None:
        """Zoom out about the middle."""
        self.canvas.zoom_by(1 / feel.KEY_ZOOM)

    def do_left(self) -> None:
        """Look further to the left."""
        self.canvas.pan(feel.KEY_PAN, 0)

    def do_right(self) -> None:
        """Look further to the right."""
        self.canvas.pan(-feel.KEY_PAN, 0)

    def do_up(self) -> None:
        """Look further up."""
        self.canvas.pan(0, feel.KEY_PAN)

    def do_down(self) -> None:
        """Look further down."""
        self.canvas.pan(0, -feel.KEY_PAN)

    def do_positions(self, on: bool) -> None:
        """Show the kernels' positions."""
        self.canvas.item.set_overlays(replace(self.canvas.item.overlays, positions=on))

    def do_covariances(self, on: bool) -> None:
        """Show the kernels' covariances."""
        self.canvas.item.set_overlays(replace(self.canvas.item.overlays, covariances=on))

    def do_grid(self, on: bool) -> None:
        """Show the photo's pixel grid."""
        self.canvas.item.set_overlays(replace(self.canvas.item.overlays, grid=on))

    def do_cancel(self) -> None:
        """Stop making the field."""
        if self._document is not None:
            self._document.cancel()
            self._bar.hide()

    def do_sheet(self) -> None:
        """Show what every key does."""
        rows = [(", ".join(a.keys), a.help) for a in ACTIONS if a.keys]
        lines = "".join(
            f"<tr><td><b>{k}</b>&nbsp;&nbsp;</td><td>{v}</td></tr>" for k, v in (*rows, *HELD_AND_MOUSE)
        )
        self._inform("Keys", f"<table>{lines}</table>")

    def do_about(self) -> None:
        """Say what this is."""
        self._inform(
            "About csr-viewer",
            f"csr-viewer {version('csr-viewer')}<br>A photo as a continuous field of 2-D Gaussians, after "
            "the paper “Pixel to Gaussian: Ultra-Fast Continuous Super-Resolution with 2D Gaussian Modeling”."
            "<br>Code and bundled weights: MIT licence.",
        )

    def _inform(self, title: str, text: str) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, text, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.show()

    # -- events --------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first dropped file."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.open(Path(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End every thread, and remember the geometry."""
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
        for document in self.findChildren(Document):
            document.close()
        for thread in self._savers:
            thread.join()
        self.canvas.close_loop()
        super().closeEvent(event)


def _photo_of_image(image: QImage) -> Photo:
    """A picture of the clipboard as a photo."""
    rgba = image.convertToFormat(QImage.Format.Format_RGBA8888)
    h, w = rgba.height(), rgba.width()
    array = np.frombuffer(rgba.constBits(), np.uint8).reshape(h, rgba.bytesPerLine())[:, : 4 * w]
    array = array.reshape(h, w, 4).copy()
    alpha = array[..., 3] if image.hasAlphaChannel() else None
    return photo_from_pixels(np.ascontiguousarray(array[..., :3]), alpha)
