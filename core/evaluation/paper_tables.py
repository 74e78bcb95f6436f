"""What the paper prints in its Tables 1 to 3, 6, 7 and 15, as data.

"Pixel to Gaussian: Ultra-Fast Continuous Super-Resolution with 2D Gaussian Modeling" (ContinuousSR). A
method's backbone stands in brackets. That of the paper's own rows in Tables 1, 2 and 15 is not said; what the
method is worth with one backbone for all is told by Table 6.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SCALES = (4, 6, 8, 10, 12, 16, 18, 20, 32, 48)
"""Of Tables 1 and 2."""
SET_SIZES = {"Set5": 5, "Set14": 14, "B100": 100, "Urban100": 100, "Manga109": 109, "DIV2K": 100}
"""Pictures of each whole set; of DIV2K, its validation part. LSDIR's is not said."""


@dataclass(frozen=True)
class Row:
    """What one method reached, in the columns of a table."""

    method: str
    source: str
    """Table of the paper, or "here"; and the machine, where the figure depends on it."""
    values: dict[str, float | None]
    """By column; None: it ran out of memory. What is not known is missing."""
    pictures: dict[str, int] = field(default_factory=dict[str, int])
    """Of how many pictures a value is the mean, by column, where some are too small for it."""


def _all(table: int, method: str, *values: float) -> Row:
    """A row at all of `SCALES`."""
    return Row(method, f"paper, Table {table}", {f"x{s}": v for s, v in zip(SCALES, values, strict=True)})


def _some(table: int, method: str, **values: float) -> Row:
    """A row at the scales that are named."""
    return Row(method, f"paper, Table {table}", dict(values))


PSNR: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        _all(1, "ContinuousSR", 28.22, 25.43, 23.87, 22.86, 22.08, 20.95, 20.54, 20.21, 18.77, 17.70),
        _all(1, "CiaoSR (SwinIR)", 27.42, 24.84, 23.34, 22.34, 21.60, 20.54, 20.11, 19.77, 18.45, 17.51),
        _all(1, "LTE (SwinIR)", 27.24, 24.62, 23.17, 22.23, 21.50, 20.47, 20.06, 19.77, 18.47, 17.52),
        _all(1, "MambaSR (RDN)", 27.02, 24.44, 23.01, 22.06, 21.36, 20.34, 19.95, 19.65, 18.29, 17.48),
        _all(1, "SRNO (RDN)", 26.98, 24.43, 23.02, 22.06, 21.36, 20.35, 19.95, 19.67, 18.39, 17.51),
        _all(1, "MetaSR (SwinIR)", 26.76, 24.31, 22.92, 22.02, 21.31, 20.35, 19.96, 19.65, 18.38, 17.48),
        _all(1, "LIIF (RDN)", 26.68, 24.20, 22.79, 21.84, 21.15, 20.19, 19.80, 19.51, 18.30, 17.45),
        _all(
            1,
            "GaussianSR (EDSR-baseline)",
            26.20,
            23.76,
            22.35,
            21.38,
            20.66,
            19.68,
            19.31,
            19.03,
            17.86,
            17.07,
        ),
        _some(6, "SwinIR", x4=27.07),
        _some(6, "MetaSR (SwinIR)", x4=26.76, x6=24.16, x8=22.75, x12=21.31),
        _some(6, "LIIF (SwinIR)", x4=27.15, x6=24.59, x8=23.14),
        _some(6, "ITSRN (SwinIR)", x4=27.12, x6=24.50, x8=23.06, x12=21.34),
        _some(6, "LTE (SwinIR)", x4=27.24, x6=24.62, x8=23.17),
        _some(6, "CiaoSR (SwinIR)", x4=27.42, x6=24.84, x8=23.34, x12=21.60),
        _some(6, "ContinuousSR (SwinIR)", x4=27.51, x6=24.93, x8=23.45, x12=21.72),
    ),
    "DIV2K": (
        _all(1, "ContinuousSR", 29.80, 27.47, 26.07, 25.08, 24.33, 23.18, 22.74, 22.35, 20.68, 19.45),
        _all(1, "CiaoSR (SwinIR)", 29.59, 27.28, 25.89, 24.91, 24.15, 22.99, 22.54, 22.16, 20.50, 19.30),
        _all(1, "LTE (SwinIR)", 29.50, 27.20, 25.81, 24.84, 24.09, 22.94, 22.50, 22.12, 20.50, 19.31),
        _all(1, "MetaSR (SwinIR)", 29.33, 27.03, 25.66, 24.69, 23.94, 22.82, 22.39, 22.01, 20.42, 19.25),
    ),
    "LSDIR": (
        _all(1, "ContinuousSR", 27.14, 25.07, 23.91, 23.13, 22.54, 21.89, 21.35, 21.06, 19.79, 18.82),
        _all(1, "CiaoSR (SwinIR)", 26.80, 24.84, 23.69, 22.92, 22.35, 21.48, 21.14, 20.84, 19.63, 18.67),
        _all(1, "LTE (SwinIR)", 26.73, 24.78, 23.65, 22.88, 22.33, 21.48, 21.15, 20.85, 19.66, 18.71),
        _all(1, "MetaSR (SwinIR)", 26.54, 24.64, 23.54, 22.79, 22.24, 21.42, 21.09, 20.80, 19.62, 18.68),
    ),
    "Set5": (
        _some(6, "SwinIR", x4=32.72),
        _some(6, "MetaSR (SwinIR)", x4=32.47, x6=29.09, x8=27.02, x12=24.82),
        _some(6, "LIIF (SwinIR)", x4=32.73, x6=29.46, x8=27.36),
        _some(6, "ITSRN (SwinIR)", x4=32.63, x6=29.31, x8=27.24, x12=24.79),
        _some(6, "LTE (SwinIR)", x4=32.81, x6=29.50, x8=27.35),
        _some(6, "CiaoSR (SwinIR)", x4=32.84, x6=29.62, x8=27.45, x12=24.96),
        _some(6, "ContinuousSR (SwinIR)", x4=32.93, x6=29.67, x8=27.55, x12=25.18),
        _some(15, "ContinuousSR", x4=33.24),
        _some(15, "GaussianImage", x4=28.01),
    ),
    "Set14": (
        _some(6, "SwinIR", x4=28.94),
        _some(6, "MetaSR (SwinIR)", x4=28.85, x6=26.58, x8=25.09, x12=23.33),
        _some(6, "LIIF (SwinIR)", x4=28.98, x6=26.82, x8=25.34),
        _some(6, "ITSRN (SwinIR)", x4=28.97, x6=26.71, x8=25.32, x12=23.30),
        _some(6, "LTE (SwinIR)", x4=29.06, x6=26.86, x8=25.42),
        _some(6, "CiaoSR (SwinIR)", x4=29.08, x6=26.88, x8=25.42, x12=23.38),
        _some(6, "ContinuousSR (SwinIR)", x4=29.18, x6=26.96, x8=25.54, x12=23.55),
        _some(15, "ContinuousSR", x4=29.40),
        _some(15, "GaussianImage", x4=25.62),
    ),
    "B100": (
        _some(6, "SwinIR", x4=27.83),
        _some(6, "MetaSR (SwinIR)", x4=27.75, x6=25.94, x8=24.87, x12=23.59),
        _some(6, "LIIF (SwinIR)", x4=27.84, x6=26.07, x8=25.01),
        _some(6, "ITSRN (SwinIR)", x4=27.85, x6=26.05, x8=24.96, x12=23.57),
        _some(6, "LTE (SwinIR)", x4=27.86, x6=26.09, x8=25.03),
        _some(6, "CiaoSR (SwinIR)", x4=27.90, x6=26.13, x8=25.07, x12=23.68),
        _some(6, "ContinuousSR (SwinIR)", x4=27.94, x6=26.18, x8=25.13, x12=23.76),
    ),
    "Manga109": (
        _some(6, "SwinIR", x4=31.67),
        _some(6, "MetaSR (SwinIR)", x4=31.37, x6=27.29, x8=24.96, x12=22.35),
        _some(6, "LIIF (SwinIR)", x4=31.71, x6=27.69, x8=25.28),
        _some(6, "ITSRN (SwinIR)", x4=31.74, x6=27.72, x8=25.23, x12=22.47),
        _some(6, "LTE (SwinIR)", x4=31.79, x6=27.83, x8=25.42),
        _some(6, "CiaoSR (SwinIR)", x4=31.91, x6=28.01, x8=25.61, x12=22.79),
        _some(6, "ContinuousSR (SwinIR)", x4=32.19, x6=28.25, x8=25.80, x12=22.96),
    ),
}
"""In dB, by set: on red, green and blue of DIV2K, on Y of the others."""

SSIM: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        _all(
            2, "ContinuousSR", 0.8292, 0.7343, 0.6624, 0.6089, 0.5683, 0.5097, 0.4893, 0.4746, 0.4216, 0.3958
        ),
        _all(
            2,
            "CiaoSR (SwinIR)",
            0.8110,
            0.7126,
            0.6415,
            0.5887,
            0.5503,
            0.4974,
            0.4777,
            0.4637,
            0.4168,
            0.3921,
        ),
        _all(
            2, "LTE (SwinIR)", 0.8069, 0.7045, 0.6321, 0.5810, 0.5422, 0.4900, 0.4710, 0.4588, 0.4145, 0.3931
        ),
        _all(2, "LIIF (RDN)", 0.7911, 0.6861, 0.6148, 0.5642, 0.5270, 0.4790, 0.4617, 0.4503, 0.4106, 0.3918),
        _all(
            2,
            "GaussianSR (EDSR-baseline)",
            0.7751,
            0.6633,
            0.5867,
            0.5334,
            0.4967,
            0.4521,
            0.4369,
            0.4277,
            0.3969,
            0.3835,
        ),
    ),
}

_V100 = "paper, Table 1; V100"
AT_SETS = ("Urban100", "DIV2K", "LSDIR")
AT_PAPER_MS = (4.6, 4.7, 4.6)
AVERAGE_TIME = (
    Row("ContinuousSR", _V100, dict(zip(AT_SETS, AT_PAPER_MS, strict=True))),
    Row("CiaoSR (SwinIR)", _V100, {"Urban100": 341.5, "DIV2K": 1857.8, "LSDIR": 1289.3}),
    Row("LTE (SwinIR)", _V100, {"Urban100": 151.8, "DIV2K": 1407.5, "LSDIR": 451.5}),
    Row("MambaSR (RDN)", _V100, {"Urban100": 90.5}),
    Row("SRNO (RDN)", _V100, {"Urban100": 65.7}),
    Row("MetaSR (SwinIR)", _V100, {"Urban100": 41.4, "DIV2K": 123.5, "LSDIR": 50.4}),
    Row("LIIF (RDN)", _V100, {"Urban100": 110.0}),
    Row("GaussianSR (EDSR-baseline)", _V100, {"Urban100": 321.4}),
)
"""AT, in ms, by set: the time of 45 scales from x4 to x48, divided by 45."""

_MEMORY = "paper, Table 3; V100"
MEMORY_SCALES = (4, 6, 8, 12, 16)
MEMORY_PAPER_GB = (2.48, 2.49, 2.50, 2.52, 2.54)
MEMORY = (
    Row("ContinuousSR", _MEMORY, {f"x{s}": v for s, v in zip(MEMORY_SCALES, MEMORY_PAPER_GB, strict=True)}),
    Row("LIIF", _MEMORY, {"x4": 4.12, "x6": 6.49, "x8": 9.79, "x12": 19.27, "x16": None}),
    Row("CiaoSR", _MEMORY, {"x4": 12.17, "x6": 22.83, "x8": None, "x12": None, "x16": None}),
)
"""In GB, by scale, for a photo of 48 x 48 pixels."""

GIGAFLOPS = {"LIIF (SwinIR)": 365.11, "CiaoSR (SwinIR)": 1949.71, "ContinuousSR (SwinIR)": 280.99}
"""Table 7, at x4. A multiply-add counts as two: so do its rows of LIIF and CiaoSR, whose costs are known."""
GIGAFLOPS_PIXELS = 72 * 72
"""Photo pixels that they are for."""


def set_of(folder: str) -> str | None:
    """The paper's set that a folder's name begins with (DIV2K for DIV2K_valid_HR), if there is one."""
    sets = [name for name in PSNR if folder.lower().startswith(name.lower())]
    return max(sets, key=len, default=None)
