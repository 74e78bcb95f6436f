"""Saving pictures in threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from ...core.geometry.view import View
from ...core.photo.encode import QUALITY, save_picture
from ...core.photo.metadata import kept_exif
from ...core.rasterize import Cancelled
from ...core.scene.scene import Scene
from ..i18n import said, tr


@dataclass(frozen=True, eq=False)
class Job:
    """What to save, and how."""

    scene: Scene
    view: View
    """Every pixel of it lies on the photo."""
    path: Path
    overwrite: bool
    bits: int = 8
    quality: int = QUALITY
    keep_exif: bool = True
    """Whether date, camera and so on go along."""
    pixels: npt.NDArray[np.uint8] | None = None
    """(height, width, 3 or 4) red, green, blue, alpha: what is on the screen already. Otherwise the view is
    drawn at full quality, a band at a time: it may be larger than memory."""
    cancelled: threading.Event = field(default_factory=threading.Event)

    def bands(self) -> Iterator[npt.NDArray[np.float32]]:
        """The picture from top to bottom.

        Raises:
            Cancelled: between two bands.
        """
        bands = self.scene.bands(self.view) if self.pixels is None else _of_pixels(self.pixels)
        for band in bands:
            if self.cancelled.is_set():
                raise Cancelled
            yield band

    @property
    def sources(self) -> tuple[Path, ...]:
        """The photo's file, if it has one, which is not replaced by its own picture."""
        path = self.scene.photo.path
        return () if path is None else (path,)

    @property
    def has_alpha(self) -> bool:
        """Whether the bands have a fourth channel."""
        return self.scene.has_alpha(self.view) if self.pixels is None else self.pixels.shape[2] == 4


class Saver(QObject):
    """Saves pictures; the window goes on meanwhile."""

    saved = Signal(str, str)
    """The file's path, and an empty text or the sentence that says why it was not saved."""
    progressed = Signal(object, int)
    """A `Job`, and how many of its rows are done."""
    ended = Signal(object)
    """A `Job`: it is saved, has failed, or was given up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []

    def save(self, job: Job) -> None:
        """Begin to save; `saved` tells the end, but for a job that is cancelled."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(threading.Thread(target=self._work, args=(job,), name="saver"))
        self._threads[-1].start()

    def join(self) -> None:
        """Wait until everything is saved."""
        for thread in self._threads:
            thread.join()

    def _work(self, job: Job) -> None:
        problem = ""
        try:
            save_picture(
                job.path,
                self._told(job),
                job.view.width,
                job.view.height,
                alpha=job.has_alpha,
                bits=job.bits,
                overwrite=job.overwrite,
                description=job.scene.description(job.view),
                quality=job.quality,
                exif=kept_exif(job.scene.photo.path) if job.keep_exif else None,
                sources=job.sources,
            )
        except Cancelled:
            self.ended.emit(job)
            return
        except (ValueError, OSError) as error:
            problem = said(error)
        except MemoryError:
            problem = tr("There is not enough memory to save {name}.", name=job.path.name)
        except Exception as error:  # a thread that dies silently would leave a person believing
            problem = tr(
                "{name} was not saved: {error}", name=job.path.name, error=f"{type(error).__name__}: {error}"
            )
        self.ended.emit(job)
        self.saved.emit(str(job.path), problem)

    def _told(self, job: Job) -> Iterator[npt.NDArray[np.float32]]:
        done = 0
        for band in job.bands():
            yield band
            done += len(band)
            self.progressed.emit(job, done)


def _of_pixels(pixels: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.float32]]:
    for top in range(0, len(pixels), 64):
        yield pixels[top : top + 64].astype(np.float32) / np.float32(255)
