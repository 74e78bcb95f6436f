"""Saving a view in a thread."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..core.frame import Scene
from ..core.picture_file import save_picture
from ..core.view import View


class Saver(QObject):
    """Saves views at full quality; the window goes on meanwhile."""

    saved = Signal(str, str)
    """The file's path, and an empty text or the sentence that says why it was not saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []

    def save(self, scene: Scene, view: View, path: Path, *, overwrite: bool) -> None:
        """Begin to save a view, every pixel of which lies on the photo; `saved` tells the end."""

        def work() -> None:
            problem = ""
            try:
                alpha = scene.photo.alpha is not None
                save_picture(
                    path,
                    scene.bands(view),
                    view.width,
                    view.height,
                    alpha=alpha,
                    overwrite=overwrite,
                    description=scene.description(view),
                )
            except (ValueError, OSError) as error:
                problem = str(error)
            except MemoryError:
                problem = f"There is not enough memory to save {path.name}."
            except Exception as error:  # a thread that dies silently would leave a person believing
                problem = f"{path.name} was not saved: {type(error).__name__}: {error}"
            self.saved.emit(str(path), problem)

        self._threads = [thread for thread in self._threads if thread.is_alive()]
        self._threads.append(threading.Thread(target=work, name="saver"))
        self._threads[-1].start()

    def join(self) -> None:
        """Wait until everything is saved."""
        for thread in self._threads:
            thread.join()
