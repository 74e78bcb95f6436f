"""The end of the process, also where threads still run."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import NoReturn

from .registry import TaskThread


def end_process(exit_code: int) -> NoReturn:
    """End the process, at once where a task still runs that the window did not wait for to the end.

    Python unwinds such a thread the next time it asks for the interpreter. If it comes from C++ that may not
    be unwound, as from torch's import or its kernels, the process would be aborted: "terminate called without
    an active exception", exit code 134.

    Args:
        exit_code: of the process.
    """
    if any(isinstance(thread, TaskThread) for thread in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # a window's program on Windows has none
                stream.flush()
        os._exit(exit_code)
    sys.exit(exit_code)
