"""Files that desktops name by an address, as file:///home/me/a%20photo.jpg."""

from __future__ import annotations

from pathlib import Path

from .errors import CsrError
from .messages import Message

_SCHEME = "file:"


def path_of(text: str) -> Path:
    """The path that a text names: as it stands, or by an address.

    Raises:
        CsrError: if it is the address of another machine's file.
    """
    if not text.lower().startswith(_SCHEME):
        return Path(text)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    address = urlsplit(text)
    if address.netloc.lower() not in ("", "localhost"):
        raise CsrError(Message("{address} is not a file of this machine", address=text))
    return Path(url2pathname(address.path))
