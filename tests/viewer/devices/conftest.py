"""Pretended devices."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from csr.core.geometry.view import View
from csr.core.rasterize.backends import BACKENDS, Backend
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import DeviceError, DeviceLost
from csr.viewer.devices.devices import Devices
from csr.viewer.devices.probing import DeviceTrials
from csr.viewer.tasks.registry import TaskRegistry
from golden_fields import lattice_field

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


def draw(devices: Devices) -> npt.NDArray[np.float32]:
    return devices.draw([lattice_field(8, 8)], View(3.0, 1.0, 1.0, 12, 10))
