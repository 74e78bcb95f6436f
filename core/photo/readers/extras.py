"""Decoders that are installed only by those who want them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from ...utils.messages import Sentence
from ..raster import DecodeError


@contextmanager
def needs_extra(extra: str, what: str) -> Generator[None]:
    """Say which extra brings what an import inside lacks.

    Args:
        extra: its name in pyproject.toml.
        what: the files it is for, in English.

    Raises:
        DecodeError: if the import fails.
    """
    try:
        yield
    except ImportError as error:
        raise DecodeError(
            Sentence(
                "{what} need one more package: pip install 'csr-viewer[{extra}]'", what=what, extra=extra
            )
        ) from error
