"""OpenEXR files: linear light in floating point."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, BinaryIO, cast

import numpy as np
import numpy.typing as npt

from ...utils.messages import Message
from ..cicp import D65, SRGB_PRIMARIES
from ..photo import check_size
from ..raster import DecodeError, Raster, chosen_page, undecodable
from .codecs import linear_raster
from .extras import needs_extra


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a part of an OpenEXR file: RGB, or grey, and alpha, within the display window."""
    with needs_extra("exr"):
        import OpenEXR  # pyright: ignore[reportMissingImports]
    library = cast("Any", OpenEXR)
    stream = io.BytesIO(file.read())
    try:
        with library.File(stream, header_only=True) as head:
            for part in head.parts:
                check_size(name, *_size(part.header["dataWindow"]))
        stream.seek(0)
        with library.File(stream, separate_channels=True) as opened:
            number = chosen_page(page, len(opened.parts))
            part = opened.parts[number]
            header, channels, pages = part.header, part.channels, len(opened.parts)
            values = _picture({key: np.asarray(channel.pixels) for key, channel in channels.items()})
    except (RuntimeError, TypeError, KeyError) as error:
        raise undecodable(error) from error
    corners = header.get("chromaticities")
    primaries, white = SRGB_PRIMARIES, D65
    if corners is not None and len(corners) == 8:
        told = tuple(float(v) for v in corners)
        primaries, white = told[:6], (told[6], told[7])
    return replace(linear_raster(values, primaries, white), page=number, pages=pages)


def _size(window: Any) -> tuple[int, int]:
    (x0, y0), (x1, y1) = window
    return int(x1) - int(x0) + 1, int(y1) - int(y0) + 1


def _picture(channels: dict[str, npt.NDArray[Any]]) -> npt.NDArray[np.float32]:
    """(h, w, 3) or (h, w, 4) of the channels of the first layer that has colours, or of a grey one."""
    for names in (("R", "G", "B"), ("Y", "Y", "Y")):
        layer = next((key[: -len(names[0])] for key in channels if key.split(".")[-1] == names[0]), None)
        keys = [] if layer is None else [layer + n for n in names]
        if keys and all(key in channels for key in keys):
            break
    else:
        keys = [next(iter(channels))] * 3
        layer = ""
    alpha = channels.get(f"{layer}A")
    planes = [channels[key].astype(np.float32) for key in keys]
    if len({p.shape for p in planes}) > 1:
        raise DecodeError(Message("its colours are stored at several sizes"))
    if alpha is None:
        return np.stack(planes, axis=-1)
    # OpenEXR's colours are multiplied by alpha.
    share = np.where(alpha > 0, alpha, 1).astype(np.float32)
    return np.stack([*(p / share for p in planes), alpha.astype(np.float32)], axis=-1)
