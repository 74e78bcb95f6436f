"""Colours told by code points (ITU-T H.273), gamma and chromaticities, or EXIF, as ICC profiles.

High dynamic range (PQ, HLG) has no such profile: `tone.py` maps it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import imagecodecs
import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

log = logging.getLogger(__name__)

D65 = (0.3127, 0.329)
"""White point, CIE x and y."""
SRGB_PRIMARIES = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
"""CIE x and y of red, green and blue."""
PRIMARIES: dict[int, tuple[tuple[float, ...], tuple[float, float]]] = {
    1: (SRGB_PRIMARIES, D65),
    4: ((0.67, 0.33, 0.21, 0.71, 0.14, 0.08), (0.310, 0.316)),
    5: ((0.64, 0.33, 0.29, 0.60, 0.15, 0.06), D65),
    6: ((0.630, 0.340, 0.310, 0.595, 0.155, 0.070), D65),
    7: ((0.630, 0.340, 0.310, 0.595, 0.155, 0.070), D65),
    8: ((0.681, 0.319, 0.243, 0.692, 0.145, 0.049), (0.310, 0.316)),
    9: ((0.708, 0.292, 0.170, 0.797, 0.131, 0.046), D65),
    11: ((0.680, 0.320, 0.265, 0.690, 0.150, 0.060), (0.314, 0.351)),
    12: ((0.680, 0.320, 0.265, 0.690, 0.150, 0.060), D65),
    22: ((0.630, 0.340, 0.295, 0.605, 0.155, 0.077), D65),
}
"""Chromaticities of red, green and blue, and of white, by H.273's code (table 2)."""
PQ, HLG = 16, 18
"""H.273's codes of the transfer functions of high dynamic range (table 3)."""
_SRGB_TRANSFER = 13
_UNSPECIFIED = 2
_TABLE = 4096


@dataclass(frozen=True)
class Cicp:
    """Coding-independent code points: what RGB values mean (ITU-T H.273)."""

    primaries: int
    transfer: int

    @property
    def is_srgb(self) -> bool:
        """True for sRGB, and for what is left unspecified, which is taken as sRGB."""
        return self.primaries in (1, _UNSPECIFIED) and self.transfer in (_SRGB_TRANSFER, _UNSPECIFIED)

    @property
    def is_hdr(self) -> bool:
        """True for the transfer functions of high dynamic range."""
        return self.transfer in (PQ, HLG)


def profile_of_cicp(cicp: Cicp) -> bytes | None:
    """An ICC profile of standard dynamic range; None for sRGB and for codes that are not known."""
    if cicp.is_srgb or cicp.is_hdr or cicp.primaries not in (*PRIMARIES, _UNSPECIFIED):
        return None
    primaries, white = PRIMARIES.get(cicp.primaries, PRIMARIES[1])
    curve = _curve(cicp.transfer)
    return None if curve is None else matrix_profile(primaries, white, curve)


def _curve(transfer: int) -> tuple[float, ...] | float | None:
    """Linear light of encoded values 0..1, as a table or a gamma; None where the code is not known."""
    if transfer in (4, 5, 8):
        return {4: 2.2, 5: 2.8, 8: 1.0}[transfer]
    encoded = np.linspace(0, 1, _TABLE)
    if transfer in (1, 6, 14, 15):
        linear = np.where(encoded < 0.081, encoded / 4.5, ((encoded + 0.099) / 1.099) ** (1 / 0.45))
    elif transfer == 7:
        linear = np.where(encoded < 0.0912, encoded / 4, ((encoded + 0.1115) / 1.1115) ** (1 / 0.45))
    elif transfer == 17:
        linear = encoded**2.6 * (52.37 / 48)
    elif transfer in (_SRGB_TRANSFER, _UNSPECIFIED):
        linear = srgb_to_linear(encoded)
    else:
        return None
    return tuple(np.clip(linear, 0, 1))


def srgb_to_linear(encoded: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Linear light of sRGB-encoded values, 0..1 (IEC 61966-2-1)."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


@cache
def matrix_profile(
    primaries: tuple[float, ...], white: tuple[float, float], curve: tuple[float, ...] | float
) -> bytes:
    """An RGB profile.

    Args:
        primaries: CIE x and y of red, green and blue.
        white: CIE x and y of white.
        curve: a gamma, or linear light at evenly spaced encoded values 0..1.
    """
    ends = [v for i in range(0, 6, 2) for v in (*primaries[i : i + 2], 1.0)]
    how: dict[str, Any] = {"gamma": curve}
    if isinstance(curve, tuple):
        how = {"transferfunction": np.rint(np.array(curve) * 65535).astype(np.uint16)}
    codecs = cast("Any", imagecodecs)
    return bytes(codecs.cms_profile("rgb", whitepoint=[*white, 1.0], primaries=ends, **how))


@cache
def srgb_curve() -> tuple[float, ...]:
    """The sRGB curve, as `matrix_profile` takes it."""
    return tuple(srgb_to_linear(np.linspace(0, 1, _TABLE)))


@cache
def gray_profile(gamma: float) -> bytes:
    """A profile of grey values to this power."""
    return bytes(cast("Any", imagecodecs).cms_profile("gray", gamma=gamma))


@cache
def adobe_rgb() -> bytes:
    """The profile that is meant by EXIF's interoperability index R03 (DCF's optional colour space)."""
    return bytes(cast("Any", imagecodecs).cms_profile("adobergb"))


def profile_of_exif(exif: Image.Exif) -> bytes | None:
    """The profile that EXIF data tell without holding one; None for sRGB, or where nothing is told.

    DCF 2.0 marks Adobe RGB by the interoperability index R03; some makers write a colour space of 2.
    """
    try:
        index = exif.get_ifd(ExifTags.IFD.Interop).get(1, "")
        space = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.ColorSpace)
    except Exception as error:  # broken metadata must not keep a photo closed
        log.info("EXIF data cannot be read: %s", error)
        return None
    if isinstance(index, bytes):
        index = index.decode("ascii", "replace")
    return adobe_rgb() if str(index).startswith("R03") or space == 2 else None
