import io

import numpy as np
import pytest
import tifffile
from csr.core.photo.photo import PhotoError

from ..conftest import opened


def raw_like(suffix: str) -> bytes:
    """A camera's raw file in small: a thumbnail first, the sensor's picture in a sub-directory."""
    out = io.BytesIO()
    thumbnail = np.full((120, 160, 3), (10, 90, 200), np.uint8)
    sensor = np.random.default_rng(0).integers(0, 4095, (300, 400)).astype(np.uint16)
    version = [(50706, 1, 4, bytes([1, 4, 0, 0]), True)] if suffix == "dng" else []
    pattern = [(33421, 3, 2, (2, 2), True), (33422, 1, 4, bytes([0, 1, 1, 2]), True)]
    with tifffile.TiffWriter(out) as file:
        file.write(thumbnail, photometric="rgb", subfiletype=1, subifds=1, extratags=version, metadata=None)
        file.write(sensor, photometric="cfa", subfiletype=0, extratags=pattern, metadata=None)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.dng", "a.nef", "a.tif"])
def test_a_raw_file_is_developed_never_its_thumbnail(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rawpy")
    data = raw_like(name[2:])
    photo = opened(data, name)
    assert photo.size == (400, 300) and photo.pixels.dtype == np.uint16
    monkeypatch.setitem(__import__("sys").modules, "rawpy", None)
    with pytest.raises(PhotoError, match=r"csr-viewer\[raw\]"):
        opened(data, name)
