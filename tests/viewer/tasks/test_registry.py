import ast
import threading
from pathlib import Path

from csr import viewer
from csr.viewer.tasks.registry import TaskRegistry


def waiting(tasks: TaskRegistry, name: str, ended: list[str]) -> threading.Event:
    """A thread that runs until its event is set."""
    go = threading.Event()

    def work() -> None:
        go.wait()
        ended.append(name)

    tasks.start(name, work, go.set)
    return go


def test_closing_stops_all_and_releases_the_last_first() -> None:
    tasks, ended = TaskRegistry(), list[str]()
    tasks.add("first", stop=lambda: ended.append("stop"), release=lambda: ended.append("release"))
    waiting(tasks, "second", ended)
    tasks.add("third", release=lambda: ended.append("third"))
    assert tasks.names == ["first", "second", "third"]
    assert tasks.close() == []
    assert ended.index("stop") < ended.index("release") and ended[-1] == "release"
    assert ended.index("third") < ended.index("release") and "second" in ended and not tasks.names


def test_a_thread_that_has_ended_is_forgotten() -> None:
    tasks = TaskRegistry()
    task = tasks.start("short", lambda: None, lambda: None)
    assert task.finish() and not task.running and not tasks.names


def test_a_thread_that_does_not_end_is_named_and_not_waited_for() -> None:
    tasks, go = TaskRegistry(), threading.Event()
    stuck = tasks.start("stuck", lambda: go.wait() and None, lambda: None)
    assert tasks.close(0.01) == ["stuck"]
    go.set()
    assert stuck.finish()


def test_once_closed_nothing_is_started() -> None:
    tasks, ran = TaskRegistry(), list[int]()
    tasks.close()
    task = tasks.start("late", lambda: ran.append(1), lambda: None)
    assert task.finish() and not ran and not tasks.names


def test_the_window_starts_threads_here_only() -> None:
    """But for the one that has the OpenGL context, which the device owns."""
    allowed = {"tasks/registry.py": {"Thread"}, "opengl/rasterizer.py": {"ThreadPoolExecutor"}}
    root = Path(viewer.__path__[0])
    makers = {"Thread", "Timer", "QThread", "QThreadPool", "ThreadPoolExecutor"}
    for path in root.rglob("*.py"):
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        name = path.relative_to(root).as_posix()
        assert calls & makers <= allowed.get(name, set()), name
