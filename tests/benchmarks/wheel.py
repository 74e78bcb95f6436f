"""How soon is a new frame on the screen after a wheel event? python tests/benchmarks/wheel.py [PHOTO]

A window of 1280 x 720, drawn by the CPU, its field whole. A quarter of a notch is sent at several scales, and
the time taken until a frame drawn for a later view has been painted. Qt's event loop waits for it, as in the
program: one that asks again and again would take a core from what draws.
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
    from csr.core.utils.malloc import share_one_arena
    from csr.viewer.settings.settings_file import SettingsFile
    from csr.viewer.window.window import Window
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    share_one_arena()  # as the program does
    app = QApplication(sys.argv[:1])
    photo = Path(sys.argv[1] if len(sys.argv) > 1 else str(files("csr.resources") / "sample.jpg"))
    window = Window(SettingsFile(given={"device": "cpu"}))
    window.show()
    canvas = window.canvas
    window.resize(1280 + window.width() - canvas.width(), 720 + window.height() - canvas.height())
    whole: list[bool] = []
    window.opener.settled.connect(lambda *_: whole.append(True))
    window.open(photo)

    def until(done: object) -> None:
        while not done():  # type: ignore[operator]
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    class Painted(QObject):
        """Ends a loop after the viewport was painted with another frame than one."""

        def __init__(self) -> None:
            super().__init__()
            self.loop, self.old = QEventLoop(), canvas.item.drawn
            canvas.viewport().installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            another = canvas.item.drawn is not self.old
            if another and event.type() == QEvent.Type.Paint and self.loop.isRunning():
                QTimer.singleShot(0, self.loop.quit)
            return super().eventFilter(watched, event)

    pulse = QTimer()  # something is always still to come for `until` to wait for
    pulse.start(20)
    until(lambda: whole)
    painted = Painted()
    middle = QPointF(canvas.width() / 2, canvas.height() / 2)
    print(f"{canvas.width()} x {canvas.height()}, {photo.name}; a frame at 60 Hz is {FRAME_MS:.1f} ms")
    for scale in SCALES:
        scene = canvas.scene_shown
        assert scene is not None
        canvas.look_at(*(side / 2 for side in scene.photo.size), scale)
        until(lambda: canvas.settled is not None)
        took: list[float] = []
        for i in range(EVENTS):
            pulse.stop()
            painted.old = canvas.item.drawn
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
            painted.loop.exec()
            took.append(1000 * (time.perf_counter() - start))
            pulse.start(20)
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
