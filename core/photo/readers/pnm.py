"""Netpbm's formats: PBM, PGM, PPM (plain and raw), PAM and PFM, at their full depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from ..cicp import D65, SRGB_PRIMARIES
from ..photo import check_size
from ..raster import (
    MISSING,
    PART_MISSING,
    Raster,
    chosen_page,
    full_range,
    no_header,
    nothing_there,
    raster_of,
)
from ..tone import sixteen_bits_of_linear

_WORD = re.compile(rb"(?:\s|#[^\n\r]*[\n\r])*([^\s#]+)")
_PLAIN = {1, 2, 3}
_SAMPLES = {1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 3}


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Decode the first picture of a Netpbm file."""
    data = file.read()
    chosen_page(page, 1)
    try:
        if data[:2] in (b"PF", b"Pf"):
            return _float_map(data, name)
        if data[:2] == b"P7":
            return _arbitrary_map(data, name)
        return _map(data, name)
    except (StopIteration, ValueError, KeyError) as error:
        raise no_header() from error


def _words(data: bytes, place: int, count: int) -> tuple[list[bytes], int]:
    """Words of a header, and the place behind the one white space that ends it."""
    found: list[bytes] = []
    for _ in range(count):
        match = _WORD.match(data, place)
        if match is None:
            raise ValueError("no header")
        found.append(match[1])
        place = match.end()
    return found, place + 1


def _map(data: bytes, name: str) -> Raster:
    kind = int(data[1:2])
    samples, is_bits = _SAMPLES[kind], kind in (1, 4)
    words, place = _words(data, 2, 2 if is_bits else 3)
    width, height = int(words[0]), int(words[1])
    check_size(name, width, height)
    most = 1 if is_bits else int(words[2])
    if kind in _PLAIN:
        values, missing = _plain(data[place:], height * width * samples, is_bits)
        values = values.reshape(height, width, samples)
    elif is_bits:
        row = -(-width // 8)
        packed, missing = _filled(data, place, np.dtype(np.uint8), row * height)
        values = np.unpackbits(packed.reshape(height, row), axis=1)[:, :width, None]
        missing = np.repeat(missing.reshape(height, row), 8, axis=1)[:, :width].reshape(-1)
    else:
        kind_of_value = np.dtype(">u2" if most > 255 else "u1")
        values, missing = _filled(data, place, kind_of_value, height * width * samples)
        values = values.reshape(height, width, samples)
    if is_bits:
        values = 1 - values
    return _raster(_scaled(values, most), missing.reshape(height, width, -1))


def _arbitrary_map(data: bytes, name: str) -> Raster:
    head, _, _ = data.partition(b"ENDHDR\n")
    told = dict(line.split(None, 1) for line in head.split(b"\n")[1:] if len(line.split(None, 1)) == 2)
    width, height, depth = (int(told[key]) for key in (b"WIDTH", b"HEIGHT", b"DEPTH"))
    most = int(told[b"MAXVAL"])
    check_size(name, width, height)
    kind = np.dtype(">u2" if most > 255 else "u1")
    values, missing = _filled(data, len(head) + 7, kind, height * width * depth)
    shape = height, width, depth
    return _raster(_scaled(values.reshape(shape), most), missing.reshape(shape))


def _float_map(data: bytes, name: str) -> Raster:
    words, place = _words(data, 2, 3)
    width, height, scale = int(words[0]), int(words[1]), float(words[2])
    check_size(name, width, height)
    samples = 3 if data[:2] == b"PF" else 1
    values, missing = _filled(data, place, np.dtype("<f4" if scale < 0 else ">f4"), height * width * samples)
    rows = values.reshape(height, width, samples)[::-1].astype(np.float32)
    shown, note = sixteen_bits_of_linear(np.broadcast_to(rows, (height, width, 3)), SRGB_PRIMARIES, D65)
    raster = _raster(shown, missing.reshape(height, width, samples)[::-1])
    return raster.noted(note)


def _filled(
    data: bytes, place: int, kind: np.dtype[Any], count: int
) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Values of a file, and which of them it does not hold."""
    there = min(count, max(0, len(data) - place) // kind.itemsize)
    values = np.zeros(count, kind.newbyteorder("="))
    values[:there] = np.frombuffer(data, kind, there, min(place, len(data)))
    return values, np.arange(count) >= there


def _plain(data: bytes, count: int, is_bits: bool) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    text = re.sub(rb"#[^\n\r]*", b"", data)
    digits: Iterator[bytes] = iter(re.findall(rb"[01]", text) if is_bits else text.split())
    found = [int(word) for word, _ in zip(digits, range(count), strict=False)]
    values = np.zeros(count, np.uint16)
    values[: len(found)] = found
    return values, np.arange(count) >= len(found)


def _scaled(values: npt.NDArray[Any], most: int) -> npt.NDArray[Any]:
    if not 1 <= most <= 65535:
        raise no_header()
    bits = most.bit_length()
    if most == 2**bits - 1:
        return full_range(values, bits)
    top, kind = (255, np.uint8) if most < 256 else (65535, np.uint16)
    return ((np.minimum(values, most).astype(np.uint32) * top + most // 2) // most).astype(kind)


def _raster(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_]) -> Raster:
    """The raster of (h, w, n) values, grey where they are missing."""
    if not missing.any():
        return raster_of(values)
    if missing.all():
        raise nothing_there()
    lost = missing.any(axis=2)
    values[lost] = MISSING * (int(np.iinfo(values.dtype).max) // 255)
    if values.shape[2] in (2, 4):
        values[lost, -1] = np.iinfo(values.dtype).max
    return raster_of(values).noted(PART_MISSING)
