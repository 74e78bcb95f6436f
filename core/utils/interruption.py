"""Signals that end a program in order: SIGTERM and SIGHUP do as Ctrl+C does.

Exit codes follow the shells' custom: 128 and the signal's number, so 130 after Ctrl+C and 143 after SIGTERM.
"""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType


class Interrupted(KeyboardInterrupt):
    """A signal asked for the program's end; raised in the main thread, wherever that is."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


def exit_code_of(interrupt: KeyboardInterrupt) -> int:
    """Exit code of a program that this ended."""
    return interrupt.exit_code if isinstance(interrupt, Interrupted) else 128 + signal.SIGINT


def ending_signals() -> list[signal.Signals]:
    """The signals that ask this process for its end; without those it was started to ignore, as by nohup."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    known = [signal.Signals[name] for name in names if hasattr(signal, name)]
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]


@contextmanager
def raising_on_signals() -> Generator[None, None, None]:
    """Have each of `ending_signals` raise `Interrupted` meanwhile; for the main thread only."""
    before = {number: signal.signal(number, _interrupt) for number in ending_signals()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    raise Interrupted(number)
