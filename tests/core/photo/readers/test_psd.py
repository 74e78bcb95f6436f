import io
import struct

import imagecodecs
import numpy as np
import pytest
from photo_files import some_pixels
from PIL import Image

from ..conftest import opened


def psd(planes: np.ndarray, mode: int, *, packed: bool, layers: bytes = b"", palette: bytes = b"") -> bytes:
    """A Photoshop file of planes (n, h, w)."""
    count, height, width = planes.shape
    kind = {"u1": 8, "u2": 16, "f4": 32}[planes.dtype.str[1:]]
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, count, height, width, kind, mode)
    body = planes.astype(planes.dtype.newbyteorder(">"))
    if packed:
        rows = [bytes(imagecodecs.packbits_encode(row.tobytes())) for plane in body for row in plane]
        image = b"\0\1" + b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)
    else:
        image = b"\0\0" + body.tobytes()
    blocks = b"".join(struct.pack(">I", len(block)) + block for block in (palette, b"", layers))
    return head + blocks + image


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_photoshop_composites(kind: type, packed: bool) -> None:
    top = np.iinfo(kind).max
    rgb = some_pixels(dtype=kind)
    planes = np.moveaxis(rgb, -1, 0)
    np.testing.assert_array_equal(opened(psd(planes, 3, packed=packed), "a.psd").pixels, rgb)
    grey = opened(psd(planes[:1], 1, packed=packed), "a.psd")
    np.testing.assert_array_equal(grey.pixels, rgb[..., :1].repeat(3, axis=2))
    inks = some_pixels(channels=4, dtype=kind)
    cmyk = opened(psd(np.moveaxis(top - inks, -1, 0), 4, packed=packed), "a.psd")
    light = 1 - inks / top
    np.testing.assert_allclose(cmyk.pixels / top, light[..., :3] * light[..., 3:], atol=1.01 / top)
    alpha = some_pixels(channels=1, dtype=kind, seed=7) | 1
    both = psd(np.concatenate((planes, alpha[None])), 3, packed=packed, layers=struct.pack(">Ih", 2, -1))
    np.testing.assert_array_equal(opened(both, "a.psd").alpha, alpha)
    # Without that sign a fourth plane is a saved selection.
    assert opened(psd(np.concatenate((planes, alpha[None])), 3, packed=packed), "a.psd").alpha is None


def test_photoshop_files_as_pillow_reads_them() -> None:
    data = psd(np.moveaxis(some_pixels(), -1, 0), 3, packed=True)
    wanted = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    np.testing.assert_array_equal(opened(data, "a.psd").pixels, wanted)
