"""The Deep Gaussian Prior's dictionary of Cholesky entries (ContinuousSR, section 4.3 and supplement 11).

The prior says that the three Cholesky entries l11, l21, l22 of a kernel's covariance, fitted to natural
pictures, are each roughly normally distributed. The dictionary takes nine values of each: the mean plus
-2, -1.17, -0.84, -0.25, 0, 0.25, 0.84, 1.17 and 2 standard deviations. The values are those of the
authors' release, which the paper does not print; they count pixels of a picture four times as large.
"""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path
from typing import Any, cast

from ..utils.bounded_input import InputError, parse_json, read_bounded
from ..utils.errors import CsrError

Axes = tuple[tuple[float, ...], ...]
"""The values of l11, l21 and l22 of a dictionary, in dictionary units."""

FORMAT = "csr-dictionary"
FORMAT_VERSION = 1

L11 = (0.0, 0.41, 0.62, 0.98, 1.13, 1.29, 1.64, 1.85, 2.36)
"""Values of l11 (99 % of the prior lie in 0..2.4), in quarters of a photo pixel."""
L21 = (-0.86, -0.36, -0.16, 0.19, 0.34, 0.49, 0.84, 1.04, 1.54)
"""Values of l21 (-0.9..1.5), in quarters of a photo pixel."""
L22 = (0.0, 0.33, 0.53, 0.88, 1.03, 1.18, 1.53, 1.73, 2.23)
"""Values of l22 (0..2.2), in quarters of a photo pixel."""

UNITS_PER_PIXEL = 4.0
"""Dictionary units in a photo pixel."""


class DictionaryError(CsrError):
    """A dictionary cannot be used; the message says why in a sentence."""


def full(axes: Axes = (L11, L21, L22), entries: int | None = None) -> list[tuple[float, float, float]]:
    """Triples l11, l21, l22 in dictionary units: each of l11 with each of l21 and of l22, and one zero.

    The last varies fastest, the zero comes last, as in the published weights.

    Args:
        axes: the values, in dictionary units.
        entries: how many triples, the zero among them, are kept, spread over all; by default all.

    Raises:
        DictionaryError: if there are not so many.
    """
    triples = [(a, b, c) for a, b, c in itertools.product(*axes)]
    count = len(triples) if entries is None else entries - 1
    if not 0 < count <= len(triples):
        raise DictionaryError(
            f"a dictionary of these values has 2 to {len(triples) + 1} entries, not {entries}"
        )
    if count < len(triples):
        # Steps of the golden ratio spread over every axis; equal steps would meet the same few values of one.
        step = round(len(triples) * (math.sqrt(5) - 1) / 2)
        while math.gcd(step, len(triples)) > 1:
            step += 1
        triples = [triples[i * step % len(triples)] for i in range(count)]
    return [*triples, (0.0, 0.0, 0.0)]


def checked(axes: Any) -> Axes:
    """Three rows of as many numbers, as a dictionary.

    Raises:
        DictionaryError: if they are something else.
    """
    try:
        rows = tuple(tuple(float(v) for v in row) for row in axes)
    except (TypeError, ValueError, OverflowError):
        rows = ()
    sizes = {len(row) for row in rows}
    if len(rows) != 3 or len(sizes) != 1 or not 2 <= max(sizes) <= 1024:
        raise DictionaryError("a dictionary holds as many values of l11 as of l21 and of l22, two or more")
    if not all(math.isfinite(v) and abs(v) < 1e3 for row in rows for v in row):
        raise DictionaryError("a dictionary's values must be numbers below 1000")
    if min(rows[0] + rows[2]) < 0:
        raise DictionaryError("a dictionary's values of l11 and l22 are not negative")
    return rows


def write_dictionary(path: Path, axes: Axes, about: dict[str, Any]) -> None:
    """Write a dictionary as JSON; `about` says how it was made."""
    names = dict(zip(("l11", "l21", "l22"), axes, strict=True))
    head = {"format": FORMAT, "version": FORMAT_VERSION, "units_per_photo_pixel": UNITS_PER_PIXEL}
    path.write_text(json.dumps({**head, **names, "about": about}, indent=1), encoding="utf-8")


def read_dictionary(path: Path) -> Axes:
    """The dictionary of a file that `write_dictionary` wrote.

    Raises:
        DictionaryError: if the file is something else.
    """
    try:
        content = cast("dict[str, Any]", parse_json(read_bounded(path)))
        if content["format"] != FORMAT or content["version"] != FORMAT_VERSION:
            raise KeyError("format")
        axes = [content[name] for name in ("l11", "l21", "l22")]
    except (InputError, OSError, ValueError, KeyError, TypeError) as error:
        raise DictionaryError(f"{path} is no dictionary of kernels that this version can read") from error
    return checked(axes)
