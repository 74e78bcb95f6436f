"""A walk through the window by keys and mouse alone, line by line of what it promises to a person.

`tests/viewer/window/test_walk.py` walks it and looks whether the promises are kept, `tests/screenshots.py`
makes a picture at each stop, `tests/benchmarks/gui_thread.py` measures what the GUI thread does on the way.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from csr.viewer.style import BACKGROUND
from csr.viewer.window.window import Window
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

LONGEST_SECONDS = 300.0
"""That a stop is waited for."""
NOTCH = 120
"""Eighths of a degree that a wheel turns by a notch."""
LINES = (
    *("never_an_empty_edge", "esc_leaves_one_level", "visible_modes", "toolbar_and_menus", "first_start"),
    *("progress_that_speaks", "turned_kernels", "menus", "fields_and_focus", "folder_view", "looks"),
)
"""Lines of the walk, in their order."""
CTRL = Qt.KeyboardModifier.ControlModifier
GROUND = (255, 0, 255)
"""Colour that no photo of the walk has."""


@dataclass(frozen=True)
class Stop:
    """A moment at which something is to be seen."""

    name: str
    """Its line and what it shows: "3_mute_brush"."""
    holds: bool
    """True if what the line promises is so."""


def make_folder(folder: Path, sample: Path, size: tuple[int, int] | None = None) -> Path:
    """Make a folder of photos, whole, noted, and one that cannot be shown; return the first."""
    folder.mkdir(parents=True, exist_ok=True)
    photo = Image.open(sample).convert("RGB")
    if size is not None:
        photo = photo.resize(size, Image.Resampling.LANCZOS)
    photo.save(folder / "1 harbour.jpg", quality=95)
    photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / "2 mirrored.jpg", quality=95)
    photo.convert("CMYK").save(folder / "3 inks.jpg", quality=95)
    (folder / "4 broken.jpg").write_bytes(b"no picture")
    photo.convert("L").save(folder / "5 grey.png")
    return folder / "1 harbour.jpg"


class Walk:
    """Drives one window, which is shown and active.

    Args:
        window: the window.
        first: the photo that `make_folder` returned.
        pump: lets the window work for a moment.
        linger: how long to stay where a picture is to be made, as a share of what that needs.
    """

    def __init__(self, window: Window, first: Path, pump: Callable[[], object], linger: float = 1.0) -> None:
        self.window, self.first, self._pump, self._linger = window, first, pump, linger
        self.canvas = window.canvas

    # -- hands ---------------------------------------------------------------------------------------

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + LONGEST_SECONDS
        while not until():
            assert time.monotonic() < end, "it never came"
            self._pump()

    def pause(self, seconds: float) -> None:
        """Let the window work for a time."""
        end = time.monotonic() + seconds * self._linger
        self.wait(lambda: time.monotonic() > end)

    def settle(self) -> None:
        """Wait for the final picture."""
        self.wait(lambda: self.canvas.settled is not None and self.canvas.settled.complete)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def wheel(self, notches: int, at: QPoint | None = None) -> None:
        """Turn the wheel over the photo; towards the person where negative."""
        port = self.canvas.viewport()
        point = QPointF(port.rect().center() if at is None else at)
        for _ in range(abs(notches)):
            turn = QPoint(0, NOTCH if notches > 0 else -NOTCH)
            none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase)
            event = QWheelEvent(
                point, QPointF(port.mapToGlobal(point.toPoint())), QPoint(), turn, *none, False
            )
            QApplication.sendEvent(port, event)
            self._pump()

    def drag(self, start: QPoint, end: QPoint, steps: int = 8) -> None:
        """Press at a point of the photo, move on, and let go."""
        port, left = self.canvas.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(port, left, pos=start)
        for step in range(1, steps + 1):
            QTest.mouseMove(port, start + (end - start) * step / steps)
            self._pump()
        QTest.mouseRelease(port, left, pos=end)

    def open(self, path: Path) -> None:
        """Open a photo and wait until it is shown."""
        opened: list[str] = []
        self.window.opened.connect(lambda: opened.append(""))
        self.window.open(path)
        self.wait(lambda: bool(opened))

    def leaf(self, key: Qt.Key = Qt.Key.Key_PageDown) -> None:
        """Leaf to the next photo, whether it can be shown or not."""
        before = self.window.windowTitle().split("[*]")[0]
        self.key(key)
        self.wait(lambda: self.window.windowTitle().split("[*]")[0] != before)

    # -- eyes ----------------------------------------------------------------------------------------

    def ground_inside(self) -> int:
        """Count pixels within the photo, but for its rim, that show the ground, which is magenta."""
        canvas, view, scene = self.canvas, self.canvas.view, self.canvas.scene_shown
        assert view is not None and scene is not None
        part = scene.clipped(view)
        image = canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(
            image.height(), image.bytesPerLine() // 4, 4
        )
        if part is None:
            return 0
        left, top = (round(v) for v in view.to_device(part.x0, part.y0))
        inside = rows[top + 2 : top + part.height - 2, left + 2 : left + part.width - 2, 2::-1]
        return int((inside == GROUND).all(axis=2).sum())

    # -- the lines -----------------------------------------------------------------------------------

    def lines(self) -> Iterator[Stop]:
        """Walk all lines, one stop after the other."""
        self.begin()
        for name in LINES:
            yield from self.line(name)

    def begin(self) -> None:
        """Open the first photo."""
        self.open(self.first)
        self.settle()

    def line(self, name: str) -> Iterator[Stop]:
        """Walk one of `LINES`, from the first photo."""
        walked: Iterator[Stop] = getattr(self, name)()
        return walked

    def never_an_empty_edge(self) -> Iterator[Stop]:
        """Line 1: zoomed out fast, panned far, enlarged: the photo's own picture fills every edge."""
        self.canvas.item.set_ground(QBrush(QColor(*GROUND)))
        self.wheel(12)
        self.settle()
        worst = 0
        for _ in range(12):
            self.wheel(-1)
            worst = max(worst, self.ground_inside())
        yield Stop("1_zooming_out", worst == 0)
        self.key(Qt.Key.Key_2)
        self.settle()
        middle = self.canvas.viewport().rect().center()
        for sign in (1, -1):
            self.drag(middle, middle + QPoint(400 * sign, 150 * sign), 6)
            worst = max(worst, self.ground_inside())
        size = self.window.size()
        self.window.resize(size.width() + 120, size.height() + 60)
        worst = max(worst, self.ground_inside())
        self.canvas.item.set_ground(QBrush(QColor(BACKGROUND)))
        self.settle()
        yield Stop("1_panned_and_grown", worst == 0)
        self.window.resize(size)
        self.key(Qt.Key.Key_0)
        self.settle()

    def esc_leaves_one_level(self) -> Iterator[Stop]:
        """Line 2: each Esc leaves one level; work goes on, and is stopped by its cross alone."""
        window, actions = self.window, self.window.actions_by_name
        self.key(Qt.Key.Key_C)
        self.key(Qt.Key.Key_H, CTRL)
        self.wait(lambda: self.canvas.settled is not None and self.canvas.settled.compared is not None)
        yield Stop("2_comparison_picture_only", actions["split"].isChecked() and window.menuBar().isHidden())
        self.key(Qt.Key.Key_Escape)
        held = not actions["split"].isChecked() and window.menuBar().isHidden()
        self.key(Qt.Key.Key_Escape)
        held = held and not window.menuBar().isHidden()
        self.key(Qt.Key.Key_Escape)
        self.settle()
        yield Stop("2_all_left", held and self.canvas.scene_shown is not None)

    def visible_modes(self) -> Iterator[Stop]:
        """Line 3: a pill says which tool is armed, and that kernels are hidden."""
        window = self.window
        self.key(Qt.Key.Key_E)  # arms nothing while no panel of kernels is open
        held = not window.pill.text
        self.key(Qt.Key.Key_I)
        self.wheel(12)
        self.settle()
        self.canvas.setFocus()
        self.key(Qt.Key.Key_E)
        self.pause(0.3)
        yield Stop("3_mute_brush", held and bool(window.pill.text))
        middle, model = self.canvas.viewport().rect().center(), window.kernels.model
        self.drag(middle - QPoint(60, 30), middle + QPoint(60, 30))
        self.wait(lambda: bool(model.edits.muted.size) and not model._pieces)
        self.pause(0.5)
        self.key(Qt.Key.Key_Escape)
        self.settle()
        self.pause(0.5)
        yield Stop("3_kernels_hidden", bool(window.pill.text) and model.brush is None)
        self.key(Qt.Key.Key_Z, CTRL)
        self.settle()
        held = not window.pill.text
        self.key(Qt.Key.Key_I)
        self.key(Qt.Key.Key_0)
        yield Stop("3_undone", held)

    def toolbar_and_menus(self) -> Iterator[Stop]:
        """Line 4: a slim toolbar, and a menu where the photo is clicked on."""
        window = self.window
        self.settle()
        yield Stop("4_toolbar", window.toolbar.isVisible() and window.toolbar.height() <= 34)
        at = self.canvas.viewport().rect().center()
        self.canvas.customContextMenuRequested.emit(at)
        self.wait(window.context_menu.isVisible)
        self.pause(0.3)
        yield Stop("4_context_menu", window.context_menu.isVisible())
        QTest.keyClick(window.context_menu, Qt.Key.Key_Escape)

    def first_start(self) -> Iterator[Stop]:
        """Line 5: a card that shows the trick. (Of a window that shows the sample.)"""
        window = self.window
        window.actions_by_name["first_steps"].trigger()
        self.settle()
        yield Stop(
            "5_first_steps", window.first_steps.card is not None and window.first_steps.card.isVisible()
        )
        assert window.first_steps.card is not None
        window.first_steps.card.show_requested.emit()
        self.wait(lambda: not self.canvas.navigation.moving)
        self.settle()
        yield Stop("5_shown", window.actions_by_name["split"].isChecked())
        window.first_steps.card.dismiss()
        self.key(Qt.Key.Key_Escape)
        self.key(Qt.Key.Key_0)

    def progress_that_speaks(self) -> Iterator[Stop]:
        """Line 6: what is being done; a sentence that goes with its photo; a page of its own."""
        window, chip = self.window, self.window.status.progress
        self.leaf()
        self.wait(lambda: not chip.isHidden() or self.canvas.settled is not None)
        self.pause(0.1)
        yield Stop("6_sharpening", chip.working or self.canvas.settled is not None)
        if chip.working:
            self.click(chip.stop_button)
        self.wait(lambda: chip.continue_button.isVisible() or chip.isHidden())
        yield Stop("6_stopped", not chip.working)
        if chip.continue_button.isVisible():
            self.click(chip.continue_button)
        self.leaf()
        self.settle()
        yield Stop("6_note", window.note.text.startswith("3 inks.jpg") and window.note.isVisible())
        self.leaf()
        self.pause(0.3)
        yield Stop("6_cannot_be_shown", window.unreadable.isVisible() and not window.note.isVisible())
        self.key(Qt.Key.Key_Escape)
        self.leaf()
        self.settle()
        yield Stop("6_sharp", window.unreadable.isHidden())

    def turned_kernels(self) -> Iterator[Stop]:
        """Line 7: the kernels turn, not the network; undoable."""
        self.open(self.first)
        self.wheel(8)
        self.settle()
        scene = self.canvas.scene_shown
        assert scene is not None
        wide = scene.size
        self.key(Qt.Key.Key_Right, CTRL)
        self.wait(lambda: self.canvas.scene_shown is not None and self.canvas.scene_shown.size == wide[::-1])
        self.settle()
        yield Stop("7_turned", True)
        self.key(Qt.Key.Key_Z, CTRL)
        self.wait(lambda: self.canvas.scene_shown is not None and self.canvas.scene_shown.size == wide)
        self.key(Qt.Key.Key_0)
        self.settle()

    def menus(self) -> Iterator[Stop]:
        """Line 8: seven menus."""
        bar = self.window.menuBar()
        for place, item in enumerate(bar.actions()):
            menu = item.menu()
            assert isinstance(menu, QMenu)
            menu.popup(bar.mapToGlobal(bar.actionGeometry(item).bottomLeft()))
            self.wait(menu.isVisible)
            self.pause(0.2)
            yield Stop(f"8_menu_{place}", menu.isVisible())
            menu.close()

    def fields_and_focus(self) -> Iterator[Stop]:
        """Line 9: what is focused has its text selected, and gives the focus back."""
        window = self.window
        self.canvas.setFocus()
        self.key(Qt.Key.Key_Z)
        self.pause(0.3)
        entry = QApplication.focusWidget()
        yield Stop("9_typed_scale", entry is not None and entry is not self.canvas)
        self.key(Qt.Key.Key_Escape)
        held = QApplication.focusWidget() is self.canvas
        self.key(Qt.Key.Key_W)
        self.pause(0.5)
        field = QApplication.focusWidget()
        yield Stop("9_warp_panel", held and field is window.warp_actions.panel.angle)
        self.key(Qt.Key.Key_Escape)
        held = QApplication.focusWidget() is self.canvas
        self.key(Qt.Key.Key_W)
        yield Stop("9_focus_back", held and not window.warp_actions.panel.isVisible())

    def looks(self) -> Iterator[Stop]:
        """Line 11: panels, maps and dialogs at the same care."""
        actions = self.window.actions_by_name
        for names in (
            *(("navigator", "scale_bar", "histogram", "figures"), ("metadata",), ("peel",)),
            *(("map_isolines",), ("map_orientation", "scale_bar")),
        ):
            for name in names:
                actions[name].setChecked(True)
            self.settle()
            self.pause(1.5)
            yield Stop(f"11_{names[0]}", all(actions[name].isChecked() for name in names))
            for name in names:
                actions[name].setChecked(False)
        actions["inspect"].setChecked(True)
        self.wheel(16)
        self.settle()
        model = self.window.kernels.model
        self.click(self.canvas.viewport())
        self.wait(lambda: model.pixel is not None and model.kernel is not None)
        self.pause(0.5)
        yield Stop("11_inspector", True)
        actions["inspect"].setChecked(False)
        for name in ("settings", "sheet"):
            actions[name].trigger()
            self.wait(lambda: _dialog(self.window) is not None)
            self.pause(0.5)
            dialog = _dialog(self.window)
            yield Stop(f"11_{name}", dialog is not None)
            if dialog is not None:
                dialog.close()

    def folder_view(self) -> Iterator[Stop]:
        """Line 10: the place in the folder, and thumbnails along the bottom."""
        self.key(Qt.Key.Key_T)
        self.wait(lambda: "(1 of 5)" in self.window.windowTitle())
        self.pause(2.0)
        yield Stop("10_filmstrip", self.window.filmstrip.strip.isVisible())
        self.key(Qt.Key.Key_T)


def _dialog(window: Window) -> QDialog | None:
    """Find the dialog that is open."""
    return next((d for d in window.findChildren(QDialog) if d.isVisible()), None)


def screen_picture(window: Window, path: Path) -> None:
    """Save what the screen shows of a window, menus included; offscreen, what the window shows alone."""
    screen = window.screen()
    if QApplication.platformName() == "offscreen":
        window.grab().save(str(path))
        return
    frame = window.frameGeometry()
    screen.grabWindow(0, frame.x(), frame.y(), frame.width(), frame.height()).save(str(path))
