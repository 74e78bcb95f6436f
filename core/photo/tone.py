"""Values that no ICC profile brings to sRGB: high dynamic range, linear floating point, and CIELAB."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from ..utils.arrays import Pixels
from ..utils.messages import Message
from .cicp import HLG, PQ, PRIMARIES, Cicp

REFERENCE_WHITE = 203.0
"""Luminance of diffuse white in pictures of high dynamic range, cd/m2 (ITU-R BT.2408)."""
HLG_PEAK = 1000.0
"""Luminance of the nominal display of HLG, cd/m2 (ITU-R BT.2100)."""
MIDDLE_GREY = 0.18
USUAL_MEDIANS = (0.02, 0.6)
"""Medians of linear luminance between which a picture is shown as it is, at 0 EV."""
_FULL = 65535
_BAND_PIXELS = 1 << 20
_PQ_M1, _PQ_M2 = 2610 / 16384, 2523 / 4096 * 128
_PQ_C1, _PQ_C2, _PQ_C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_HLG_A, _HLG_B, _HLG_C = 0.17883277, 0.28466892, 0.55991073
_HLG_GAMMA = 1.2


def sixteen_bits_of_hdr(values: Pixels, cicp: Cicp) -> tuple[npt.NDArray[np.uint16], Message]:
    """A picture in PQ or HLG, tone-mapped to sRGB, and the sentence that says so.

    The brightest channel of each pixel goes through the curve of ITU-R BT.2390 (section 5.4, in PQ's
    steps), from the picture's own peak down to the reference white; the others follow in proportion.

    Args:
        values: (h, w, 3) uint8 or uint16, the whole range.
        cicp: PQ or HLG; primaries that are not known are taken as BT.2020.
    """
    primaries, white = PRIMARIES.get(cicp.primaries, PRIMARIES[9])
    to_xyz = rgb_to_xyz(primaries, white)
    to_srgb = (np.linalg.inv(rgb_to_xyz(*PRIMARIES[1])) @ to_xyz).astype(np.float32)
    top = np.iinfo(values.dtype).max
    codes = np.linspace(0, 1, int(top) + 1)
    light = (pq_to_nits(codes) if cicp.transfer == PQ else _hlg_scene(codes)).astype(np.float32)
    peak = float(light[int(values.max())])
    if cicp.transfer == HLG:
        peak = HLG_PEAK * peak**_HLG_GAMMA
    curve = _Curve(peak)
    result = np.empty(values.shape, np.uint16)
    for rows in _bands(values):
        linear = light[values[rows]]
        if cicp.transfer == HLG:
            scene = linear @ to_xyz[1].astype(np.float32)
            linear *= np.float32(HLG_PEAK) * np.maximum(scene, 1e-6)[..., None] ** np.float32(_HLG_GAMMA - 1)
        linear = curve.mapped(linear)
        result[rows] = encoded(linear @ to_srgb.T)
    name = "PQ" if cicp.transfer == PQ else "HLG"
    return result, Message(
        "High dynamic range ({name}, up to {peak:.0f} cd/m²) is shown in the range of an ordinary screen.",
        name=name,
        peak=peak,
    )


def sixteen_bits_of_linear(
    values: npt.NDArray[np.float32], primaries: tuple[float, ...], white: tuple[float, float]
) -> tuple[npt.NDArray[np.uint16], Message]:
    """Linear light without a fixed unit as sRGB, and the sentence that states its exposure.

    The picture is shown as it is where its median is usual for one made for 0 EV; else its geometric mean
    becomes a middle grey. What is brighter than white then is clipped.

    Args:
        values: (h, w, 3), linear.
        primaries: CIE x and y of red, green and blue.
        white: CIE x and y of white.
    """
    to_xyz = rgb_to_xyz(primaries, white)
    to_srgb = (np.linalg.inv(rgb_to_xyz(*PRIMARIES[1])) @ to_xyz).astype(np.float32)
    stops = _exposure(values, to_xyz[1].astype(np.float32))
    result = np.empty(values.shape, np.uint16)
    for rows in _bands(values):
        linear = np.nan_to_num(values[rows].astype(np.float32), nan=0, posinf=65504, neginf=0)
        result[rows] = encoded(linear @ to_srgb.T * np.float32(2**stops))
    return result, Message(
        "The picture holds linear light in floating point; it is shown at an exposure of {stops:+.1f} EV, "
        "and what is brighter than white is clipped.",
        stops=stops,
    )


def sixteen_bits_of_lab(
    lightness: npt.NDArray[np.float32], a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]
) -> npt.NDArray[np.uint16]:
    """CIELAB of white point D50 as sRGB, (h, w, 3).

    Args:
        lightness: L*, (h, w), 0 to 100.
        a: a*, (h, w).
        b: b*, (h, w).
    """
    # CIE 15; Bradford's adaptation of D50 to D65 and the matrix of sRGB, as IEC 61966-2-1's annex has them.
    to_srgb = np.array(
        [
            [3.1338561, -1.6168667, -0.4906146],
            [-0.9787684, 1.9161415, 0.0334540],
            [0.0719453, -0.2289914, 1.4052427],
        ],
        np.float32,
    )
    result = np.empty((*lightness.shape, 3), np.uint16)
    for rows in _bands(lightness):
        fy = (lightness[rows].astype(np.float32) + 16) / 116
        f = np.stack((fy + a[rows] / np.float32(500), fy, fy - b[rows] / np.float32(200)), axis=-1)
        xyz = np.where(f > 6 / 29, f**3, (f - 4 / 29) * np.float32(3 * (6 / 29) ** 2))
        result[rows] = encoded(xyz * np.array([0.96422, 1, 0.82521], np.float32) @ to_srgb.T)
    return result


def rgb_to_xyz(primaries: tuple[float, ...], white: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Matrix from linear RGB to CIE XYZ, white at Y = 1."""
    corners = np.array(primaries).reshape(3, 2)
    xyz = np.stack((corners[:, 0], corners[:, 1], 1 - corners.sum(axis=1))) / corners[:, 1]
    target = np.array([white[0] / white[1], 1, (1 - white[0] - white[1]) / white[1]])
    return xyz * np.linalg.solve(xyz, target)


def encoded(linear: npt.NDArray[np.float32]) -> npt.NDArray[np.uint16]:
    """Linear light as sRGB of 16 bits, clipped to 0..1."""
    return _encoding()[(np.clip(linear, 0, 1) ** np.float32(0.5) * _FULL + np.float32(0.5)).astype(np.uint16)]


@cache
def _encoding() -> npt.NDArray[np.uint16]:
    """The sRGB curve over square roots of linear light: fine steps where the curve is steep."""
    linear = np.linspace(0, 1, _FULL + 1) ** 2
    curve = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(curve * _FULL).astype(np.uint16)


def pq_to_nits(codes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Luminance in cd/m2 of PQ values 0..1 (SMPTE ST 2084)."""
    power = codes ** (1 / _PQ_M2)
    return 10_000 * (np.maximum(power - _PQ_C1, 0) / (_PQ_C2 - _PQ_C3 * power)) ** (1 / _PQ_M1)


def nits_to_pq(nits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """PQ values 0..1 of a luminance in cd/m2."""
    power = (nits / 10_000) ** _PQ_M1
    return ((_PQ_C1 + _PQ_C2 * power) / (1 + _PQ_C3 * power)) ** _PQ_M2


def _hlg_scene(codes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Light of the scene, 0..1, of HLG values 0..1 (ITU-R BT.2100, table 5)."""
    return np.where(codes <= 0.5, codes**2 / 3, (np.exp((codes - _HLG_C) / _HLG_A) + _HLG_B) / 12)


class _Curve:
    """BT.2390's curve from 0 .. peak cd/m2 to linear light with the reference white at 1, as a table."""

    def __init__(self, peak: float) -> None:
        self._peak = max(peak, 1e-3)
        # Over the fourth root of luminance, which is near to PQ's steps.
        nits = np.linspace(0, 1, 4097) ** 4 * self._peak
        if self._peak > REFERENCE_WHITE:
            whole = float(nits_to_pq(np.array(self._peak)))
            share, most = nits_to_pq(nits) / whole, float(nits_to_pq(np.array(REFERENCE_WHITE))) / whole
            knee = 1.5 * most - 0.5
            t = np.clip((share - knee) / (1 - knee), 0, 1)
            bent = (
                (2 * t**3 - 3 * t**2 + 1) * knee
                + (t**3 - 2 * t**2 + t) * (1 - knee)
                + (-2 * t**3 + 3 * t**2) * most
            )
            nits_out = pq_to_nits(np.where(share < knee, share, bent) * whole)
        else:
            nits_out = nits
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = nits_out / nits
        factor[0] = factor[1]
        self._factor = (factor / REFERENCE_WHITE).astype(np.float32)

    def mapped(self, nits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        place = (np.clip(nits.max(axis=-1) / np.float32(self._peak), 0, 1) ** np.float32(0.25)) * 4096
        low = np.minimum(place.astype(np.int32), 4095)
        part = place - low
        factor = self._factor[low] * (1 - part) + self._factor[low + 1] * part
        return nits * factor[..., None]


def _exposure(values: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]) -> float:
    """Exposure in EV at which a picture is shown."""
    step = max(1, int((values.shape[0] * values.shape[1] / 250_000) ** 0.5))
    light = values[::step, ::step].astype(np.float32) @ weights
    light = light[np.isfinite(light) & (light > 1e-6)]
    if light.size == 0 or USUAL_MEDIANS[0] <= float(np.median(light)) <= USUAL_MEDIANS[1]:
        return 0.0
    return round(float(np.log2(MIDDLE_GREY) - np.log2(light).mean()), 1)


def _bands(values: npt.NDArray[np.generic]) -> Iterator[slice]:
    height, width = values.shape[:2]
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        yield slice(top, top + rows)
