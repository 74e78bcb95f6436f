"""The device that draws the field: the best that works here, or the chosen one; the next if that fails."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, QThread, Signal

from ...core.field.field import GaussianField
from ...core.field.sampling import RESTING, Sampling
from ...core.geometry.view import View
from ...core.rasterize.backends import make_rasterizer
from ...core.rasterize.base import Rasterizer
from ...core.utils.errors import DeviceError, DeviceLost, never
from ..i18n import explained, tr, translated
from ..render.marks import CpuMarks, MarkDrawer, Marks, Overlays, Stroke
from ..state.state_file import StateFile
from ..tasks.registry import TaskRegistry
from .names import AUTOMATIC, DEVICES
from .probing import DeviceTrials

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(eq=False)
class _InUse:
    """A device, and how many drawings are under way on it."""

    name: str
    rasterizer: Rasterizer
    drawings: int = 0


class Devices(QObject):
    """Draws with the device in use; implements `Rasterizer` and `MarkDrawer` for as long as the window lives.

    The device is chosen when something is first drawn. One that fails is replaced by the next, which draws
    the same view. Any thread may draw; choosing is the GUI thread's.

    Args:
        tasks: where threads are started.
        wanted: the device that is to be used, or `AUTOMATIC`.
        insists: whether it is an error, not a note, if that one cannot be used: the command line names it.
        state: see `DeviceTrials`.
        parent: owner.
    """

    changed = Signal()
    """Another device is in use, or more is known about which can be used."""
    replaced = Signal(str)
    """A sentence: a device failed or cannot be used, and another one draws."""
    refused = Signal(str)
    """A sentence that says why the device that the command line names cannot be used."""
    chosen = Signal(str)
    """The device, or `AUTOMATIC`, that a person chose, and that can be used."""
    _first_wanted = Signal()

    def __init__(
        self,
        tasks: TaskRegistry,
        wanted: str = AUTOMATIC,
        *,
        insists: bool = False,
        state: StateFile | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.wanted = wanted
        """The device that is to be used, or `AUTOMATIC`."""
        self._insists = insists
        self.trials = DeviceTrials(state, self)
        """Makes the devices, and knows why some cannot be used."""
        self.name = ""
        """Name of the device for people; see `Rasterizer.name`."""
        self._lock = threading.Lock()
        self._choosing = threading.Lock()
        self._begun = False
        self._current: _InUse | None = None
        self._ready = threading.Event()
        self._tasks = tasks
        self._closing = False
        self._cpu_marks = CpuMarks()
        self._first_wanted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        tasks.add("devices", stop=self._stop, release=self._release)

    # -- for the GUI thread --------------------------------------------------------------------------

    @property
    def used(self) -> str:
        """The name of the device in use; empty before the first is chosen."""
        current = self._current
        return "" if current is None else current.name

    def choose(self, wanted: str) -> None:
        """Use another device from the next frame on, once it is ready; one that failed is tried again."""
        self._start(lambda: self._change(wanted))

    def look(self) -> None:
        """Find out which devices can be used, in a thread; `changed` tells."""
        if None in self.trials.reasons.values():
            self._start(self._look)

    def _stop(self) -> None:
        """Begin to close: nothing more is tried, and nobody waits for the GUI thread."""
        self._closing = True
        self.trials.stop()
        self._ready.set()

    def _release(self) -> None:
        """Give the devices back; nothing may be drawing any more."""
        self._swap(None)
        self.trials.close()

    def _begin(self) -> None:
        """Choose the first device. Started here, the threads that draw do not inherit a maker's niceness."""
        if not self._begun and not self._closing:
            self._begun = True
            self._start(self._choose_first)

    def _start(self, work: Callable[[], None]) -> None:
        self._tasks.start("device", lambda: self._guarded(work), self._stop)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do something about devices; where the program is at fault, say so, and let the CPU draw."""
        try:
            work()
        except Exception as error:  # a thread that dies silently would leave the window waiting
            sentence = explained(error)
            with self._choosing:
                if self._current is None and not self._closing:
                    self.wanted = AUTOMATIC
                    self._swap(_InUse("cpu", make_rasterizer("cpu")))
            self.refused.emit(sentence)
            self.changed.emit()

    # -- choosing, in any thread ---------------------------------------------------------------------

    def _choose_first(self) -> None:
        sentence, device = "", None
        with self._choosing:
            if self._current is not None:
                return
            if self.wanted != AUTOMATIC:
                try:
                    device = self._made(self.wanted)
                except DeviceError as error:
                    sentence = tr(
                        "{device} cannot be used: {reason}.", device=DEVICES[self.wanted], reason=error
                    )
                    self.wanted = AUTOMATIC
            self._swap(device or self._best())
        if sentence:
            (self.refused if self._insists else self.replaced).emit(sentence)
        self.changed.emit()

    def _change(self, wanted: str) -> None:
        sentence = ""
        with self._choosing:
            try:
                device = self._current
                if wanted == AUTOMATIC:
                    device = self._best()
                elif device is None or device.name != wanted:
                    device = self._made(wanted)
            except DeviceError as error:
                sentence = tr("{device} cannot be used: {reason}.", device=DEVICES[wanted], reason=error)
            else:
                self.wanted = wanted
                self._swap(device)
        if sentence:
            self.replaced.emit(sentence)
        else:
            self.chosen.emit(wanted)
        self.changed.emit()

    def _look(self) -> None:
        for name in DEVICES:
            if self.trials.reasons[name] is None and not self._closing:
                with suppress(DeviceError):
                    _close(self.trials.made(name))
        self.changed.emit()

    def _best(self) -> _InUse:
        """The first device that can be used and is not passed over; the one in use itself if it is that."""
        trials = self.trials
        for name in DEVICES:
            if trials.reasons[name] or name in trials.passed_over or (self._closing and name != "cpu"):
                continue
            current = self._current
            if current is not None and current.name == name:
                return current
            try:
                device = self._made(name)
            except DeviceError:
                continue
            if name not in trials.passed_over:
                return device
            _close(device.rasterizer)
        raise DeviceLost(tr("nothing is left that could draw"))

    def _made(self, name: str) -> _InUse:
        return _InUse(name, self.trials.made(name))

    def _swap(self, device: _InUse | None) -> None:
        """Draw with another device from now on; the one before is closed when its drawings are done."""
        with self._lock:
            before, self._current = self._current, device
            self.name = "" if device is None else device.rasterizer.name
            idle = before is not None and before is not device and not before.drawings
        if device is not None and device is not before:
            log.info("%s draws: %s", device.name, device.rasterizer.name)
        self._ready.set()
        if idle and before is not None:
            _close(before.rasterizer)

    def _replace(self, lost: _InUse, reason: str) -> None:
        """Draw with the next device, unless another thread has seen to that."""
        with self._choosing:
            if self._current is not lost:
                return
            log.warning("%s failed while it drew: %s", lost.name, reason)
            self.trials.lose(lost.name, reason)
            self.wanted = AUTOMATIC
            device = self._best()
            self._swap(device)
        self.replaced.emit(
            tr(
                "{device} failed ({reason}). Now this draws: {other}.",
                device=DEVICES[lost.name],
                reason=reason,
                other=device.rasterizer.name,
            )
        )
        self.changed.emit()

    # -- drawing -------------------------------------------------------------------------------------

    def ready(self) -> Devices:
        """Itself, once a device is chosen."""
        with self._in_use():
            return self

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, unclamped; see `Rasterizer.draw`."""
        return self._with(lambda device: device.draw(tiles, view, sampling, cancelled=cancelled))

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture, (height, width, 4) uint8: blue, green, red, 255; see `Rasterizer.draw_frame`."""
        return self._with(lambda device: device.draw_frame(tiles, view, sampling, cancelled=cancelled))

    def most_marks(self, overlays: Overlays) -> int:
        """See `MarkDrawer.most_marks`."""
        current = self._current
        return self._marks_of(None if current is None else current.rasterizer).most_marks(overlays)

    def draw_marks(
        self, pixels: npt.NDArray[np.uint8], marks: Marks, view: View, strokes: Sequence[Stroke]
    ) -> None:
        """Draw kernels into a frame's pixels; see `MarkDrawer.draw_marks`."""
        self._with(lambda device: self._marks_of(device).draw_marks(pixels, marks, view, strokes))

    def _marks_of(self, rasterizer: Rasterizer | None) -> MarkDrawer:
        return rasterizer if isinstance(rasterizer, MarkDrawer) else self._cpu_marks

    def _with(self, work: Callable[[Rasterizer], T]) -> T:
        """Do something with the device in use, and if that fails, with the next."""
        while True:
            with self._in_use() as current:
                try:
                    return work(current.rasterizer)
                except DeviceLost as error:
                    reason = translated(error)
            self._replace(current, reason)

    @contextmanager
    def _in_use(self) -> Generator[_InUse]:
        if not self._ready.is_set():
            if QThread.currentThread() == self.thread():
                self._choose_first()
            else:
                self._first_wanted.emit()
                self._ready.wait()
        with self._lock:
            current = self._current
            if current is None:
                raise DeviceError(tr("the window is being closed"))
            current.drawings += 1
        try:
            yield current
        finally:
            with self._lock:
                current.drawings -= 1
                idle = current is not self._current and not current.drawings
            if idle:
                _close(current.rasterizer)


def _close(rasterizer: Rasterizer) -> None:
    close = getattr(rasterizer, "close", None)
    if close is not None:
        close()
