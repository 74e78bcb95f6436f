"""The end of the process: in order, or at once where tasks still run."""

import os
import subprocess
import sys
import threading

import pytest
from csr.viewer.tasks.process_end import end_process
from csr.viewer.tasks.registry import TaskThread

IN_TORCH = """
import threading
from csr.viewer.tasks.process_end import end_process
from csr.viewer.tasks.registry import TaskThread
began = threading.Event()
def work():
    import torch
    torch.set_num_threads(1)
    picture, filters = torch.ones(1, 8, 128, 128), torch.ones(8, 8, 3, 3)
    while True:
        torch.nn.functional.conv2d(picture, filters)
        began.set()
TaskThread(target=work, daemon=True).start()
began.wait()
print("a last word")
"""
"""A thread whom nothing stops, most of the time in C++."""


def test_without_tasks_the_interpreter_ends_as_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", lambda _: pytest.fail("the process would have ended"))
    with pytest.raises(SystemExit) as end:
        end_process(3)
    assert end.value.code == 3


def test_with_a_thread_that_runs_the_process_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(BaseException):
        pass

    codes: list[int] = []

    def leave(code: int) -> None:
        codes.append(code)
        raise Ended  # as it does not return

    monkeypatch.setattr(os, "_exit", leave)
    stop = threading.Event()
    thread = TaskThread(target=stop.wait, daemon=True)
    thread.start()
    try:
        with pytest.raises(Ended):
            end_process(3)
    finally:
        stop.set()
        thread.join()
    assert codes == [3]


@pytest.mark.slow
def test_a_thread_in_torch_aborts_nothing() -> None:
    done = subprocess.run(  # with sys.exit(2), it aborted every time
        [sys.executable, "-c", IN_TORCH + "end_process(2)"], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "a last word\n", "")
