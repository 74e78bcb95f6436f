"""Measures the GUI thread and the frames in the walk through the window:

    xvfb-run -a -s "-screen 0 1600x1200x24" python tests/benchmarks/gui_thread.py [--weights NAME]

Own time is the CPU time of the GUI thread within one event that the event loop delivers, nested ones
included: the time of other threads and programs does not count. A frame's time is that of its drawing.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.theme import Theme
from csr.viewer.window.window import Window
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1]))
from window_walk import LINES, Walk, make_folder

SAMPLE = Path(__file__).parents[2] / "resources" / "sample.jpg"
BUDGET_MS = 16.0
"""Of own time in an event."""


class TimedApplication(QApplication):
    """Takes the own time of each event."""

    def __init__(self) -> None:
        super().__init__([])
        self.times: list[tuple[float, str]] = []
        """Milliseconds, and what the event was."""
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event."""
        kind, name = event.type(), type(receiver).__name__
        self._depth += 1
        begun = time.thread_time_ns()
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            if self._depth == 0:
                self.times.append(((time.thread_time_ns() - begun) / 1e6, f"{kind.name} to {name}"))


def main() -> None:
    """Walk, and print the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", default="light")
    arguments = parser.parse_args()
    app = TimedApplication()
    settings = SettingsFile(given={"device": "cpu", "weights": arguments.weights})
    Theme(app, settings)
    window = Window(settings)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    frames: list[float] = []
    window.canvas.drawn.connect(lambda drawn: frames.append(drawn.frame.seconds * 1e3))

    def pump() -> None:
        app.processEvents()
        time.sleep(0.002)

    with tempfile.TemporaryDirectory() as folder:
        try:
            walk = Walk(window, make_folder(Path(folder), SAMPLE), pump)
            walk.wait(window.isActiveWindow)
            walk.begin()
            print(
                f"{'line':24} {'events':>7} {'over 16 ms':>10} {'worst ms':>9}  "
                "worst event; frames: median, worst ms"
            )
            for line in LINES:
                app.times.clear()
                frames.clear()
                for _ in walk.line(line):
                    pass
                times, drawn = sorted(app.times, reverse=True), sorted(frames)
                over = sum(t > BUDGET_MS for t, _ in times)
                told = f"{drawn[len(drawn) // 2]:.1f}, {drawn[-1]:.1f}" if drawn else "none"
                print(f"{line:24} {len(times):7} {over:10} {times[0][0]:9.1f}  {times[0][1]}; {told}")
                worst: dict[str, float] = defaultdict(float)
                for t, name in times:
                    worst[name] = max(worst[name], t)
                for name, t in sorted(worst.items(), key=lambda item: -item[1])[1:6]:
                    if t > BUDGET_MS:
                        print(f"{'':53} {t:9.1f}  {name}")
        finally:
            window.close()  # its threads end before the interpreter does


if __name__ == "__main__":
    main()
