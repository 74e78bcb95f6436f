"""The header of a JPEG XL codestream: depth, frames and colours (ISO/IEC 18181-1, annexes A, D and E)."""

from __future__ import annotations

from dataclasses import dataclass

from .cicp import D65, PRIMARIES, SRGB_PRIMARIES
from .iso_boxes import boxes

_WHITES = {1: D65, 10: (1 / 3, 1 / 3), 11: (0.314, 0.351)}
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_GREY, _XYB, _CUSTOM = 1, 2, 2
_ALPHA, _SPOT, _CFA = 0, 2, 5
LINEAR, SRGB = 8, 13
"""Codes of transfer functions; the others are as in `Cicp`."""


@dataclass(frozen=True)
class JxlHeader:
    """Content of the header of a codestream."""

    width: int
    height: int
    bits: int
    """Bits of a sample."""
    is_float: bool
    animated: bool
    premultiplied: bool
    has_icc: bool
    """True where the colours are told by an ICC profile, which is compressed within the codestream."""
    xyb: bool
    """True for lossy coding in JPEG XL's own colours, from which the decoder makes those that are told."""
    primaries: tuple[float, ...]
    """CIE x and y of red, green and blue."""
    white: tuple[float, float]
    transfer: int
    """H.273's code; meaningless where a gamma is told."""
    gamma: float | None
    """Exponent from linear light to values."""


class _Bits:
    """Bits of a codestream, the lowest of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "little")
        self._place = 0

    def read(self, count: int) -> int:
        value = (self._value >> self._place) & ((1 << count) - 1)
        self._place += count
        return value

    def flag(self) -> bool:
        return self.read(1) == 1

    def number(self, *ways: tuple[int, int]) -> int:
        """One of four ways, each an offset and further bits."""
        offset, bits = ways[self.read(2)]
        return offset + self.read(bits)

    def code(self) -> int:
        return self.number((0, 0), (1, 0), (2, 4), (18, 6))


def read_jxl_header(data: bytes) -> JxlHeader:
    """Read the header of a file, bare or in a container.

    Raises:
        ValueError: if there is no codestream.
    """
    stream = _codestream(data)
    if stream[:2] != b"\xff\x0a":
        raise ValueError("no codestream")
    bits = _Bits(stream[2:4096])
    width, height = _size(bits)
    depth, is_float, animated, premultiplied, xyb = 8, False, False, False, True
    has_icc, white, primaries, transfer, gamma = False, D65, SRGB_PRIMARIES, SRGB, None
    if not bits.flag():
        if bits.flag():
            animated = _extra_fields(bits)
        depth, is_float = _depth(bits)
        bits.flag()
        for _ in range(bits.number((0, 0), (1, 0), (2, 4), (1, 12))):
            premultiplied |= _extra_channel(bits)
        xyb = bits.flag()
        has_icc, white, primaries, transfer, gamma = _colours(bits)
    return JxlHeader(
        width,
        height,
        depth,
        is_float,
        animated,
        premultiplied,
        has_icc,
        xyb,
        primaries,
        white,
        transfer,
        gamma,
    )


def _codestream(data: bytes) -> bytes:
    if data[:2] == b"\xff\x0a":
        return data
    parts: list[bytes] = []
    for kind, content in boxes(data):
        if kind == b"jxlc":
            return content
        if kind == b"jxlp":
            parts.append(content[4:])
    return b"".join(parts)


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.flag()
    ways = ((1, 9), (1, 13), (1, 18), (1, 30))
    height = 8 * (1 + bits.read(5)) if small else bits.number(*ways)
    ratio = bits.read(3)
    if ratio:
        across, down = _RATIOS[ratio - 1]
        return height * across // down, height
    return 8 * (1 + bits.read(5)) if small else bits.number(*ways), height


def _extra_fields(bits: _Bits) -> bool:
    """Skip them; whether there is an animation."""
    bits.read(3)
    if bits.flag():
        _size(bits)
    if bits.flag():  # a preview
        small = bits.flag()
        ways = ((16, 0), (32, 0), (1, 5), (33, 9)) if small else ((1, 6), (65, 8), (321, 10), (1345, 12))
        bits.number(*ways)
        if bits.read(3) == 0:
            bits.number(*ways)
    if not bits.flag():
        return False
    bits.number((100, 0), (1000, 0), (1, 10), (1, 30))
    bits.number((1, 0), (1001, 0), (1, 8), (1, 10))
    bits.number((0, 0), (0, 3), (0, 16), (0, 32))
    bits.flag()
    return True


def _depth(bits: _Bits) -> tuple[int, bool]:
    if not bits.flag():
        return bits.number((8, 0), (10, 0), (12, 0), (1, 6)), False
    depth = bits.number((32, 0), (16, 0), (24, 0), (1, 6))
    bits.read(4)
    return depth, True


def _extra_channel(bits: _Bits) -> bool:
    """Skip one; whether it is alpha that colours are multiplied by."""
    if bits.flag():
        return False
    kind = bits.code()
    _depth(bits)
    bits.number((0, 0), (3, 0), (4, 0), (1, 3))
    bits.read(8 * bits.number((0, 0), (0, 4), (16, 5), (48, 10)))
    if kind == _ALPHA:
        return bits.flag()
    if kind == _SPOT:
        bits.read(64)
    if kind == _CFA:
        bits.number((1, 0), (0, 2), (3, 4), (19, 8))
    return False


def _colours(bits: _Bits) -> tuple[bool, tuple[float, float], tuple[float, ...], int, float | None]:
    white, primaries, transfer, gamma = D65, SRGB_PRIMARIES, SRGB, None
    if bits.flag():
        return False, white, primaries, transfer, gamma
    if bits.flag():
        return True, white, primaries, transfer, gamma
    space = bits.code()
    if space != _XYB:
        code = bits.code()
        white = _point(bits) if code == _CUSTOM else _WHITES.get(code, D65)
    if space not in (_GREY, _XYB):
        code = bits.code()
        if code == _CUSTOM:
            primaries = tuple(v for _ in range(3) for v in _point(bits))
        else:
            primaries = PRIMARIES[9][0] if code == 9 else PRIMARIES[11][0] if code == 11 else SRGB_PRIMARIES
    if space != _XYB:
        if bits.flag():
            gamma = bits.read(24) / 1e7
        else:
            transfer = bits.code()
    return False, white, primaries, transfer, gamma


def _point(bits: _Bits) -> tuple[float, float]:
    x, y = (bits.number((0, 19), (524288, 19), (1048576, 20), (2097152, 21)) for _ in range(2))
    return tuple((v >> 1 if v % 2 == 0 else -(v >> 1) - 1) / 1e6 for v in (x, y))  # pyright: ignore[reportReturnType]
