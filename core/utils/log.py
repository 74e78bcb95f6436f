"""The log: what the program did, the traceback of each of its own faults, its libraries' warnings."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from platformdirs import user_log_path

from .errors import CsrError, is_expected
from .messages import Message

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
"""Values of the environment variable `CSR_LOG`."""
LOG_BYTES = 1_000_000
"""Size at which a log file is put aside."""
OLDER_LOGS = 2
"""Log files put aside that are kept."""

LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
"""Format of a line of the log file."""
STDERR = 2
"""The file descriptor to which code in C writes its warnings, as libtiff does."""

_faults: list[str] = []

_root = logging.getLogger("csr")
"""Logger of which each module's own is a child."""
_all = logging.getLogger()
"""Logger of which those of libraries are children, too."""
_handlers: list[tuple[logging.Logger, logging.Handler]] = []
"""Those of `start_logging`."""
_terminal: list[tuple[int, TextIO, TextIO]] = []
"""While descriptor 2 is the log's: a copy of what it was, and what `sys.stderr` was and is."""


class _LogFile(RotatingFileHandler):
    """The log file, which may be the process's descriptor 2, too."""

    takes_stderr = False

    def doRollover(self) -> None:
        super().doRollover()
        if self.takes_stderr and self.stream is not None:
            os.dup2(self.stream.fileno(), STDERR)


def start_logging(program: str, *, debug: bool = False) -> None:
    """Write the log of this process to a file, and with `debug` or `CSR_LOG` to the terminal as well.

    The file is `PROGRAM.log` in the folder that the system has for a user's logs (on Linux
    `~/.local/state/csr-viewer/log`). It holds all from the level `info` up, or from `debug` where that is
    asked for. Where the folder cannot be written to, faults are printed to the terminal. A second call
    replaces the handlers of the first.

    Libraries' warnings go to the log, not to the terminal, where a person could do nothing about them: those
    of `warnings` and `logging`, and what code in C (and processes that are started) write to descriptor 2.
    `sys.stderr` still is the terminal.

    Args:
        program: name of the program, which is the file's stem.
        debug: log everything; wins over `CSR_LOG`, which names a level of `LEVELS`.

    Raises:
        CsrError: if `CSR_LOG` names no level.
    """
    name = "debug" if debug else os.environ.get("CSR_LOG", "").lower()
    if name and name not in LEVELS:
        raise CsrError(f"CSR_LOG is '{name}'; it may be {', '.join(LEVELS)}")
    stop_logging()
    _faults.clear()
    _root.setLevel(min(LEVELS.get(name, logging.INFO), logging.INFO))
    folder = user_log_path("csr-viewer", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _LogFile(
            folder / f"{program}.log", maxBytes=LOG_BYTES, backupCount=OLDER_LOGS, encoding="utf-8"
        )
    except OSError:
        terminal_level = LEVELS.get(name, logging.ERROR)
        _handle(_all, logging.NullHandler())  # without any, Python would print libraries' warnings
        if not name:
            with Path(os.devnull).open("wb") as nothing:
                _divert_stderr(nothing.fileno())
    else:
        terminal_level = LEVELS.get(name)
        file.setFormatter(logging.Formatter(LINE))
        _handle(_all, file)
        if not name and file.stream is not None:
            file.takes_stderr = _divert_stderr(file.stream.fileno())
    logging.captureWarnings(True)
    if terminal_level is not None and sys.stderr is not None:  # a window's program on Windows has none
        terminal = logging.StreamHandler()
        terminal.setLevel(terminal_level)
        terminal.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        _handle(_all if name else _root, terminal)


def stop_logging() -> None:
    """Close the log and remove its handlers."""
    logging.captureWarnings(False)
    while _handlers:
        logger, handler = _handlers.pop()
        logger.removeHandler(handler)
        handler.close()
    if _terminal:
        copy, before, now = _terminal.pop()
        if now is not before:
            now.flush()
            sys.stderr = before if sys.stderr is now else sys.stderr
        os.dup2(copy, STDERR)
        os.close(copy)


def _handle(logger: logging.Logger, handler: logging.Handler) -> None:
    logger.addHandler(handler)
    _handlers.append((logger, handler))


def _divert_stderr(descriptor: int) -> bool:
    """Let what is written to descriptor 2 go elsewhere, and Python's own still to the terminal.

    Returns:
        True if that was done: only where descriptors are, and are inherited, as in Unix.
    """
    if os.name != "posix" or sys.stderr is None:
        return False
    before = sys.stderr
    copy = os.dup(STDERR)
    now = before
    if _descriptor(before) == STDERR:  # in tests it may be a text in memory
        now = open(copy, "w", 1, before.encoding, before.errors, closefd=False)  # noqa: SIM115
    sys.stderr = now
    _terminal.append((copy, before, now))
    os.dup2(descriptor, STDERR)
    return True


def _descriptor(file: TextIO) -> int | None:
    try:
        return file.fileno()
    except (OSError, ValueError, AttributeError):
        return None


def log_file() -> Path | None:
    """Return the file that this process logs to; None before `start_logging`, or where there is no file."""
    files = (handler for _, handler in _handlers if isinstance(handler, _LogFile))
    return next((Path(handler.baseFilename) for handler in files), None)


def had_fault() -> bool:
    """Return true if a fault of the program was explained since `start_logging`."""
    return bool(_faults)


def explain(error: BaseException) -> str:
    """Return the sentence that tells a person about an error; a fault of the program goes to the log.

    A fault is logged with its traceback, and the sentence says that the program is to blame and where the log
    lies. Expected errors are logged without, and at level `debug` with it.

    Returns:
        A `Message` that can be translated, or the error's own words.
    """
    if is_expected(error):
        _root.info(
            "%s: %s",
            type(error).__name__,
            error,
            exc_info=error if _root.isEnabledFor(logging.DEBUG) else None,
        )
        return _sentence(error)
    _root.error("a fault of the program", exc_info=error)
    _faults.append(type(error).__name__)
    fault = f"{type(error).__name__}: {error}".rstrip(": ").partition("\n")[0]
    file = log_file()
    if file is None:
        return Message("This is a fault of the program, not yours ({fault}).", fault=fault)
    return Message(
        "This is a fault of the program, not yours ({fault}). The details are in its log, {file}.",
        fault=fault,
        file=file,
    )


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return Message("There is not enough memory for this.")
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    told = error.args[0] if len(error.args) == 1 else None
    return told if isinstance(told, str) else str(error)
