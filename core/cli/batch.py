"""Many pictures in one command: which sources are meant, and what each result is called."""

from __future__ import annotations

import glob
import sys
from pathlib import Path

from ..field.formats import FIELD_SUFFIXES
from ..photo.folder import is_listed, left_out_of, photos_in
from ..photo.formats import PHOTO_SUFFIXES
from ..utils.errors import CsrError
from ..utils.messages import printable

RULE = "{name}_x{scale}.png"
"""Names of results in a folder."""


def sources_of(words: list[Path]) -> list[Path]:
    """The files that words of a command line mean: files, folders (their photos), and patterns.

    What is left out of a folder though it is named like a photo is told.

    Raises:
        CsrError: if a folder or a pattern holds no photo.
    """
    found: list[Path] = []
    for named in words:
        path, word = named, str(named)
        if path.is_dir():
            files = photos_in(path)
            for other in left_out_of(path):
                why = "a pipe, a device, or a link that leads nowhere"
                print(f"csr: {printable(str(other))} is left out: {why}", file=sys.stderr)
        elif not path.exists() and glob.has_magic(word):
            suffixes = {*PHOTO_SUFFIXES, *FIELD_SUFFIXES}
            matches = (Path(p) for p in glob.glob(word, recursive=True))  # noqa: PTH207  as a shell does
            files = sorted((p for p in matches if p.suffix.lower() in suffixes and is_listed(p)), key=str)
        else:
            files = [path]
        if not files:
            raise CsrError(f"{word} holds no photo")
        found += files
    return list(dict.fromkeys(found))


def is_rule(out: Path, sources: list[Path]) -> bool:
    """True if results are named by rule: OUT is a folder, or has a {name}, or there are several sources."""
    return len(sources) > 1 or out.is_dir() or "{name}" in str(out)


def target(out: Path, source: Path, scale: float) -> Path:
    """The file for a source's result.

    Args:
        out: a folder, or a path with {name} (the source's, without its suffix) and perhaps {scale}.
        source: the source.
        scale: picture pixels for each photo pixel.

    Raises:
        CsrError: if it is neither.
    """
    if out.is_dir():
        out = out / RULE
    if "{name}" not in str(out):
        raise CsrError(
            f"{out}: several pictures need a folder that exists, or a name with {{name}} in it, as in {RULE}"
        )
    return Path(str(out).replace("{name}", source.stem).replace("{scale}", f"{scale:.4g}"))
