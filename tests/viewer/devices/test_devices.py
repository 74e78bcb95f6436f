import threading

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.geometry.view import View
from csr.core.scene.export import bands
from csr.core.utils.errors import DeviceError, DeviceLost
from csr.viewer.devices.device_menu import DeviceMenu
from csr.viewer.devices.devices import Devices
from csr.viewer.devices.names import AUTOMATIC
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot

from .conftest import NO_DRIVER, Fake, draw


@pytest.mark.parametrize(
    ("works", "used"), [(("cuda", "opengl"), "cuda"), (("opengl",), "opengl"), ((), "cpu")]
)
def test_the_best_that_works_is_used_and_the_reasons_are_told(
    qtbot: QtBot,
    works: tuple[str, ...],
    used: str,
    devices: Devices,
    made: list[Fake],
    reasons: dict[str, str],
) -> None:
    reasons.update(dict.fromkeys(works, ""))
    pictures: list[npt.NDArray[np.float32]] = []
    threading.Thread(target=lambda: pictures.append(draw(devices))).start()
    qtbot.waitUntil(lambda: bool(pictures))
    assert devices.used == used and devices.name == f"a fake {used}"
    assert [fake.name for fake in made] == [f"a fake {used}"]
    if used == "cpu":
        assert devices.trials.reasons == reasons
    elif used == "cuda":
        assert devices.trials.reasons["opengl"] is None  # nobody asked: it was not tried
    assert np.array_equal(pictures[0], draw(devices))


def test_a_device_that_fails_is_replaced_and_draws_the_same(
    qtbot: QtBot, devices: Devices, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons.update(cuda="", opengl="")
    expected = draw(devices)
    for fails, next_one in ((0, "opengl"), (1, "cpu")):
        made[fails].fails = True
        with qtbot.waitSignal(devices.replaced) as told:
            assert np.array_equal(draw(devices), expected)
        assert "failed (the cable fell out)" in told.args[0] and f"a fake {next_one}" in told.args[0]
        assert devices.used == next_one and made[fails].closed
    assert (
        devices.trials.reasons["cuda"] == devices.trials.reasons["opengl"] == "it failed: the cable fell out"
    )
    made[2].fails = True
    with pytest.raises(DeviceLost, match="nothing is left"):
        draw(devices)


def test_threads_that_lose_a_device_at_once_replace_it_once(
    qtbot: QtBot, devices: Devices, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons["opengl"] = ""
    draw(devices)
    told: list[str] = []
    devices.replaced.connect(told.append)
    made[0].fails = True
    for thread in (threads := [threading.Thread(target=lambda: draw(devices)) for _ in range(6)]):
        thread.start()
    qtbot.waitUntil(lambda: not any(t.is_alive() for t in threads))
    qtbot.waitUntil(lambda: bool(told))
    assert len(made) == 2 and len(told) == 1 and devices.used == "cpu"


def test_choosing_takes_effect_and_is_told(
    qtbot: QtBot, devices: Devices, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons["opengl"] = ""
    chosen: list[str] = []
    devices.chosen.connect(chosen.append)
    draw(devices)
    assert devices.used == "opengl"
    with qtbot.waitSignal(devices.changed):
        devices.choose("cpu")
    assert devices.used == "cpu" and made[0].closed
    with qtbot.waitSignal(devices.changed):
        devices.choose(AUTOMATIC)
    assert devices.used == "opengl"
    with qtbot.waitSignal(devices.changed):
        devices.choose("cpu")
    with qtbot.waitSignal(devices.replaced) as told, qtbot.waitSignal(devices.changed):
        devices.choose("cuda")  # is not there: nothing changes
    assert NO_DRIVER in told.args[0] and devices.used == devices.wanted == "cpu"
    qtbot.waitUntil(lambda: chosen == ["cpu", AUTOMATIC, "cpu"])


@pytest.mark.parametrize("insists", [False, True])
def test_a_wanted_device_that_cannot_be_used_is_told(
    qtbot: QtBot, made: list[Fake], tasks: TaskRegistry, insists: bool
) -> None:
    """An error where the command line names it, a note where it was remembered."""
    devices = Devices(tasks, "cuda", insists=insists)
    with qtbot.waitSignal(devices.refused if insists else devices.replaced) as told:
        draw(devices)
    assert told.args == [f"CUDA cannot be used: {NO_DRIVER}."]
    assert devices.used == "cpu" and len(made) == 1
    tasks.close()


def test_a_device_that_failed_can_be_tried_again(
    qtbot: QtBot, devices: Devices, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons["opengl"] = ""
    menu = DeviceMenu(devices)
    entry = next(e for e in menu.actions() if e.data() == "opengl")
    draw(devices)
    made[0].fails = True
    with qtbot.waitSignal(devices.changed):
        draw(devices)
    assert devices.used == "cpu"
    assert entry.isEnabled() and "the cable fell out; choose it to try again" in entry.text()
    with qtbot.waitSignal(devices.changed):
        entry.trigger()
    assert devices.used == "opengl" and made[-1] is not made[0]
    assert entry.isChecked() and "in use" in entry.text()


def test_closing_while_the_first_is_chosen_keeps_nobody_waiting(
    devices: Devices, tasks: TaskRegistry
) -> None:
    problems: list[str] = []

    def work() -> None:
        try:
            draw(devices)
        except DeviceError as error:
            problems.append(str(error))

    waiting = threading.Thread(target=work)
    waiting.start()
    tasks.close()
    waiting.join(120)
    assert not waiting.is_alive() and problems == ["the window is being closed"]


def test_a_device_lost_while_saving_is_replaced_too(
    qtbot: QtBot, opened: Window, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons["opengl"] = ""
    with qtbot.waitSignal(opened.devices.changed):
        opened.devices.choose("opengl")
    scene, view = opened.canvas.scene_shown, View(3.0, 10.0, 10.0, 60, 50)
    assert scene is not None
    expected = list(bands(scene, view))
    made[-1].fails = True
    assert all(np.array_equal(a, b) for a, b in zip(bands(scene, view), expected, strict=True))
    assert opened.devices.used == "cpu"
    opened.close()
