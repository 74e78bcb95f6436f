from pathlib import Path

from csr.viewer.devices.devices import Devices
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
