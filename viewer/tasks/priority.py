"""Priority of the threads that make fields and decode photos."""

from __future__ import annotations

import os
import sys
import threading

MAKER_NICENESS = 10
"""Niceness, of Linux, of the threads that make the field: the window's own come first."""


def lower_priority() -> None:
    """Lower the priority of the calling thread, and of those that it starts, where the system can do that."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MAKER_NICENESS)
