"""`csr-viewer`: arguments and start. Qt loads when they are right, torch when the window shows."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from contextlib import closing
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from ..core.cli.photos import STANDARD_INPUT, keep_standard_input
from ..core.photo.formats import PHOTO_SUFFIXES
from ..core.photo.reader import PhotoReader
from ..core.utils.atomic_file import remove_parts
from ..core.utils.interruption import Interrupted, exit_code_of, raising_on_signals
from ..core.utils.log import explain, had_fault, start_logging
from ..core.utils.malloc import share_one_arena
from ..core.utils.messages import printable, tolerate_any_text
from .command_line import can_leaf_on, is_plain, parser
from .documents.named_photos import ANSWER_SECONDS, NamedPhotos, look_at
from .i18n import ENGLISH, can_be_read, language_of, speak
from .tasks.process_end import end_process

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from .tasks.collector import GuiThreadCollector
    from .window.first_photo import FirstPhoto
    from .window.window import Window

BAD_INPUT = 2
"""Exit code when something that the person gave cannot be used."""
FAULT = 1
"""Exit code when the program is to blame."""
NO_WINDOW = (
    "No window can be opened: the display does not answer, or a library is missing that README's table of "
    "system libraries names. Without one, QT_QPA_PLATFORM=offscreen makes screenshots."
)


def run(words: list[str] | None = None) -> NoReturn:
    """Open the window, and end the process when it is closed; the program's entry point."""
    share_one_arena()
    # Until `GuiThreadCollector` begins: what imports make stays, and to search it again and again takes time.
    gc.disable()
    end_process(main(words))


def main(words: list[str] | None = None) -> int:
    """Open the window; returns the exit code."""
    tolerate_any_text()
    arguments = parser().parse_args(words)
    try:
        with raising_on_signals():
            start_logging("csr-viewer", debug=arguments.debug)
            problem = _run(arguments)
    except KeyboardInterrupt as interrupt:
        return exit_code_of(interrupt)
    except Exception as error:
        problem = str(explain(error))
    finally:
        remove_parts()
    if problem:
        print(f"csr-viewer: {printable(problem)}", file=sys.stderr)
        return FAULT if had_fault() else BAD_INPUT
    return 0


def _run(arguments: argparse.Namespace) -> str:
    """Do what the arguments ask for; returns why that failed, in a sentence or two."""
    if arguments.install_desktop or arguments.uninstall_desktop:
        from .desktop.desktop_entry import install_desktop, uninstall_desktop

        return install_desktop() if arguments.install_desktop else uninstall_desktop()
    if problem := _problem_with(arguments):
        return problem
    paths = [path for path in arguments.photo if path != STANDARD_INPUT]
    # Without a window there is nobody to be kept waiting.
    named = look_at(paths, ANSWER_SECONDS if arguments.screenshot is None else None)
    return named.problem or _begin(arguments, named)


def _problem_with(arguments: argparse.Namespace) -> str:
    """The problem that hinders the start, in a sentence or two; empty if nothing does."""
    if STANDARD_INPUT in arguments.photo:
        if len(arguments.photo) > 1:
            return "Standard input (-) is opened alone, without other photos."
        if sys.stdin is None or sys.stdin.isatty():
            return "Standard input is a terminal, not a photo: cat PHOTO | csr-viewer -"
    if _has_display():
        return ""
    if arguments.screenshot is None:
        return (
            "There is no display to open a window on. On a remote machine use `ssh -X`, or make pictures "
            "without a window: csr-viewer PHOTO --screenshot OUT.png, or csr render."
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return ""


def _has_display() -> bool:
    """True if Qt can open a window; it would abort the process where it cannot."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _begin(arguments: argparse.Namespace, named: NamedPhotos) -> str:
    """Have the first photo read, and meanwhile start the window; returns why it could not, in a sentence."""
    with closing(PhotoReader()) as reader, TemporaryDirectory(prefix="csr-viewer-") as folder:
        piped = Path(folder, "standard input") if STANDARD_INPUT in arguments.photo else None
        if piped is not None:
            keep_standard_input(piped)
            reader.begin(piped)
        elif not named.files:
            reader.start()
        elif named.files[0].suffix.lower() in PHOTO_SUFFIXES:
            reader.begin(named.files[0].absolute())
        return _start(arguments, named, reader, piped)


def _start(arguments: argparse.Namespace, named: NamedPhotos, reader: PhotoReader, piped: Path | None) -> str:
    """Start Qt, and run a window unless another takes the photos; returns why it could not, in a sentence."""
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from .tasks.collector import GuiThreadCollector
    from .tasks.fast_import import import_quickly

    import_quickly()
    qInstallMessageHandler(partial(_tell, reader))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("csr-viewer")
    app.setOrganizationName("csr-viewer")
    app.setDesktopFileName("csr-viewer")
    from .desktop.single_instance import address, hand_over

    shared = address() if is_plain(arguments) else ""
    if arguments.photo and not arguments.new_window and hand_over(arguments.photo, shared):
        return ""
    # Before all that is loaded for the window, in which it would search for cycles hundreds of times.
    collector = GuiThreadCollector(app)
    try:
        return _show(app, collector, shared, arguments, named, reader, piped)
    finally:
        collector.stop()


def _show(
    app: QApplication,
    collector: GuiThreadCollector,
    shared: str,
    arguments: argparse.Namespace,
    named: NamedPhotos,
    reader: PhotoReader,
    piped: Path | None,
) -> str:
    """Run the window; returns why it could not show what was asked for, in a sentence.

    Args:
        app: Qt's.
        collector: begins when all is loaded.
        shared: address where later starts hand over their photos; empty where they cannot.
        arguments: what was asked for.
        named: the photos that they name.
        reader: has begun to read the first photo.
        piped: the file that the photo of standard input was put into.
    """
    from PySide6.QtCore import QTimer

    from .tasks.fast_import import import_pyqtgraph_quickly

    import_pyqtgraph_quickly()

    from .desktop.signals import EndingSignals
    from .desktop.single_instance import Listener
    from .window.first_photo import FirstPhoto
    from .window.screenshot import Screenshot, problem_with
    from .window.uncaught import UncaughtErrors

    out: Path | None = arguments.screenshot
    weights = [Path(arguments.weights)] if arguments.weights else []
    read = (*named.files, *weights)  # a screenshot replaces none of them
    if out is not None and (problem := problem_with(out, arguments.overwrite, read)):
        return problem
    window = _window(app, arguments, reader)
    signals = EndingSignals(app)

    def end() -> None:
        window.end()
        app.exit()

    signals.came.connect(end)
    needed = not can_leaf_on(arguments, named)
    first = FirstPhoto(window, arguments.scale, arguments.center, needed=needed)
    screenshot = None if out is None else Screenshot(app, window, out, arguments.overwrite, read)
    window.show()
    listener = Listener(window)
    listener.asked.connect(window.open_handed)
    if shared:
        QTimer.singleShot(0, lambda: listener.listen(shared))
    _open(window, first, arguments, piped)
    uncaught = UncaughtErrors(window.notifier, window)
    uncaught.install()
    collector.begin()
    app.exec()
    uncaught.remove()
    signals.close()
    listener.close()
    if signals.first is not None:
        raise Interrupted(signals.first)
    return first.problem if screenshot is None else screenshot.problem


def _window(app: QApplication, arguments: argparse.Namespace, reader: PhotoReader) -> Window:
    """The window as it is set and asked for, still empty and not shown."""
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QIcon

    from .settings.settings import SYSTEM_LANGUAGE
    from .settings.settings_file import SettingsFile, settings_path
    from .state.state_file import StateFile, state_path
    from .window.theme import Theme
    from .window.window import Window

    app.setWindowIcon(QIcon(_resource("icon.svg")))
    system = language_of(QLocale.system())
    speak(app, arguments.language or system)
    given = {name: getattr(arguments, name) for name in ("weights", "device") if getattr(arguments, name)}
    # A screenshot shows what the command line says, whatever a person has set; and it remembers nothing.
    remembers = arguments.screenshot is None
    settings = SettingsFile(settings_path() if remembers else None, given)
    chosen = settings.now.language
    language, unread = _readable(arguments.language or (system if chosen == SYSTEM_LANGUAGE else chosen))
    speak(app, language)
    Theme(app, settings)
    window = Window(settings, StateFile(state_path()) if remembers else None, reader)
    if unread:
        window.message.tell_lasting(f"{window.message.text} {unread}".strip())
    if arguments.size is not None:
        window.resize(*arguments.size)
    for name in arguments.overlay:
        window.actions_by_name[name].setChecked(True)
    if arguments.fullscreen:
        window.actions_by_name["full_screen"].setChecked(True)
    if arguments.slideshow is not None:
        window.slideshow.begin(arguments.slideshow)
    return window


def _open(window: Window, first: FirstPhoto, arguments: argparse.Namespace, piped: Path | None) -> None:
    """Open what was asked for; without anything, what was open last or the sample photo."""
    from .documents.document import PipedPhoto

    if piped is not None:
        window.open(PipedPhoto(piped))
    elif arguments.photo:
        window.open_all(arguments.photo)
    elif is_plain(arguments) and window.start_page.begin():
        first.waive()
    else:
        window.folder_browser.leaf_to(Path(_resource("sample.jpg")))  # which is not among the recent ones
        window.first_steps.begin()


def _readable(language: str) -> tuple[str, str]:
    """Return a language that the window can be read in, and why it is not the wanted one, in a sentence."""
    if can_be_read(language):
        return language, ""
    return ENGLISH, "This system has no font for Chinese: the window speaks English until one is installed."


def _tell(reader: PhotoReader, _kind: object, _context: object, message: str) -> None:
    """Take Qt's own messages to the log, but for those about what a window without a display cannot do.

    Qt aborts after the one about its platform plugin: there is no way back, only a better last word.
    """
    if "no Qt platform plugin could be initialized" in message:
        reader.close()  # or its memory would be told as lost after the sentence
        print(f"csr-viewer: {NO_WINDOW}", file=sys.stderr, flush=True)
        os._exit(BAD_INPUT)
    if not message.startswith("This plugin does not support"):
        logging.getLogger(__name__).warning("Qt: %s", message)


def _resource(name: str) -> str:
    """The path of a file that ships with the program."""
    return str(files("csr.resources") / name)
