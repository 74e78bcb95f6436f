import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.geometry.view import View
from csr.core.rasterize.backends import BACKENDS, Backend
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.scene.export import bands
from csr.core.utils.errors import DeviceError, DeviceLost
from csr.viewer.devices.device_menu import DeviceMenu
from csr.viewer.devices.devices import Devices
from csr.viewer.devices.names import AUTOMATIC
from csr.viewer.devices.probing import DeviceTrials
from csr.viewer.overlays.frame_stats import figures
from csr.viewer.state.state_file import StateFile
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.window.window import Window
from golden_fields import lattice_field
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ..conftest import settled

NO_DRIVER = "there is no NVIDIA driver on this machine"


class Fake:
    """A device on the CPU that fails when it is told to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.fails = self.closed = False
        self._cpu = CpuRasterizer(1)

    def draw(self, *arguments: Any, **options: Any) -> npt.NDArray[np.float32]:
        self._look()
        return self._cpu.draw(*arguments, **options)

    def draw_frame(self, *arguments: Any, **options: Any) -> npt.NDArray[np.uint8]:
        self._look()
        return self._cpu.draw_frame(*arguments, **options)

    def close(self) -> None:
        assert not self.closed
        self.closed = True
        self._cpu.close()

    def _look(self) -> None:
        assert not self.closed
        if self.fails:
            raise DeviceLost("the cable fell out")


@pytest.fixture
def reasons() -> dict[str, str]:
    """Why CUDA cannot be used here, as the test has it; an empty text if it can."""
    return {"cuda": NO_DRIVER, "opengl": "there is no OpenGL 3.3 here", "cpu": ""}


@pytest.fixture
def made(reasons: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Fake]]:
    """All the devices that were made: fakes, CUDA and OpenGL too."""
    made: list[Fake] = []

    def make(name: str) -> Fake:
        if reasons[name]:
            raise DeviceError(reasons[name])
        made.append(Fake(f"a fake {name}"))
        return made[-1]

    for name in BACKENDS:
        backend = Backend(name, partial(reasons.__getitem__, name), partial(make, name))
        monkeypatch.setitem(BACKENDS, name, backend)
    monkeypatch.setattr(DeviceTrials, "_opengl", lambda _: make("opengl"))
    yield made
    assert all(fake.closed for fake in made)


@pytest.fixture
def devices(made: list[Fake], tasks: TaskRegistry) -> Iterator[Devices]:
    del made
    yield Devices(tasks)
    tasks.close()


def settings_at(path: Path) -> StateFile:
    return StateFile(path / "s.json")


def draw(devices: Devices) -> npt.NDArray[np.float32]:
    return devices.draw([lattice_field(8, 8)], View(3.0, 1.0, 1.0, 12, 10))


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
    qtbot.waitUntil(lambda: bool(pictures), timeout=30_000)
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
    qtbot.waitUntil(lambda: not any(t.is_alive() for t in threads), timeout=30_000)
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
    waiting.join(30)
    assert not waiting.is_alive() and problems == ["the window is being closed"]


def entries(window: Window) -> dict[str, Any]:
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "De&vice")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return {str(entry.data()): entry for entry in menu.actions()}


def test_the_menu_says_what_draws_and_why_not_the_others(
    qtbot: QtBot, opened: Window, made: list[Fake], reasons: dict[str, str]
) -> None:
    """The window has chosen the CPU; fakes take its place when the menu asks."""
    reasons["opengl"] = ""
    menu = entries(opened)
    qtbot.waitUntil(lambda: opened.devices.trials.reasons["opengl"] is not None, timeout=30_000)
    qtbot.waitUntil(lambda: not menu["cuda"].isEnabled())
    assert NO_DRIVER in menu["cuda"].text()
    assert menu["cpu"].isChecked() and "in use: CPU" in menu["cpu"].text()
    assert menu["opengl"].isEnabled()
    opened.canvas.zoom_to(6.0)
    view = settled(qtbot, opened).frame.view
    before = opened.canvas.settled
    with qtbot.waitSignal(opened.devices.changed, timeout=30_000):
        menu["opengl"].trigger()
    qtbot.waitUntil(
        lambda: (drawn := opened.canvas.item.drawn) is not None and "a fake opengl" in figures(drawn),
        timeout=30_000,
    )
    after = settled(qtbot, opened)
    assert after is not before and after.frame.view == view
    assert menu["opengl"].isChecked() and "a fake opengl" in menu["opengl"].text()

    made[-1].fails = True
    opened.canvas.zoom_to(7.0)
    qtbot.waitUntil(lambda: "the cable fell out" in opened.message.text, timeout=30_000)
    drawn = settled(qtbot, opened)
    assert drawn.frame.view.scale == 7.0 and drawn.frame.source == "field"
    assert opened.devices.used == "cpu" and menu["auto"].isChecked()
    assert menu["opengl"].isEnabled() and "the cable fell out" in menu["opengl"].text()
    opened.close()


def test_a_device_lost_while_saving_is_replaced_too(
    qtbot: QtBot, opened: Window, made: list[Fake], reasons: dict[str, str]
) -> None:
    reasons["opengl"] = ""
    with qtbot.waitSignal(opened.devices.changed, timeout=30_000):
        opened.devices.choose("opengl")
    scene, view = opened.canvas.scene_shown, View(3.0, 10.0, 10.0, 60, 50)
    assert scene is not None
    expected = list(bands(scene, view))
    made[-1].fails = True
    assert all(np.array_equal(a, b) for a, b in zip(bands(scene, view), expected, strict=True))
    assert opened.devices.used == "cpu"
    opened.close()
