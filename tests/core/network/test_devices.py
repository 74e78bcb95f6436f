import pytest
from csr.core.network.devices import choose_device, devices
from csr.core.utils.errors import DeviceError

from .conftest import CPU


def test_devices_are_chosen_or_refused_in_a_sentence() -> None:
    assert devices()["cpu"] == ""
    assert choose_device("cpu") == CPU
    assert not devices()[choose_device("auto").type]
    with pytest.raises(DeviceError, match="no device 'toaster'"):
        choose_device("toaster")
    for name, reason in devices().items():
        if reason:
            with pytest.raises(DeviceError, match="cannot be used here"):
                choose_device(name)
