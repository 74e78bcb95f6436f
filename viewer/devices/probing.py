"""Which devices can draw here: each is made and tried, and of the others it is known why not."""

from __future__ import annotations

import logging
import threading

import numpy as np
from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtGui import QOffscreenSurface, QSurfaceFormat

from ...core.field.field import GaussianField
from ...core.geometry.view import View
from ...core.rasterize.backends import BACKENDS
from ...core.rasterize.base import Rasterizer
from ...core.utils.errors import DeviceError, DeviceLost
from ..i18n import tr, translated
from ..state.state_file import StateFile
from .names import DEVICES

log = logging.getLogger(__name__)


class DeviceTrials(QObject):
    """Makes devices, in any thread. Made in the GUI thread, which alone can make OpenGL's surface.

    Args:
        state: where it is remembered that OpenGL is being tried; None to remember nothing.
        parent: owner.
    """

    _trial_begins = Signal()
    _surface_wanted = Signal()
    _tried = Signal()

    def __init__(self, state: StateFile | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.reasons: dict[str, str | None] = {**dict.fromkeys(DEVICES), "cpu": ""}
        """Why each cannot be used: an empty text if it can, None while that is not known."""
        self.lost: set[str] = set()
        """Devices that could be used once, and failed: trying again may help."""
        self.passed_over: dict[str, str] = {}
        """Why the automatic choice takes no notice of some that can be used."""
        if state is not None and state.now.opengl_is_tried:
            self.passed_over["opengl"] = tr("the program ended when it was last tried")
        self._trying = False
        """True while the state says that OpenGL is being tried, as this has told it."""
        self._format: QSurfaceFormat | None = None
        """That of OpenGL's surface, once it was tried."""
        self._begun = threading.Event()
        """Set once a trial has its format and the state tells of it, or the window is being closed."""
        self._surface: QOffscreenSurface | None = None
        self._surface_made = threading.Event()
        self._closing = False
        queued = Qt.ConnectionType.QueuedConnection
        self._trial_begins.connect(self._begin_trial, queued)
        self._surface_wanted.connect(self._make_surface, queued)
        self._tried.connect(self._forget_trial, queued)

    def made(self, name: str) -> Rasterizer:
        """A device that drew a picture.

        Raises:
            DeviceError: if it cannot be used; `reasons` says why from now on.
        """
        try:
            rasterizer = self._opengl() if name == "opengl" else BACKENDS[name].start()
            # The first picture compiles, which takes seconds where numba finds nothing on the disk: here it
            # keeps nobody waiting.
            kernel = np.array([[1], [1], [1], [0], [1], [0], [0], [0]], np.float32)
            rasterizer.draw_frame([GaussianField(kernel, None, (2, 2))], View(2.0, 0.0, 0.0, 4, 4))
        except (DeviceError, DeviceLost) as error:
            self.reasons[name] = translated(error)
            log.info("%s cannot draw here: %s", name, error)
            raise DeviceError(*error.args) from error
        self.reasons[name] = ""
        self.lost.discard(name)
        return rasterizer

    def lose(self, name: str, reason: str) -> None:
        """A device failed while it drew."""
        self.reasons[name] = tr("it failed: {reason}", reason=reason)
        self.lost.add(name)

    def stop(self) -> None:
        """Begin to close: nobody waits for the GUI thread any more."""
        self._closing = True
        self._begun.set()
        self._surface_made.set()

    def close(self) -> None:
        """End everything; no device may be in use any more."""
        self.stop()
        if self._surface is not None:
            self._surface.destroy()
        self._forget_trial()

    def _opengl(self) -> Rasterizer:
        here = QThread.currentThread() == self.thread()
        if self._surface is None:
            if here:
                self._begin_trial()
            else:
                self._trial_begins.emit()
                self._begun.wait()
            if self._state is not None:
                self._state.write()  # before anything can fail; it waits for the disk
        if here:
            self._make_surface()
        else:
            self._surface_wanted.emit()
            self._surface_made.wait()
        if self._surface is None:
            raise DeviceError(tr("the window is being closed"))
        from ..opengl.rasterizer import OpenGLRasterizer

        try:
            rasterizer = OpenGLRasterizer(self._surface)
        finally:
            self._tried.emit()
        self.passed_over.pop("opengl", None)
        if rasterizer.software:
            self.passed_over["opengl"] = tr("it is this machine's CPU, which draws faster by itself")
        return rasterizer

    def _begin_trial(self) -> None:
        """Load what draws with OpenGL, and have the state tell that it is tried.

        In the GUI thread: PySide6 makes each of Qt's classes when its name is first asked for, and guards
        that by no lock. Where two threads did so at a time, 8 of 30 programs crashed.
        """
        if not self._closing:
            from ..opengl.rasterizer import surface_format

            self._format = surface_format()
            if self._state is not None:
                self._state.change(opengl_is_tried=True)
                self._trying = True
        self._begun.set()

    def _make_surface(self) -> None:
        """Make OpenGL's surface. The first one takes 28 ms under X11, in which Qt loads the driver.

        Qt allows it in the GUI thread alone, as some platforms make a window for it. A context that another
        thread makes before has the driver loaded there, and 0.3 ms are left for here; but what Qt sets up
        then it guards by no lock, as far as its documentation tells.
        """
        if self._surface is None and self._format is not None and not self._closing:
            self._surface = QOffscreenSurface()
            self._surface.setFormat(self._format)
            self._surface.create()
        self._surface_made.set()

    def _forget_trial(self) -> None:
        if self._state is not None and self._trying:
            self._state.change(opengl_is_tried=False)
            self._trying = False
