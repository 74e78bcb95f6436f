"""Minutes of use of the real window: does memory grow, is the GUI thread ever blocked, does anything fail?

    python tests/benchmarks/long_use.py [--minutes 8] [--photo PHOTO]

Zooms, pans, compares, switches overlays and maps, leafs through a folder, turns, looks into kernels, changes
settings: by keys, wheel and mouse, as a person does, again and again. Every event that the GUI thread handles
is timed, by the clock and by the processor time of that thread: other programs on the machine lengthen the
first, not the second. Memory is taken at the end of each round, where the same has always just been done,
when the field of the first photo is whole and its picture at rest.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

FRAME_MS = 16.0
WARM_UP_SECONDS = 60.0
"""In which everything is loaded and every cache is filled once; not measured, and not of the minutes."""
LONGEST_WAIT_SECONDS = 60.0
"""For field and picture at the end of a round."""
STEP_MS = 60
"""Between two things that the person does."""
SIDES = ((1000, 700), (700, 1000), (1200, 600), (800, 800))
"""Of the photos in the folder."""


@dataclass
class Block:
    """An event that the GUI thread handled."""

    cpu_ms: float
    wall_ms: float
    what: str


def main() -> int:
    """Print the figures; 1 if an exception or a message of failure came."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=8.0)
    parser.add_argument("--photo", type=Path, default=Path(str(files("csr.resources") / "sample.jpg")))
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    blocks: list[Block] = []
    slow: Counter[str] = Counter()
    counted = 0

    class App(QApplication):
        """Times every event; those that come while another is handled are part of that."""

        depth = 0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            nonlocal counted
            if App.depth:
                return super().notify(receiver, event)
            App.depth += 1
            kind, name = event.type(), type(receiver).__name__
            cpu, wall = time.thread_time(), time.perf_counter()
            try:
                return super().notify(receiver, event)
            finally:
                cpu, wall = time.thread_time() - cpu, time.perf_counter() - wall
                App.depth -= 1
                counted += 1
                if 1000 * cpu > FRAME_MS / 2:
                    blocks.append(Block(1000 * cpu, 1000 * wall, f"{name} {kind.name}"))
                if 1000 * cpu > FRAME_MS:
                    slow[f"{name} {kind.name}"] += 1

    failures: list[str] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        failures.append(f"{kind.__name__}: {error}")
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook
    from csr.core.utils.malloc import share_one_arena

    share_one_arena()  # as the program does
    app = App(sys.argv[:1])
    from csr.viewer.settings.settings_file import SettingsFile
    from csr.viewer.window.window import Window

    window = Window(SettingsFile(given={"weights": "light", "device": "cpu"}))
    window.notifier.error_sent.connect(failures.append)
    whole: list[bool] = []
    window.opened.connect(whole.clear)
    window.opener.settled.connect(lambda: whole.append(True))
    window.resize(1280, 800)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        first = _photos(arguments.photo, Path(folder))[0]
        window.open(first)
        steps = _endless(window)
        memory = psutil.Process().memory_info
        start, marks, most = time.monotonic(), list[float](), 0.0
        warm = False

        def at_rest() -> bool:
            shown = window.windowTitle().startswith(first.name)
            return shown and bool(whole) and window.canvas.settled is not None

        while (elapsed := time.monotonic() - start) < arguments.minutes * 60 or not warm:
            round_ended = next(steps)
            until = time.monotonic() + STEP_MS / 1000
            while time.monotonic() < until:
                app.processEvents()
                time.sleep(0.002)
            most = max(most, memory().rss / 2**20)
            if not round_ended:
                continue
            until = time.monotonic() + LONGEST_WAIT_SECONDS
            while not at_rest() and time.monotonic() < until:
                app.processEvents()
                time.sleep(0.002)
            if not at_rest():
                failures.append("a round's end found no rest")
            if not warm and elapsed > WARM_UP_SECONDS:
                warm, start, most = True, time.monotonic(), 0.0
                blocks.clear()
                slow.clear()
                counted = 0
                print("warm", flush=True)
            if warm:
                marks.append(memory().rss / 2**20)
                print(f"{(time.monotonic() - start) / 60:.1f} minutes: {marks[-1]:.0f} MiB", flush=True)
        window.close()
    blocks.sort(key=lambda block: -block.cpu_ms)
    drift = marks[-1] / marks[0] - 1
    print(
        f"memory at rest: {marks[0]:.0f} MiB warm, {marks[-1]:.0f} at the end ({drift:+.1%}), "
        f"{min(marks):.0f} to {max(marks):.0f} over {len(marks)} rounds; in between {most:.0f} at most"
    )
    print(f"events: {counted}; over {FRAME_MS:g} ms of the GUI thread's own time: {sum(slow.values())}")
    for what, count in slow.most_common(8):
        print(f"  {count} x {what}")
    for block in blocks[:8]:
        print(f"  {block.cpu_ms:.1f} ms ({block.wall_ms:.1f} by the clock): {block.what}")
    print(f"exceptions and failures: {failures or 'none'}")
    return 1 if failures else 0


def _photos(source: Path, folder: Path) -> list[Path]:
    from PIL import Image

    paths: list[Path] = []
    with Image.open(source) as image:
        for number, size in enumerate(SIDES):
            paths.append(folder / f"{number}.jpg")
            image.convert("RGB").resize(size, Image.Resampling.BICUBIC).save(paths[-1], quality=92)
    return paths


def _endless(window: Any) -> Iterator[bool]:
    """Does the next thing each time; true where a round ends."""
    while True:
        for step in _round(window):
            step()
            yield False
        yield True


def _round(window: Any) -> Iterator[Callable[[], object]]:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    canvas = window.canvas
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton

    def key(name: str, modifier: Qt.KeyboardModifier = none) -> Callable[[], None]:
        return lambda: QTest.keyClick(canvas, getattr(Qt.Key, f"Key_{name}"), modifier)

    def wheel(up: int, x: float, y: float) -> Callable[[], None]:
        at, buttons, phase = QPointF(x, y), Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        return lambda: QApplication.postEvent(
            canvas.viewport(), QWheelEvent(at, at, QPoint(), QPoint(0, 120 * up), buttons, none, phase, False)
        )

    def move(x: int, y: int) -> Callable[[], None]:
        return lambda: QTest.mouseMove(canvas.viewport(), QPoint(x, y))

    def press() -> None:
        QTest.mousePress(canvas.viewport(), left, none, QPoint(700, 400))

    def release() -> None:
        QTest.mouseRelease(canvas.viewport(), left, none, QPoint(400, 300))

    def zoom_and_pan() -> Iterator[Callable[[], object]]:
        yield from [wheel(1, 500, 300)] * 16
        yield press
        for i in range(20):
            yield move(700 - 15 * i, 400 - 5 * i)
        yield release
        yield from [key("Right"), key("Down")] * 4
        yield from [wheel(-1, 640, 400)] * 8

    def switch(*names: str) -> Iterator[Callable[[], object]]:
        for name in names:
            action = window.actions_by_name[name]
            yield action.trigger
            yield from [wheel(1, 600, 350), wheel(1, 600, 350), key("Left"), wheel(-1, 600, 350)]
            yield wheel(-1, 600, 350)
            yield action.trigger

    def setting(**values: object) -> Callable[[], None]:
        return lambda: window.settings.change(**values)

    yield key("0")
    yield from zoom_and_pan()
    yield from switch("split", "beside", "difference")
    yield window.actions_by_name["with_lanczos"].trigger
    yield from [key("Left")] * 5
    yield window.actions_by_name["split"].trigger
    yield from switch("positions", "covariances", "grid", "numbers")
    yield from switch("map_orientation", "map_elongation", "map_density", "map_gradient", "map_isolines")
    yield from switch("navigator", "scale_bar", "histogram", "metadata", "figures", "peel", "inspect")
    yield window.actions_by_name["pick"].trigger
    yield from [key("Space")] * 3
    yield window.actions_by_name["inspect"].trigger
    yield from [setting(grid_colour=(200, 90, 10)), setting(wheel="pans"), setting(wheel="zooms")]
    yield setting(grid_colour=(128, 128, 128))
    yield window.actions_by_name["rotate_left"].trigger
    yield from [wheel(1, 500, 300)] * 8
    for forth in ("PageDown", "PageDown", "PageDown", "PageUp", "PageUp", "PageUp"):
        yield key(forth)
        yield from [wheel(1, 500, 300)] * 6
        yield from [key("Right"), key("Up")] * 3


if __name__ == "__main__":
    sys.exit(main())
