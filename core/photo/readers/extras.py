"""Decoders that are installed only by those who want them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from ...utils.messages import Message
from ..raster import DecodeError


@contextmanager
def needs_extra(extra: str) -> Generator[None]:
    """Say which extra of pyproject.toml brings what an import inside lacks.

    Raises:
        DecodeError: if the import fails.
    """
    try:
        yield
    except ImportError as error:
        raise DecodeError(
            Message("its format needs one more package: pip install 'csr-viewer[{extra}]'", extra=extra)
        ) from error
