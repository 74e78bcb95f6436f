import threading
from pathlib import Path

import pytest
from csr.core.utils.errors import DeviceError
from csr.viewer.devices.devices import Devices
from csr.viewer.devices.probing import DeviceTrials
from csr.viewer.opengl import rasterizer
from csr.viewer.state.state_file import StateFile
from csr.viewer.tasks.registry import TaskRegistry
from pytestqt.qtbot import QtBot

from .conftest import Fake, draw


def settings_at(path: Path) -> StateFile:
    return StateFile(path / "s.json")


def test_opengl_is_left_alone_after_it_ended_the_program(
    qtbot: QtBot, made: list[Fake], reasons: dict[str, str], tasks: TaskRegistry, tmp_path: Path
) -> None:
    reasons["opengl"] = ""
    state = settings_at(tmp_path)
    state.change(opengl_is_tried=True)
    devices = Devices(tasks, state=state)
    draw(devices)
    assert devices.used == "cpu" and "last tried" in devices.trials.passed_over["opengl"] and len(made) == 1
    with qtbot.waitSignal(devices.changed):
        devices.choose("opengl")
    assert devices.used == "opengl"
    tasks.close()


class Drawer:
    """Stands for the OpenGL rasterizer."""

    software = False

    def __init__(self, _surface: object) -> None: ...


@pytest.fixture
def writers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that write the state, each as it does."""
    writers, write = list[threading.Thread](), StateFile.write

    def written(state: StateFile) -> None:
        writers.append(threading.current_thread())
        write(state)

    monkeypatch.setattr(rasterizer, "OpenGLRasterizer", Drawer)
    monkeypatch.setattr(StateFile, "write", written)
    return writers


def test_that_opengl_is_tried_is_written_before_and_not_in_the_gui_thread(
    qtbot: QtBot, tmp_path: Path, writers: list[threading.Thread]
) -> None:
    state, tried = settings_at(tmp_path), list[bool]()
    trials = DeviceTrials(state)

    def work() -> None:
        trials._opengl()

    trials._surface_wanted.connect(lambda: tried.append(settings_at(tmp_path).now.opengl_is_tried))
    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert writers == [thread] and tried == [True]
    qtbot.waitUntil(lambda: not state.now.opengl_is_tried)
    trials.close()


def test_a_trial_that_the_window_s_end_cuts_short_is_none(
    qtbot: QtBot, tmp_path: Path, writers: list[threading.Thread]
) -> None:
    state = settings_at(tmp_path)
    trials, told = DeviceTrials(state), list[str]()

    def work() -> None:
        try:
            trials._opengl()
        except DeviceError as error:
            told.append(str(error))

    trials._trial_begins.connect(trials.stop)  # after it has begun
    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert told == ["the window is being closed"] and writers == [thread]
    trials.close()
    assert not state.now.opengl_is_tried
    state.write()


def test_what_an_earlier_trial_ended_with_is_not_forgotten_unless_it_is_tried_again(tmp_path: Path) -> None:
    state = settings_at(tmp_path)
    state.change(opengl_is_tried=True)
    DeviceTrials(state).close()
    assert state.now.opengl_is_tried
