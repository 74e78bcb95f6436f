from csr.core.rasterize.backends import BACKENDS
from csr.viewer.devices.names import AUTOMATIC, DEVICES


def test_every_backend_can_be_chosen_and_the_cpu_comes_last() -> None:
    assert set(DEVICES) == {*BACKENDS, "opengl"} and list(DEVICES)[-1] == "cpu"
    assert AUTOMATIC not in DEVICES
