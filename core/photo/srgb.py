"""From what a file tells of its colours to sRGB: profiles, code points, inks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .cicp import Cicp, profile_of_cicp
from .raster import Raster
from .tone import sixteen_bits_of_hdr


def with_cicp(raster: Raster, cicp: Cicp) -> Raster:
    """A raster whose colours are told by code points: with a profile, or tone-mapped where they mean HDR."""
    if raster.channels == "CMYK" or (raster.channels == "L" and not cicp.is_hdr):
        return raster
    if not cicp.is_hdr:
        return replace(raster, profile=profile_of_cicp(cicp))
    values = raster.values
    if values.ndim == 2:
        values = np.repeat(values[..., None], 3, axis=2)
    mapped, note = sixteen_bits_of_hdr(values, cicp)
    alpha = raster.alpha
    if alpha is not None and alpha.dtype == np.uint8:
        alpha = alpha.astype(np.uint16) * np.uint16(257)
    return replace(raster, values=mapped, channels="RGB", alpha=alpha, profile=None).noted(note)
