"""Makes pictures of the window: those of README, or with --walk those of each stop of `window_walk`:

python tests/screenshots.py FOLDER
xvfb-run -a -s "-screen 0 1600x1200x24" python tests/screenshots.py FOLDER --walk [--theme light]
    [--language zh_CN] (QT_SCALE_FACTOR=1.5 for another density)
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from csr.core.cli import main as cli
from csr.core.field.kernel_filter import KernelFilter
from csr.viewer.i18n import LANGUAGES, speak
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.theme import Theme
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_walk import Walk, make_folder, screen_picture

SAMPLE = Path(__file__).parents[1] / "resources/sample.jpg"
SMALL = (320, 240)
"""To which the sample is reduced where its pixels shall be seen, and where a field is fitted."""
KERNELS, SECONDS = 6000, 40
"""Of that field."""
WAIT_SECONDS = 1.5
"""Until the panels have asked their threads."""


class Pictures:
    """Drives one window."""

    def __init__(self, folder: Path) -> None:
        app = QApplication([])
        settings = SettingsFile(given={"device": "cpu"})
        Theme(app, settings)
        self.folder, self.window = folder, Window(settings)
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)  # keys go to it alone

    def wait(self, until: Callable[[], bool]) -> None:
        while not until():
            QApplication.processEvents()
            time.sleep(0.005)

    def pause(self) -> None:
        """Let the panels' threads work; `QTest.qWait` would not, for it keeps the interpreter."""
        end = time.monotonic() + WAIT_SECONDS
        self.wait(lambda: time.monotonic() > end)

    def open(self, path: Path, size: tuple[int, int]) -> None:
        opened: list[str] = []
        self.window.opened.connect(lambda: opened.append(""))
        self.window.resize(*size)
        self.window.open(path)
        self.wait(lambda: bool(opened))

    def look(self, x: float, y: float, scale: float) -> None:
        canvas = self.window.canvas
        canvas.look_at(x, y, scale)
        self.wait(lambda: canvas.settled is not None and canvas.settled.complete)

    def stroke(self, start: QPoint, end: QPoint) -> None:
        """Paint with the brush that is armed."""
        port, left = self.window.canvas.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(port, left, pos=start)
        QTest.mouseMove(port, end)
        QTest.mouseRelease(port, left, pos=end)
        self.pause()

    def switch(self, *names: str, on: bool = True) -> None:
        for name in names:
            self.window.actions_by_name[name].setChecked(on)
        self.pause()

    def save(self, name: str, *, reduced: bool = False) -> None:
        """Save the window; reduced to 256 colours where it would be too large for a page."""
        canvas = self.window.canvas
        self.wait(lambda: canvas.settled is not None and canvas.settled.complete)
        canvas.redraw()  # the first one compiled, or waited; the window tells its time
        self.wait(lambda: canvas.settled is not None and canvas.settled.complete)
        path = self.folder / f"{name}.png"
        self.window.grab().save(str(path))
        picture = Image.open(path).convert("RGB")
        if reduced:  # dithered: without, soft grounds show bands
            picture = picture.quantize(palette=picture.quantize(256), dither=Image.Dither.FLOYDSTEINBERG)
        picture.save(path, optimize=True)


def make_readme(folder: Path) -> None:
    """Make the pictures of README."""
    small, fitted = folder / "small.png", folder / "fitted.safetensors"
    if not fitted.exists():
        Image.open(SAMPLE).resize(SMALL, Image.Resampling.LANCZOS).save(small)
        cli.main(["fit", str(small), str(fitted), "--kernels", str(KERNELS), "--seconds", str(SECONDS)])
    made = Pictures(folder)
    window = made.window

    made.open(SAMPLE, (1280, 800))
    window.actions_by_name["first_steps"].trigger()
    made.pause()
    made.save("first_steps", reduced=True)
    assert window.first_steps.card is not None
    window.first_steps.card.dismiss()
    made.switch("split", on=False)
    made.switch("peel")
    QTest.keyClick(window.canvas, Qt.Key.Key_E)
    made.look(700, 330, 4)
    made.stroke(QPoint(330, 300), QPoint(470, 420))
    made.save("brush", reduced=True)
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    window.actions_by_name["undo"].trigger()
    made.switch("peel", on=False)
    made.look(700, 330, 8)
    made.switch("positions")
    made.save("screenshot", reduced=True)
    made.switch("positions", on=False)

    window.resize(1160, 720)
    made.switch("inspect")
    made.look(725.8, 333.2, 150)
    middle = window.canvas.viewport().rect().center()
    QTest.mouseMove(window.canvas.viewport(), middle + QPoint(10, -10))
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    made.pause()
    made.save("inspector")
    made.switch("inspect", on=False)

    made.switch("peel")
    made.look(687, 340, 5)
    made.pause()
    window.kernels.model.peel_to(KernelFilter(weight=(1.2, 3.0)))
    made.pause()
    made.save("peeled")
    window.actions_by_name["show_all"].trigger()
    made.switch("peel", on=False)

    made.open(small, (1000, 640))
    window.actions_by_name["with_nearest"].trigger()
    made.look(160, 120, 8)
    made.switch("split")
    made.save("split")
    made.switch("split", on=False)

    made.open(fitted, (860, 540))
    made.look(160, 120, 4)
    made.switch("map_orientation")
    made.save("map")
    window.close()


def make_walk(folder: Path, theme: str, language: str) -> None:
    """Make a picture at each stop of the walk, menus and dialogs included, and tell what does not hold."""
    app = QApplication([])
    speak(app, language)
    settings = SettingsFile(given={"device": "cpu", "weights": "light", "theme": theme})
    Theme(app, settings)
    window = Window(settings)
    window.resize(1000, 640)
    window.show()
    window.activateWindow()

    def pump() -> None:
        app.processEvents()
        time.sleep(0.003)

    walk = Walk(window, make_folder(folder / "photos", SAMPLE, (640, 400)), pump)
    walk.wait(window.isActiveWindow)
    for stop in walk.lines():
        screen_picture(window, folder / f"{stop.name}.png")
        print(f"{stop.name}{'' if stop.holds else ': DOES NOT HOLD'}", flush=True)
    window.close()


def main() -> None:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--walk", action="store_true")
    parser.add_argument("--theme", choices=("dark", "light"), default="dark")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if arguments.walk:
        make_walk(arguments.folder, arguments.theme, arguments.language)
    else:
        make_readme(arguments.folder)


if __name__ == "__main__":
    main()
