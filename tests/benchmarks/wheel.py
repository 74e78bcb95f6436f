"""How soon is a new frame on the screen after a wheel event? python tests/benchmarks/wheel.py [PHOTO]

A window of 1280 x 720, drawn by the CPU, its field whole. A quarter of a notch is sent at several scales, and
the time taken until a frame drawn for a later view has been painted.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from importlib.resources import files
from pathlib import Path

SCALES = (1.5, 2.0, 4.0, 8.0, 32.0)
EVENTS = 40
FRAME_MS = 1000 / 60
PAUSE_SECONDS = 0.4
"""After each event: the zoom has arrived, and what follows at rest is drawn."""


def main() -> None:
    """Print the median and the worst for each scale."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from csr.viewer.settings_file import SettingsFile
    from csr.viewer.window import Window
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    photo = Path(sys.argv[1] if len(sys.argv) > 1 else str(files("csr.resources") / "sample.jpg"))
    window = Window(SettingsFile(given={"device": "cpu"}))
    window.show()
    canvas = window.canvas
    window.resize(1280 + window.width() - canvas.width(), 720 + window.height() - canvas.height())
    whole: list[bool] = []
    window.opener.settled.connect(lambda *_: whole.append(True))
    window.open(photo)

    def until(done: object, seconds: float = 120.0) -> None:
        end = time.perf_counter() + seconds
        while not done() and time.perf_counter() < end:  # type: ignore[operator]
            app.processEvents()

    until(lambda: whole)
    middle = QPointF(canvas.width() / 2, canvas.height() / 2)
    print(f"{canvas.width()} x {canvas.height()}, {photo.name}; a frame at 60 Hz is {FRAME_MS:.1f} ms")
    for scale in SCALES:
        scene = canvas.scene_shown
        assert scene is not None
        canvas.look_at(*(side / 2 for side in scene.photo.size), scale)
        until(lambda: canvas.settled is not None)
        took: list[float] = []
        for i in range(EVENTS):
            before = canvas.item.drawn
            wheel = QWheelEvent(
                middle,
                canvas.mapToGlobal(middle),
                QPoint(),
                QPoint(0, 30 if i % 2 else -30),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            start = time.perf_counter()
            QApplication.sendEvent(canvas.viewport(), wheel)
            until(lambda old=before: canvas.item.drawn is not old)
            canvas.viewport().repaint()
            took.append(1000 * (time.perf_counter() - start))
            pause = time.perf_counter() + PAUSE_SECONDS
            until(lambda end=pause: time.perf_counter() > end and canvas.settled is not None)
        print(
            f"x{scale:g}: median {statistics.median(took):.1f} ms, worst {max(took):.1f} ms "
            f"({statistics.median(took) / FRAME_MS:.1f} and {max(took) / FRAME_MS:.1f} frames)",
            flush=True,
        )
    window.close()


if __name__ == "__main__":
    main()
