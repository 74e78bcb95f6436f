"""Photoshop files: the composite picture, which most of them hold (Adobe, Photoshop File Formats)."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Any, BinaryIO, cast

import imagecodecs
import numpy as np
import numpy.typing as npt

from ...utils.messages import Message
from ..cicp import D65, SRGB_PRIMARIES
from ..photo import check_size
from ..photoshop_resources import PHOTOSHOP_PROFILE, PHOTOSHOP_VERSION, parsed_resources
from ..raster import (
    MISSING,
    PART_MISSING,
    DecodeError,
    Raster,
    chosen_page,
    no_header,
    nothing_there,
    unknown_colours,
)
from ..tone import sixteen_bits_of_lab, sixteen_bits_of_linear

_BITMAP, _GREY, _INDEXED, _RGB, _CMYK, _DUOTONE, _LAB = 0, 1, 2, 3, 4, 8, 9
_COLOURS = {_BITMAP: 1, _GREY: 1, _INDEXED: 1, _RGB: 3, _CMYK: 4, _DUOTONE: 1, _LAB: 3}
_RAW, _PACKED = 0, 1


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode a PSD or PSB file's composite at its full depth."""
    data = file.read()
    chosen_page(page, 1)
    try:
        version, channels, height, width, depth, mode = struct.unpack_from(">H6xHIIHH", data, 4)
        check_size(name, width, height)
        colours = _COLOURS.get(mode)
        if colours is None or channels < colours or depth not in (1, 8, 16, 32):
            raise unknown_colours(mode, channels)
        palette, place = _block(data, 26)
        resources, place = _block(data, place)
        layers, place = _block(data, place, wide=version == 2)
        found = parsed_resources(resources)
        if found.get(PHOTOSHOP_VERSION, b"\0\0\0\0\1")[4:5] == b"\0":
            raise DecodeError(Message("it was saved without a composite picture"))
        has_alpha = channels > colours and _first_alpha_is_transparency(layers, version)
        kept = colours + has_alpha
        planes, missing = _planes(data, place, (channels, kept, height, width), depth, version)
    except (struct.error, IndexError) as error:
        raise no_header() from error
    raster = _meant(planes, mode, colours, depth, palette)
    alpha = planes[colours] if has_alpha else None
    profile = found.get(PHOTOSHOP_PROFILE) if mode != _LAB and depth != 32 else None
    raster = replace(raster, alpha=_as(alpha, raster.values.dtype), profile=profile)
    if missing == 0:
        return raster
    raster.values[height - missing :] = MISSING * (int(np.iinfo(raster.values.dtype).max) // 255)
    return raster.noted(PART_MISSING)


def _block(data: bytes, place: int, *, wide: bool = False) -> tuple[bytes, int]:
    """A block behind its length, and the place behind it."""
    (length,) = struct.unpack_from(">Q" if wide else ">I", data, place)
    place += 8 if wide else 4
    return data[place : place + length], place + length


def _first_alpha_is_transparency(layers: bytes, version: int) -> bool:
    """A negative number of layers says so."""
    head = 8 if version == 2 else 4
    return len(layers) >= head + 2 and struct.unpack_from(">h", layers, head)[0] < 0


def _planes(
    data: bytes, place: int, shape: tuple[int, int, int, int], depth: int, version: int
) -> tuple[npt.NDArray[Any], int]:
    """The first planes (kept, h, w), and how many rows at the end are missing in one of them."""
    channels, kept, height, width = shape
    (compression,) = struct.unpack_from(">H", data, place)
    place += 2
    row = -(-width * depth // 8)
    result = np.zeros((kept, height, row), np.uint8)
    least = height
    if compression == _RAW:
        there = np.frombuffer(data, np.uint8, offset=min(place, len(data)))[: result.size]
        result.reshape(-1)[: there.size] = there
        least = max(0, min(height, there.size // row - (kept - 1) * height))
    elif compression == _PACKED:
        size = 4 if version == 2 else 2
        lengths = np.frombuffer(data, f">u{size}", channels * height, place).astype(np.int64)
        starts = place + size * channels * height + np.concatenate(([0], np.cumsum(lengths)))
        unpack = cast("Any", imagecodecs).packbits_decode
        for number in range(kept * height):
            packed = data[starts[number] : starts[number + 1]]
            line = np.frombuffer(unpack(packed), np.uint8)[:row]
            result[number // height, number % height, : line.size] = line
            if line.size < row:
                least = min(least, number % height)
    else:
        raise DecodeError(Message("its compression is not known here ({number})", number=compression))
    if least == 0:
        raise nothing_there()
    if depth == 1:
        return np.unpackbits(result, axis=2)[:, :, :width], height - least
    kind = {8: "u1", 16: ">u2", 32: ">f4"}[depth]
    planes = result.view(kind)[:, :, :width]
    return planes.astype(planes.dtype.newbyteorder("=")), height - least


def _meant(planes: npt.NDArray[Any], mode: int, colours: int, depth: int, palette: bytes) -> Raster:
    if mode == _BITMAP:
        return Raster((1 - planes[0]) * np.uint8(255), "L")
    if mode == _INDEXED:
        table = np.frombuffer(palette[:768], np.uint8).reshape(3, -1).T
        return Raster(table[np.minimum(planes[0], len(table) - 1)], "RGB")
    if depth == 32:
        linear = np.stack([planes[min(i, colours - 1)] for i in range(3)], axis=-1).astype(np.float32)
        shown, note = sixteen_bits_of_linear(linear, SRGB_PRIMARIES, D65)
        return Raster(shown, "RGB", notes=(note,))
    if mode == _LAB:
        top = np.float32(np.iinfo(planes.dtype).max)
        step = np.float32(top // 255 if depth == 8 else 256)
        lightness = planes[0] * (np.float32(100) / top)
        a, b = ((planes[i].astype(np.float32) - 128 * step) / step for i in (1, 2))
        return Raster(sixteen_bits_of_lab(lightness, a, b), "RGB")
    values = np.ascontiguousarray(np.moveaxis(planes[:colours], 0, -1))
    if colours == 1:
        return Raster(values[..., 0], "L")
    # Photoshop stores paper, not ink.
    return Raster(np.iinfo(values.dtype).max - values, "CMYK") if mode == _CMYK else Raster(values, "RGB")


def _as(alpha: npt.NDArray[Any] | None, kind: np.dtype[Any]) -> npt.NDArray[Any] | None:
    """Alpha in the type of the values."""
    if alpha is None or alpha.dtype == kind:
        return alpha
    if alpha.dtype.kind == "f":
        return (np.clip(alpha, 0, 1) * np.iinfo(kind).max + 0.5).astype(kind)
    return alpha.astype(np.uint16) * np.uint16(257) if kind == np.uint16 else (alpha // 257).astype(np.uint8)
