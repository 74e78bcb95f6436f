"""Minutes of random use of the real window, and what grows: memory, descriptors, threads, widgets, files.

    python tests/soak/window.py [--minutes 20] [--seed 0] [--photos FOLDER] [--steps 60]

Each step is one of what a person can do: a key, wheel or drag, an action of the menus, another photo, a
stroke of a brush, a setting, a file saved over the last one. Dialogs that come up are answered. After so many
steps (a round) everything is put away and the first photo opened again: only then is anything counted, as
it is the same state each time. Prints a row a round, and what the memory is made of, in MiB; where that is
well above the least so far, also what holds most, what still runs, and the row once more when that has had
time to end, which tells a peak from a leak. Exits with 1 if a fault of the program was logged, if the window
found no rest, or if a count grew. Settings, state, log and temporary files have a folder of their own.
`tests/benchmarks/long_use.py` is about time: how long events of a fixed round take.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from soak.counting import (
    MEMORY_GROWTH,
    WARM_ROUNDS,
    Counts,
    counts_of,
    grown,
    held_bytes,
    memory_parts,
    print_row,
)

if TYPE_CHECKING:
    from csr.viewer.window.window import Window
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

REST_SECONDS = 180.0
"""How long a round's end may wait for field and picture."""
STEP_SECONDS = 0.06
"""Between two steps."""
ANSWER_MS = 60
"""Between two looks for a dialog that waits for an answer."""
TOURS = 2
"""Through all actions before anything is counted: while a photo is being opened, and with one at rest."""
NOT_PRESSED = ("quit", "show_in_folder", "follow", "move_to_trash", "fine", "log")
"""Actions that end the window, start other programs, need a file that is made, or take files away."""
MEMORY = "memory, MiB"
"""Name of the count."""
LATER_SECONDS = 15.0
"""After which work that was given up has ended."""
SIDES = ((600, 420), (420, 600), (720, 360), (500, 500))
"""Of the photos that are made, where no folder of photos is given."""


class Soak:
    """Uses a window at random.

    Args:
        window: one that is shown.
        photos: at least two files; the first is shown at rest.
        temporary: folder of temporary files.
        seed: of everything that is chosen.
        pump: handles the events of so many seconds.
    """

    def __init__(
        self, window: Window, photos: list[Path], temporary: Path, seed: int, pump: Callable[[float], None]
    ) -> None:
        from PySide6.QtCore import QTimer

        self.window, self.photos, self.temporary, self._pump = window, photos, temporary, pump
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        """How often each kind of step was done."""
        self._resting = False
        self._field_whole = False
        window.opened.connect(lambda: self._field(False))
        window.opener.settled.connect(lambda: self._field(True))
        self._answers = QTimer(window)
        self._answers.timeout.connect(self._answer)
        self._answers.start(ANSWER_MS)
        self._actions = [
            name for name in window.actions_by_name if name not in NOT_PRESSED and name != "rename"
        ]
        self._kinds: tuple[tuple[int, Callable[[], str]], ...] = (
            (8, self._wheel),
            (6, self._drag),
            (8, self._press_key),
            (6, self._trigger),
            (4, self._leaf),
            (3, self._overlay),
            (2, self._compare),
            (3, self._edit),
            (1, self._save),
            (1, self._set),
            (1, self._resize),
        )

    def step(self) -> str:
        """Do something; returns what."""
        weights = [weight for weight, _ in self._kinds]
        kind = self.random.choices([do for _, do in self._kinds], weights)[0]
        what = kind()
        self.done[what] += 1
        self._pump(STEP_SECONDS)
        return what

    def tour(self) -> None:
        """Do every action once: panels, dialogs and tools are made when they are first needed."""
        for name in self._actions:
            self.window.actions_by_name[name].trigger()
            self._pump(STEP_SECONDS)

    def rest(self) -> bool:
        """Put everything away and show the first photo; returns whether that came to rest in time."""
        window, until = self.window, time.monotonic() + REST_SECONDS
        self._resting = True
        try:
            window.jobs.stop()
            for dialog in self._dialogs():
                dialog.close()
            for _ in range(8):
                window.leave()
            for name, action in window.actions_by_name.items():
                stays = name == "toolbar" or name.startswith(("ground_", "footprint_"))
                if action.isCheckable() and action.isChecked() and not stays:
                    action.setChecked(False)
            for name in ("toolbar", "ground_dark", "footprint_box"):
                window.actions_by_name[name].setChecked(True)
            for name in ("unwarp", "show_all"):
                window.actions_by_name[name].trigger()
            window.settings.restore_defaults()
            window.resize(1000, 700)
            window.open(self.photos[0], self.photos)
            self._pump(0.2)
            while time.monotonic() < until:
                self._pump(0.05)
                shown = window.windowTitle().startswith(self.photos[0].name)
                if shown and self._field_whole and window.canvas.settled and not window.jobs.running:
                    break
            else:
                print("no rest:", window.windowTitle(), f"field whole: {self._field_whole}")
                print("drawn:", window.canvas.settled, "jobs:", [job.title for job in window.jobs.running])
                return False
            window.actions_by_name["fit"].trigger()
            self._pump(1.0)
            gc.collect()
            self._pump(0.1)
            return True
        finally:
            self._resting = False

    def counts(self) -> Counts:
        """Count what the process holds now."""
        from PySide6.QtCore import QObject
        from PySide6.QtWidgets import QApplication

        return {
            **counts_of((self.temporary, self.photos[0].parent)),
            "widgets": len(QApplication.allWidgets()),
            "objects": len(self.window.findChildren(QObject)),
        }

    def kinds(self) -> Counter[str]:
        """Count the objects below the window and the windows beside it by their class and name."""
        from PySide6.QtCore import QObject
        from PySide6.QtWidgets import QApplication

        all_objects = {*self.window.findChildren(QObject), *QApplication.allWidgets()}
        return Counter(f"{type(o).__name__} {o.objectName()}".strip() for o in all_objects)

    # -- what a person does --------------------------------------------------------------------------

    def _wheel(self) -> str:
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        viewport = self.window.canvas.viewport()
        at = QPointF(self._place())
        # Downwards a little more often, or all of it would be seen at the largest scale.
        turn = QPoint(0, 120 * self.random.choice((-3, -2, -1, -1, 1, 1, 2)))
        modifier = self.random.choice(
            (Qt.KeyboardModifier.NoModifier,) * 4 + (Qt.KeyboardModifier.ControlModifier,)
        )
        event = QWheelEvent(
            at,
            QPointF(viewport.mapToGlobal(at.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.postEvent(viewport, event)
        return "wheel"

    def _drag(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        viewport, left = self.window.canvas.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, self._place())
        for _ in range(self.random.randrange(1, 6)):
            QTest.mouseMove(viewport, self._place())
            self._pump(0.01)
        QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, self._place())
        return "drag"

    def _press_key(self) -> str:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        names = (
            "Left",
            "Right",
            "Up",
            "Down",
            "Plus",
            "Minus",
            "0",
            "1",
            "4",
            "8",
            "Space",
            "Escape",
            "D",
            "X",
        )
        QTest.keyClick(self.window.canvas, getattr(Qt.Key, f"Key_{self.random.choice(names)}"))
        return "key"

    def _trigger(self) -> str:
        self.window.actions_by_name[self.random.choice(self._actions)].trigger()
        return "action"

    def _leaf(self) -> str:
        names = ("next", "previous", "next_page", "previous_page")
        if self.random.random() < 0.7:
            self.window.actions_by_name[self.random.choice(names)].trigger()
        else:
            self.window.open_all([self.random.choice(self.photos)])
        return "other photo"

    def _overlay(self) -> str:
        names = [
            *("positions", "covariances", "grid", "numbers", "navigator", "histogram", "metadata", "figures")
        ]
        names += [name for name in self.window.actions_by_name if name.startswith("map_")]
        self.window.actions_by_name[self.random.choice(names)].trigger()
        return "overlay"

    def _compare(self) -> str:
        names = ("split", "beside", "difference", "with_nearest", "with_bicubic", "with_lanczos", "line_left")
        self.window.actions_by_name[self.random.choice(names)].trigger()
        return "comparison"

    def _edit(self) -> str:
        actions = self.window.actions_by_name
        if not actions["inspect"].isChecked():
            actions["inspect"].setChecked(True)
        for name in self.random.choices(
            (
                "pick",
                "delete_kernel",
                "mute_brush",
                "solo_brush",
                "restore_brush",
                "undo",
                "redo",
                "copy_kernel",
            ),
            k=3,
        ):
            actions[name].trigger()
            self._pump(0.02)
        if self.random.random() < 0.5:
            self._drag()
        return "edit"

    def _save(self) -> str:
        window, folder = self.window, self.photos[0].parent / "saved"
        folder.mkdir(exist_ok=True)
        match self.random.randrange(4):
            case 0:
                window.picture_actions.save_view(folder / "view.png", overwrite=True)
            case 1:
                window.actions_by_name["copy"].trigger()
            case 2 if window.kernels.model.field is not None:
                window.field_actions.save_field(folder / "field.safetensors", overwrite=True)
            case 3 if window.kernels.model.field is not None and window.canvas.view is not None:
                window.field_actions.export_kernels(folder / "kernels.npz", overwrite=True)
            case _:
                window.picture_actions.save_view(folder / "view.jpg", overwrite=True)
        return "save"

    def _set(self) -> str:
        value = tuple(self.random.randrange(256) for _ in range(3))
        change: dict[str, object] = self.random.choice(
            (
                {"grid_colour": value},
                {"positions_colour": value},
                {"theme": self.random.choice(("dark", "light", "system"))},
                {"wheel": self.random.choice(("zooms", "pans"))},
                {"memory": self.random.choice((None, 128, 512))},
            )
        )
        self.window.settings.change(**change)
        return "setting"

    def _resize(self) -> str:
        self.window.resize(self.random.randrange(500, 1300), self.random.randrange(400, 900))
        return "size of the window"

    # -- parts of that -------------------------------------------------------------------------------

    def _place(self) -> QPoint:
        from PySide6.QtCore import QPoint

        size = self.window.canvas.viewport().size()
        return QPoint(self.random.randrange(size.width()), self.random.randrange(size.height()))

    def _field(self, whole: bool) -> None:
        self._field_whole = whole

    def _dialogs(self) -> list[QWidget]:
        from PySide6.QtWidgets import QApplication, QDialog

        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    def _answer(self) -> None:
        """Answer the dialog that waits; close one of the others now and then."""
        from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox

        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()
            return
        waiting = QApplication.activeModalWidget()
        if isinstance(waiting, QMessageBox):
            answers = waiting.buttons()
            discard = waiting.button(QMessageBox.StandardButton.Discard)
            chosen = discard if self._resting and discard is not None else self.random.choice(answers)
            chosen.click()
        elif isinstance(waiting, QFileDialog):
            saves = waiting.acceptMode() == QFileDialog.AcceptMode.AcceptSave
            if saves and not self._resting and self.random.random() < 0.5:
                waiting.setDirectory(str(self.temporary.parent / "chosen"))
                waiting.accept()
            else:
                waiting.reject()
        elif isinstance(waiting, QDialog):
            waiting.accept() if not self._resting and self.random.random() < 0.3 else waiting.reject()
        elif (others := self._dialogs()) and self.random.random() < 0.1:
            self.random.choice(others).close()


def main() -> int:
    """Print the table; 1 if something failed or grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=60, help="of a round")
    parser.add_argument(
        "--photos", type=Path, help="a folder of photos, which are copied; default: some are made"
    )
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="csr-soak-") as name:
        folder = Path(name)
        for variable in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{variable}_HOME"] = str(folder / variable.lower())
        for part in ("temporary", "chosen", "photos"):
            (folder / part).mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "temporary")
        return _use(arguments, folder)


def _use(arguments: argparse.Namespace, folder: Path) -> int:
    from csr.core.utils.log import had_fault, log_file, start_logging
    from csr.core.utils.malloc import share_one_arena

    start_logging("csr-viewer")
    share_one_arena()  # as the program does
    from csr.viewer.settings.settings_file import SettingsFile, settings_path
    from csr.viewer.state.state_file import StateFile, state_path
    from csr.viewer.window.uncaught import UncaughtErrors
    from csr.viewer.window.window import Window
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setApplicationName("csr-viewer")
    app.setOrganizationName("csr-viewer")

    def pump(seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            app.processEvents()
            if time.monotonic() >= until:
                return
            time.sleep(0.002)

    photos = photos_made(folder / "photos", arguments.photos)
    window = Window(
        SettingsFile(settings_path(), {"weights": "light", "device": "cpu"}), StateFile(state_path())
    )
    told: Counter[str] = Counter()
    window.notifier.error_sent.connect(lambda text: told.update([text]))
    uncaught = UncaughtErrors(window.notifier, window)
    uncaught.install()
    window.show()
    soak = Soak(window, photos, folder / "temporary", arguments.seed, pump)
    rows: list[Counts] = []
    kinds = Counter[str]()
    problems: list[str] = []
    for _ in range(TOURS):
        soak.tour()
        if not soak.rest():
            problems.append("no rest after every action")
    start, steps = time.monotonic(), 0
    while time.monotonic() - start < 60 * arguments.minutes:
        for _ in range(arguments.steps):
            soak.step()
            steps += 1
        if not soak.rest():
            problems.append(f"no rest after {steps} steps")
        rows.append(soak.counts())
        if len(rows) == WARM_ROUNDS:
            kinds = soak.kinds()
        parts = memory_parts()
        if len(rows) == 1:
            print_row("minutes", "steps", *rows[0], "", *parts)
        print_row(f"{(time.monotonic() - start) / 60:.1f}", steps, *rows[-1].values(), "", *parts.values())
        if rows[-1][MEMORY] > min(row[MEMORY] for row in rows) * (1 + MEMORY_GROWTH):
            print("still running:", ", ".join(window.tasks.names))
            for (kind, holder), size in held_bytes().most_common(8):
                print(f"  {size >> 20:6} MiB of {kind} held by {holder}")
            pump(LATER_SECONDS)
            rows[-1] = soak.counts()
            print_row("later", steps, *rows[-1].values(), "", *memory_parts().values())
    more = soak.kinds() - kinds
    window.end()
    pump(0.2)
    uncaught.remove()
    problems += grown(rows)
    print("steps:", ", ".join(f"{count} x {what}" for what, count in soak.done.most_common()))
    print("objects that came:", ", ".join(f"{count} x {kind}" for kind, count in more.most_common(20)))
    for text, count in told.most_common():
        print(f"told {count} times: {text}")
    log = log_file()
    if had_fault() and log is not None:
        problems.append("faults of the program")
        print(log.read_text(encoding="utf-8"))
    print("; ".join(problems) or "nothing failed, nothing grew")
    return 1 if problems else 0


def photos_made(folder: Path, source: Path | None) -> list[Path]:
    """Write some photos, one of several pages, or copy those of a folder; returns their paths."""
    import shutil

    from csr.core.photo.folder import photos_in

    if source is not None:
        return [Path(shutil.copy(path, folder)) for path in photos_in(source)]
    from importlib.resources import as_file, files

    from PIL import Image

    paths = [folder / f"{number}.jpg" for number in range(len(SIDES))]
    with as_file(files("csr.resources") / "sample.jpg") as sample, Image.open(sample) as image:
        pictures = [image.convert("RGB").resize(size) for size in SIDES]
    pictures[0].save(folder / "pages.tif", save_all=True, append_images=pictures[1:])
    for path, picture in zip(paths, pictures, strict=True):
        picture.save(path, quality=92)
    return [*paths, folder / "pages.tif"]


if __name__ == "__main__":
    sys.exit(main())
