"""`csr-viewer`: arguments, start, and the screenshot mode."""

from __future__ import annotations

import argparse
import math
import os
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from ..core.frame import Frame
    from .window import Window

BAD_INPUT = 2
"""Exit code when something that the person gave cannot be used."""


def main(words: list[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    arguments = _parser().parse_args(words)
    if arguments.screenshot is not None and not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif not _has_display():
        print(
            "csr-viewer: there is no display to open a window on. On a remote machine use `ssh -X`, or make "
            "pictures without a window: csr-viewer PHOTO --screenshot OUT.png, or csr render.",
            file=sys.stderr,
        )
        return BAD_INPUT
    return _start(arguments)


def _positive(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="csr-viewer", description="Zoom into a photo without end.")
    parser.add_argument("photo", nargs="?", type=Path, help="photo or field file (default: a sample photo)")
    parser.add_argument("--scale", type=_positive, help="device pixels for each photo pixel")
    parser.add_argument("--center", type=float, nargs=2, metavar=("X", "Y"), help="photo point in the middle")
    parser.add_argument(
        "--overlay", action="append", choices=("positions", "covariances", "grid"), default=[]
    )
    parser.add_argument("--weights", default="light", metavar="NAME_OR_FILE", help="default: light")
    parser.add_argument("--size", type=int, nargs=2, metavar=("W", "H"), help="of the window")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png", help="save the window as a picture")
    parser.add_argument("--version", action="version", version=f"csr-viewer {version('csr-viewer')}")
    return parser


def _has_display() -> bool:
    """Whether Qt can open a window; it would abort the process where it cannot."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(arguments: argparse.Namespace) -> int:
    # PySide6 first: pyqtgraph takes the binding that it finds loaded.
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("csr-viewer")
    app.setOrganizationName("csr-viewer")
    app.setDesktopFileName("csr-viewer")
    app.setStyle("Fusion")
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    app.setWindowIcon(QIcon(str(_resource("icon.svg"))))
    settings: QSettings | None = None if arguments.screenshot is not None else QSettings()
    from .window import Window

    window = Window(arguments.weights, settings)
    if arguments.size is not None:
        window.resize(*arguments.size)
    for name in arguments.overlay:
        window.actions_by_name[name].setChecked(True)
    window.show()
    document = window.open(arguments.photo or _resource("sample.jpg"))

    def opened(_scene: object) -> None:
        _place(window, arguments)

    document.opened.connect(opened)
    if arguments.screenshot is not None:
        return _screenshot(app, window, document, arguments.screenshot)
    return app.exec()


def _place(window: Window, arguments: argparse.Namespace) -> None:
    """Look where the arguments say."""
    from ..core.view import View

    view = window.canvas.view
    if view is None or (arguments.scale is None and arguments.center is None):
        return
    x, y = arguments.center or view.centre
    window.canvas.set_view(View.centred(x, y, arguments.scale or view.scale, view.width, view.height))


def _screenshot(app: object, window: Window, document: object, out: Path) -> int:
    """Wait until the frame of the view is final, save the window, and close it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from .document import Document

    assert isinstance(app, QApplication) and isinstance(document, Document)
    outcome: list[str] = []

    def fail(message: str) -> None:
        outcome.append(message)
        window.close()
        app.exit()

    def shown(frame: Frame) -> None:
        scene = window.canvas.scene_shown
        if outcome or scene is None or scene.field is None or not frame.final:
            return
        if frame.view == window.canvas.view:
            outcome.append("")
            QTimer.singleShot(0, finish)

    def finish() -> None:
        window.canvas.viewport().repaint()
        if not window.grab().save(str(out)):
            outcome[0] = f"{out} cannot be written"
        window.close()
        app.exit()

    window.complain = fail  # type: ignore[method-assign]
    document.failed.disconnect()
    document.failed.connect(fail)
    window.canvas.frame_shown.connect(shown)
    app.exec()
    if outcome and outcome[0]:
        print(f"csr-viewer: {outcome[0]}", file=sys.stderr)
        return BAD_INPUT
    return 0


def _resource(name: str) -> Path:
    """A file that ships with the program."""
    return Path(str(files("csr.resources") / name))
