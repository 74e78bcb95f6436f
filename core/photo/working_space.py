"""Wide RGB spaces that photos are worked on in, and the way from them to an sRGB screen."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from ..utils.parallel import each_part

if TYPE_CHECKING:
    from .icc import ToSrgb

STEPS = 4096
"""Linear light 0..1 in the table of encoded values: at black a step is 0.8 of one of 8 bits."""
BELOW, ABOVE = 2, 2
"""Linear light beyond 0..1 that the table reaches to: ProPhoto's red has 2.03 of sRGB's."""
FRACTION_BITS, FIELD_BITS = 5, 21
"""Bits of a sum of linear light in `WorkingSpace.light`: its fraction's, and all."""
INDEX_MASK = (1 << (FIELD_BITS - FRACTION_BITS - 1)) - 1
_LEAST_PART = 1 << 16
_CLIPPED = 0.01
"""Linear light outside of 0..1 by more than this is a colour that sRGB lacks."""
_MIDDLE_GREY = (0.1, 0.33)
"""Linear light of encoded 1/2 in spaces that are made to be worked in: gamma 2.6 to 1.8. Linear ones are not:
a field in them would be coarse in the shadows."""
_GREY_OFF = 0.004
"""Largest difference of the channels of a grey, in linear light, in spaces whose greys are r = g = b."""
_DISAGREEMENT = 2
"""Largest difference, of 255, between the tables and Little CMS: more where a profile is none of curves and a
matrix."""
_RELATIVE_COLORIMETRIC = 1
_SAME_PRIMARIES = 0.02
_KNOWN = {"Display P3": 12, "BT.2020": 9}
"""Spaces by H.273's code of their primaries."""


@dataclass(frozen=True, eq=False)
class WorkingSpace:
    """A wide RGB space with linear light beneath: curves and a matrix. Screens are taken to be sRGB."""

    profile: bytes
    """Its ICC profile."""
    name: str
    light: npt.NDArray[np.int64]
    """(3, 256): what a red, green, blue value of 8 bits adds to the linear sRGB light, all three of it in
    one number: red in the lowest `FIELD_BITS`, then green, blue; in `STEPS`, with `FRACTION_BITS` below."""
    encoded: npt.NDArray[np.uint8]
    """((BELOW + 1 + ABOVE) * STEPS,): sRGB values of linear light."""

    def to_screen(self, frame: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """A frame (h, w, 4), blue, green, red, 255, as an sRGB screen shows it. Greys stay grey."""
        frame = np.ascontiguousarray(frame)
        out = np.empty(frame.shape, np.uint8)
        source, target = (array.view(np.uint32).reshape(-1) for array in (frame, out))
        convert = _convert
        if "numba" in sys.modules:  # else its import would delay the first picture
            from .screen_colours import convert

        def part(_: int, first: int, last: int) -> None:
            convert(source[first:last], target[first:last], self.light, self.encoded)

        each_part(part, 1, source.size, _LEAST_PART)
        return out

    def to_srgb(self, values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """A picture (h, w, 3) or, with alpha, (h, w, 4), 0..1, in sRGB, clipped; by Little CMS in 16 bits."""
        from .icc import to_srgb

        deep = np.rint(np.clip(values[..., :3], 0, 1) * np.float32(65535)).astype(np.uint16)
        out = np.array(values, np.float32)
        out[..., :3] = to_srgb(self.profile, "RGB").sixteen_bits(deep) / np.float32(65535)
        return out


def _convert(
    source: npt.NDArray[np.uint32],
    target: npt.NDArray[np.uint32],
    light: npt.NDArray[np.int64],
    encoded: npt.NDArray[np.uint8],
) -> None:
    """`screen_colours.convert`, a tenth as fast, without numba."""
    channels, out = (array.view(np.uint8).reshape(-1, 4) for array in (source, target))
    total = light[2].take(channels[:, 0])
    total += light[1].take(channels[:, 1])
    total += light[0].take(channels[:, 2])
    for i in range(3):
        shift = FIELD_BITS * (2 - i) + FRACTION_BITS
        out[:, i] = encoded.take((total >> shift) & INDEX_MASK)
    out[:, 3] = 255


@lru_cache(maxsize=8)
def working_space(profile: bytes) -> WorkingSpace | None:
    """The working space of an ICC profile of RGB pictures.

    None where pictures lose nothing by being brought to sRGB, or would not be worked on well as they are:
    the space is hardly wider, linear, has coloured greys, or no curves and matrix (as scanners' profiles).
    """
    import imagecodecs

    from .cicp import D65, SRGB_PRIMARIES, matrix_profile
    from .icc import ProfileError, to_srgb

    codecs = cast("Any", imagecodecs)
    ramps = np.zeros((4, 256, 3), np.float32)
    for i in range(3):
        ramps[i, :, i] = ramps[3, :, i] = np.arange(256) / 255
    try:
        way = to_srgb(profile, "RGB")
        if way.identity:
            return None
        # In floating point Little CMS does not clip.
        light = codecs.cms_transform(
            ramps,
            profile,
            matrix_profile(SRGB_PRIMARIES, D65, 1.0),
            colorspace="rgb",
            outcolorspace="rgb",
            outdtype=np.float32,
            intent=_RELATIVE_COLORIMETRIC,
        ).astype(np.float64)
    except (ProfileError, codecs.CmsError):  # who decodes the picture tells what is wrong
        return None
    colours, greys = light[:3], light[3]
    wide = colours.min() < -_CLIPPED or colours.max() > 1 + _CLIPPED
    neutral = np.ptp(greys, axis=1).max() < _GREY_OFF and bool((np.diff(greys[:, 1]) >= 0).all())
    even = _MIDDLE_GREY[0] < greys[128, 1] < _MIDDLE_GREY[1]
    least, most = np.minimum(colours, 0).sum(axis=0).min(), np.maximum(colours, 0).sum(axis=0).max()
    if not (wide and neutral and even and least > -BELOW and most < 1 + ABOVE):
        return None
    space = WorkingSpace(profile, _name_of(profile, colours[:, 255]), _packed(colours, greys), _encoded())
    return space if _agrees(space, way) else None


def _packed(colours: npt.NDArray[np.float64], greys: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """`WorkingSpace.light` of the linear light (3, 256, 3) of the channels' ramps, and that of the greys."""
    unit = (STEPS - 1) << FRACTION_BITS
    parts = np.rint(colours * unit).astype(np.int64)
    wanted = np.rint(greys.mean(axis=1) * unit).astype(np.int64)
    for i in range(3):  # a grey comes out as one: what is missing to it is added to its own channel
        parts[i, :, i] += wanted - parts[:, :, i].sum(axis=0)
    parts[0] += (BELOW * STEPS << FRACTION_BITS) + (1 << FRACTION_BITS >> 1)
    return (parts << (FIELD_BITS * np.arange(3))).sum(axis=2)


def _encoded() -> npt.NDArray[np.uint8]:
    light = np.clip(np.arange((BELOW + 1 + ABOVE) * STEPS) - BELOW * STEPS, 0, STEPS - 1) / (STEPS - 1)
    curve = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(curve * 255).astype(np.uint8)


def _agrees(space: WorkingSpace, way: ToSrgb) -> bool:
    """True if the tables say the same as Little CMS."""
    steps = np.linspace(0, 255, 18).astype(np.uint8)
    probe = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    wanted = np.asarray(way.eight_bits(Image.fromarray(probe)))
    shown = space.to_screen(np.dstack((probe[..., ::-1], np.full(probe.shape[:2], 255, np.uint8))))
    return int(np.abs(shown[..., 2::-1].astype(np.int16) - wanted).max()) <= _DISAGREEMENT


def _name_of(profile: bytes, primaries: npt.NDArray[np.float64]) -> str:
    """The profile's own name, or that of the space that has its primaries, in linear sRGB light."""
    from .cicp import PRIMARIES
    from .tone import rgb_to_xyz

    from_xyz = np.linalg.inv(rgb_to_xyz(*PRIMARIES[1]))
    for name, code in _KNOWN.items():
        if np.abs((from_xyz @ rgb_to_xyz(*PRIMARIES[code])).T - primaries).max() < _SAME_PRIMARIES:
            return name
    return ImageCms.getProfileDescription(io.BytesIO(profile)).strip()
