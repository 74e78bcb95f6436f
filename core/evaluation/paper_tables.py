"""The paper's tables as data.

"Pixel to Gaussian: Ultra-Fast Continuous Super-Resolution with 2D Gaussian Modeling" (ContinuousSR,
arXiv:2503.06617v1). A method's backbone stands in brackets. That of the paper's own rows in Tables 1, 2, 9
and 15 is not said; what the method is worth with one backbone for all is told by Table 6.

Every row stands in the paper, or in a peer's own publication: beside the paper's stand figures of GSASR (Chen
et al., ICCV 2025) by its authors. Not here, because no copy of them was at hand: the rows of LIIF, SRNO,
MambaSR and GaussianSR of Table 1 on DIV2K and LSDIR; those of MetaSR, SRNO and MambaSR of Table 2.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SCALES = (4, 6, 8, 10, 12, 16, 18, 20, 32, 48)
"""Scales of Tables 1 and 2."""
SET_SIZES = {"Set5": 5, "Set14": 14, "B100": 100, "Urban100": 100, "Manga109": 109, "DIV2K": 100}
"""Pictures of each whole set; of DIV2K, its validation part. LSDIR's is not said."""
ON_RGB = "DIV2K"
"""The set that is measured on red, green and blue; the others are on Y."""


@dataclass(frozen=True)
class Row:
    """Results of one method, in the columns of a table."""

    method: str
    source: str
    """Table of the paper, or "here"; and the machine, where the figure depends on it."""
    values: dict[str, float | None]
    """By column; None: it ran out of memory. What is not known is missing."""
    pictures: dict[str, int] = field(default_factory=dict[str, int])
    """Number of pictures that a value is the mean of, by column, where some are too small for it."""


def _rows(table: str, columns: tuple[str, ...], text: str) -> tuple[Row, ...]:
    """Rows of one of the paper's tables, see `_rows_of`."""
    return _rows_of(f"paper, {table}", columns, text)


def _rows_of(source: str, columns: tuple[str, ...], text: str) -> tuple[Row, ...]:
    """Rows of lines "method: value value ..."; "-" is not known, OOM ran out of memory."""
    rows: list[Row] = []
    for line in text.strip().splitlines():
        method, _, cells = line.strip().partition(": ")
        found = zip(columns, cells.split(), strict=True)
        values = {c: None if v == "OOM" else float(v) for c, v in found if v != "-"}
        rows.append(Row(method, source, values))
    return tuple(rows)


_ALL = tuple(f"x{s}" for s in SCALES)
_FEW = ("x4", "x6", "x8", "x12")
_GSASR = "GSASR's README"
"""Source: its authors' repository, ChrisDud0257/GSASR, commit 00dcbee; on Y, the scale's pixels shaved. Of
DIV2K, which is on Y there too, nothing is taken."""

PSNR: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        *_rows(
            "Table 1",
            _ALL,
            """
            ContinuousSR: 28.22 25.43 23.87 22.86 22.08 20.95 20.54 20.21 18.77 17.70
            CiaoSR (SwinIR): 27.42 24.84 23.34 22.34 21.60 20.54 20.11 19.77 18.45 17.51
            LTE (SwinIR): 27.24 24.62 23.17 22.23 21.50 20.47 20.06 19.77 18.47 17.52
            MambaSR (RDN): 27.02 24.44 23.01 22.06 21.36 20.34 19.95 19.65 18.29 17.48
            SRNO (RDN): 26.98 24.43 23.02 22.06 21.36 20.35 19.95 19.67 18.39 17.51
            MetaSR (SwinIR): 26.76 24.31 22.92 22.02 21.31 20.35 19.96 19.65 18.38 17.48
            LIIF (RDN): 26.68 24.20 22.79 21.84 21.15 20.19 19.80 19.51 18.30 17.45
            GaussianSR (EDSR-baseline): 26.20 23.76 22.35 21.38 20.66 19.68 19.31 19.03 17.86 17.07
            """,
        ),
        *_rows(
            "Table 6",
            _FEW,
            """
            SwinIR: 27.07 - - -
            MetaSR (SwinIR): 26.76 24.16 22.75 21.31
            LIIF (SwinIR): 27.15 24.59 23.14 -
            ITSRN (SwinIR): 27.12 24.50 23.06 21.34
            LTE (SwinIR): 27.24 24.62 23.17 -
            CiaoSR (SwinIR): 27.42 24.84 23.34 21.60
            ContinuousSR (SwinIR): 27.51 24.93 23.45 21.72
            """,
        ),
        *_rows_of(
            _GSASR,
            ("x4",),
            """
            GSASR (EDSR): 27.01
            GSASR (RDN): 27.15
            GSASR (SwinIR): 27.39
            GSASR (SwinIR, enhanced, DF2K): 27.81
            GSASR (HAT-L, SA-1B): 28.44
            """,
        ),
    ),
    "DIV2K": (
        *_rows(
            "Table 1",
            _ALL,
            """
            ContinuousSR: 29.80 27.47 26.07 25.08 24.33 23.18 22.74 22.35 20.68 19.45
            CiaoSR (SwinIR): 29.59 27.28 25.89 24.91 24.15 22.99 22.54 22.16 20.50 19.30
            LTE (SwinIR): 29.50 27.20 25.81 24.84 24.09 22.94 22.50 22.12 20.50 19.31
            MetaSR (SwinIR): 29.33 27.03 25.66 24.69 23.94 22.82 22.39 22.01 20.42 19.25
            """,
        ),
    ),
    "LSDIR": (
        *_rows(
            "Table 1",
            _ALL,
            """
            ContinuousSR: 27.14 25.07 23.91 23.13 22.54 21.89 21.35 21.06 19.79 18.82
            CiaoSR (SwinIR): 26.80 24.84 23.69 22.92 22.35 21.48 21.14 20.84 19.63 18.67
            LTE (SwinIR): 26.73 24.78 23.65 22.88 22.33 21.48 21.15 20.85 19.66 18.71
            MetaSR (SwinIR): 26.54 24.64 23.54 22.79 22.24 21.42 21.09 20.80 19.62 18.68
            """,
        ),
        *_rows_of(
            _GSASR,
            ("x4",),
            """
            GSASR (EDSR): 26.65
            GSASR (RDN): 26.73
            GSASR (SwinIR): 26.84
            GSASR (SwinIR, enhanced, DF2K): 26.96
            GSASR (HAT-L, SA-1B): 27.17
            """,
        ),
    ),
    "Set5": (
        *_rows(
            "Table 6",
            _FEW,
            """
            SwinIR: 32.72 - - -
            MetaSR (SwinIR): 32.47 29.09 27.02 24.82
            LIIF (SwinIR): 32.73 29.46 27.36 -
            ITSRN (SwinIR): 32.63 29.31 27.24 24.79
            LTE (SwinIR): 32.81 29.50 27.35 -
            CiaoSR (SwinIR): 32.84 29.62 27.45 24.96
            ContinuousSR (SwinIR): 32.93 29.67 27.55 25.18
            """,
        ),
        *_rows(
            "Table 15",
            ("x4",),
            """
            LIIF: 32.73
            LTE: 32.81
            CiaoSR: 32.84
            GaussianImage: 28.01
            ContinuousSR: 33.24
            """,
        ),
    ),
    "Set14": (
        *_rows(
            "Table 6",
            _FEW,
            """
            SwinIR: 28.94 - - -
            MetaSR (SwinIR): 28.85 26.58 25.09 23.33
            LIIF (SwinIR): 28.98 26.82 25.34 -
            ITSRN (SwinIR): 28.97 26.71 25.32 23.30
            LTE (SwinIR): 29.06 26.86 25.42 -
            CiaoSR (SwinIR): 29.08 26.88 25.42 23.38
            ContinuousSR (SwinIR): 29.18 26.96 25.54 23.55
            """,
        ),
        *_rows(
            "Table 15",
            ("x4",),
            """
            LIIF: 28.98
            LTE: 29.06
            CiaoSR: 29.08
            GaussianImage: 25.62
            ContinuousSR: 29.40
            """,
        ),
    ),
    "B100": _rows(
        "Table 6",
        _FEW,
        """
        SwinIR: 27.83 - - -
        MetaSR (SwinIR): 27.75 25.94 24.87 23.59
        LIIF (SwinIR): 27.84 26.07 25.01 -
        ITSRN (SwinIR): 27.85 26.05 24.96 23.57
        LTE (SwinIR): 27.86 26.09 25.03 -
        CiaoSR (SwinIR): 27.90 26.13 25.07 23.68
        ContinuousSR (SwinIR): 27.94 26.18 25.13 23.76
        """,
    ),
    "Manga109": _rows(
        "Table 6",
        _FEW,
        """
        SwinIR: 31.67 - - -
        MetaSR (SwinIR): 31.37 27.29 24.96 22.35
        LIIF (SwinIR): 31.71 27.69 25.28 -
        ITSRN (SwinIR): 31.74 27.72 25.23 22.47
        LTE (SwinIR): 31.79 27.83 25.42 -
        CiaoSR (SwinIR): 31.91 28.01 25.61 22.79
        ContinuousSR (SwinIR): 32.19 28.25 25.80 22.96
        """,
    ),
    "Rain200H": _rows(
        "Tables 5 and 14",
        ("x4", "x4.5", "x5", "x5.5", "x6", "x6.5", "x7", "x7.5", "x8"),
        """
        ContinuousSR: 24.51 24.22 23.95 23.69 23.48 23.28 23.07 22.90 22.76
        LIIF: 24.04 23.79 23.53 23.29 23.09 22.90 22.70 22.52 22.39
        CiaoSR: 23.84 23.66 23.45 22.23 23.01 22.83 22.66 22.50 22.33
        """,
    ),
    "COZ": _rows(
        "Table 8",
        ("x5",),
        """
        ContinuousSR: 24.68
        LMI: 24.48
        LTE: 24.4
        SRNO: 24.4
        MetaSR: 24.39
        LIIF: 24.39
        CiaoSR: 24.38
        LIT: 24.36
        LINF: 24.32
        """,
    ),
}
"""In dB, by set: on red, green and blue of DIV2K, on Y of the others (what Tables 5, 8 and 14 are on is not
said). Of Rain200H the photos are rainy."""

SSIM: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        *_rows(
            "Table 2",
            _ALL,
            """
            ContinuousSR: 0.8292 0.7343 0.6624 0.6089 0.5683 0.5097 0.4893 0.4746 0.4216 0.3958
            CiaoSR (SwinIR): 0.8110 0.7126 0.6415 0.5887 0.5503 0.4974 0.4777 0.4637 0.4168 0.3921
            LTE (SwinIR): 0.8069 0.7045 0.6321 0.5810 0.5422 0.4900 0.4710 0.4588 0.4145 0.3931
            LIIF (RDN): 0.7911 0.6861 0.6148 0.5642 0.5270 0.4790 0.4617 0.4503 0.4106 0.3918
            GaussianSR (EDSR-baseline): 0.7751 0.6633 0.5867 0.5334 0.4967 0.4521 0.4369 0.4277 0.3969 0.3835
            """,
        ),
        *_rows_of(
            _GSASR,
            ("x4",),
            """
            GSASR (EDSR): 0.8142
            GSASR (RDN): 0.8177
            GSASR (SwinIR): 0.8247
            GSASR (SwinIR, enhanced, DF2K): 0.8343
            GSASR (HAT-L, SA-1B): 0.8493
            """,
        ),
    ),
    "LSDIR": _rows_of(
        _GSASR,
        ("x4",),
        """
        GSASR (EDSR): 0.7774
        GSASR (RDN): 0.7801
        GSASR (SwinIR): 0.7837
        GSASR (SwinIR, enhanced, DF2K): 0.7876
        GSASR (HAT-L, SA-1B): 0.7948
        """,
    ),
}
DISTS: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        *_rows(
            "Table 2",
            _ALL,
            """
            ContinuousSR: 0.1356 0.1901 0.2299 0.2601 0.2860 0.3324 0.3504 0.3670 0.4439 0.5144
            CiaoSR (SwinIR): 0.1533 0.2074 0.2453 0.2771 0.3049 0.3510 0.3701 0.3863 0.4513 0.4998
            LTE (SwinIR): 0.1570 0.2126 0.2541 0.2872 0.3157 0.3611 0.3799 0.3960 0.4695 0.5362
            LIIF (RDN): 0.1611 0.2178 0.2589 0.2926 0.3209 0.3659 0.3835 0.3990 0.4678 0.5322
            GaussianSR (EDSR-baseline): 0.1740 0.2374 0.2890 0.3296 0.3631 0.4109 0.4302 0.4466 0.5157 0.5713
            """,
        ),
        *_rows_of(
            _GSASR,
            ("x4",),
            """
            GSASR (EDSR): 0.1552
            GSASR (RDN): 0.1515
            GSASR (SwinIR): 0.1466
            GSASR (SwinIR, enhanced, DF2K): 0.1465
            GSASR (HAT-L, SA-1B): 0.1394
            """,
        ),
    ),
    "LSDIR": _rows_of(
        _GSASR,
        ("x4",),
        """
        GSASR (EDSR): 0.1554
        GSASR (RDN): 0.1533
        GSASR (SwinIR): 0.1503
        GSASR (SwinIR, enhanced, DF2K): 0.1513
        GSASR (HAT-L, SA-1B): 0.1470
        """,
    ),
}
"""Low is good; as FID and LPIPS."""
FID: dict[str, tuple[Row, ...]] = {
    "Urban100": _rows(
        "Table 2",
        _ALL,
        """
        ContinuousSR: 2.91 16.50 37.09 58.83 78.72 116.30 130.32 143.52 216.21 281.27
        CiaoSR (SwinIR): 3.74 20.48 43.25 58.60 92.58 133.77 151.70 168.89 247.84 294.49
        LTE (SwinIR): 3.84 21.01 45.15 70.56 92.85 136.54 156.24 170.92 253.52 296.27
        LIIF (RDN): 4.76 24.87 50.05 77.54 102.47 145.25 164.41 179.44 256.95 311.09
        GaussianSR (EDSR-baseline): 5.64 29.30 57.00 89.25 120.02 166.20 181.59 202.18 264.27 315.97
        """,
    ),
}
LPIPS: dict[str, tuple[Row, ...]] = {
    "Urban100": (
        *_rows(
            "Table 9",
            ("x4",),
            """
            ContinuousSR: 0.1803
            CiaoSR: 0.1872
            LTE: 0.1934
            MetaSR: 0.1989
            SRNO: 0.1991
            MambaSR: 0.2073
            LIIF: 0.2080
            GaussianSR: 0.2285
            """,
        ),
        *_rows_of(
            _GSASR,
            ("x4",),
            """
            GSASR (EDSR): 0.1987
            GSASR (RDN): 0.1953
            GSASR (SwinIR): 0.1913
            GSASR (SwinIR, enhanced, DF2K): 0.1781
            GSASR (HAT-L, SA-1B): 0.1580
            """,
        ),
    ),
    "LSDIR": _rows_of(
        _GSASR,
        ("x4",),
        """
        GSASR (EDSR): 0.2777
        GSASR (RDN): 0.2752
        GSASR (SwinIR): 0.2719
        GSASR (SwinIR, enhanced, DF2K): 0.2665
        GSASR (HAT-L, SA-1B): 0.2548
        """,
    ),
}

PUBLISHED = {"PSNR": PSNR, "SSIM": SSIM, "DISTS": DISTS, "FID": FID, "LPIPS": LPIPS}
"""By measure, then by set."""
RAIN_SET = "Rain200H"
FITTED_SETS = ("Set5", "Set14")
"""Sets of Table 15, at `FITTED_SCALE`: there the reduced photo itself is fitted."""
FITTED_SCALE = 4

AT_SETS = ("Urban100", "DIV2K", "LSDIR")
AVERAGE_TIME = (
    *_rows(
        "Table 1; V100",
        AT_SETS,
        """
        ContinuousSR: 4.6 4.7 4.6
        CiaoSR (SwinIR): 341.5 1857.8 1289.3
        LTE (SwinIR): 151.8 1407.5 451.5
        MambaSR (RDN): 90.5 - -
        SRNO (RDN): 65.7 - -
        MetaSR (SwinIR): 41.4 123.5 50.4
        LIIF (RDN): 110.0 - -
        GaussianSR (EDSR-baseline): 321.4 - -
        """,
    ),
)
"""AT, in ms, by set: the time of 45 scales from x4 to x48, divided by 45."""
AT_PAPER_MS = (4.6, 4.7, 4.6)

MEMORY_SCALES = (4, 6, 8, 12, 16)
MEMORY_PAPER_GB = (2.48, 2.49, 2.50, 2.52, 2.54)
MEMORY = _rows(
    "Table 3; V100",
    tuple(f"x{s}" for s in MEMORY_SCALES),
    """
    ContinuousSR: 2.48 2.49 2.50 2.52 2.54
    LIIF: 4.12 6.49 9.79 19.27 OOM
    CiaoSR: 12.17 22.83 OOM OOM OOM
    """,
)
"""In GB, by scale, for a photo of 48 x 48 pixels."""

COST_SET = "Manga109"
COST_SCALES = (4, 6, 8)
COST_COLUMNS = tuple(f"x{s} {what}" for s in COST_SCALES for what in ("PSNR", "GFLOPs", "ms"))
COST = _rows(
    "Table 7; V100",
    COST_COLUMNS,
    """
    LIIF (SwinIR): 31.71 365.11 150 27.69 289.77 141 25.28 271.35 137
    CiaoSR (SwinIR): 31.91 1949.71 319 28.01 1275.95 256 25.61 1048.08 235
    ContinuousSR (SwinIR): 32.19 280.99 136 28.25 125.63 112 25.80 79.21 99
    """,
)
"""Manga109, pictures of 288 pixels along a side, one scale at a time with the network's run in it."""


def columns_of(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Every column that some row has, in the rows' order."""
    return tuple(dict.fromkeys(column for row in rows for column in row.values))


def set_of(folder: str) -> str | None:
    """The paper's set that a folder's name begins with (DIV2K for DIV2K_valid_HR), if there is one."""
    sets = [name for name in PSNR if folder.lower().startswith(name.lower())]
    return max(sets, key=len, default=None)


def published_on_y(name: str) -> bool:
    """True if the PSNR of one of the paper's sets is known to be on Y."""
    return name in SET_SIZES and name != ON_RGB
