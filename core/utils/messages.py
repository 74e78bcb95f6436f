"""Sentences for a person, which a window can say in another language."""

from __future__ import annotations

import os
import sys
import unicodedata


class Message(str):
    """English, with values in the place of the text's {names}; it remembers both.

    Translators' tools find the texts by this name, where they stand as they are: no f-string.

    Args:
        text: English; `str.format` puts the values in where there are some.
        values: may be sentences, or errors that tell one.
    """

    text: str
    values: dict[str, object]

    def __new__(cls, text: str, /, **values: object) -> Message:
        """The whole, in English."""
        shown = {name: printable_value(value) for name, value in values.items()}
        made = super().__new__(cls, text.format(**shown) if values else text)
        made.text, made.values = text, values
        return made


def printable(text: str, keep: str = "") -> str:
    """A text that no terminal obeys and every encoding can write.

    Control characters, those that turn the direction of writing, and bytes of a file's name that are no text
    stand as Python's escapes.

    Args:
        text: with names of files in it, which may hold anything.
        keep: control characters that stay, as line ends of a text of several lines.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or unicodedata.category(c) not in _UNSAFE else _escape(c) for c in text)


def printable_value(value: object) -> object:
    """A value for a sentence: a name or a text made `printable`; numbers as they are."""
    if isinstance(value, Message):
        return value
    if isinstance(value, Exception):
        # The sentence names the file; the system's words would name it again, and a number.
        told = value.strerror if isinstance(value, OSError) and value.strerror else str(value)
        return printable(" ".join(told.split()))
    return printable(str(value)) if isinstance(value, str | os.PathLike) else value


def tolerate_any_text() -> None:
    """Have what the terminal's encoding lacks printed as escapes; without this, printing it would fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # tests put other streams there
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of what is no visible character: controls, formats, halves of pairs, line ends."""
_JOINERS = "\u200c\u200d"
"""Formats that words in some scripts, and emoji, are written with."""


def _escape(character: str) -> str:
    code = ord(character)
    if character in _JOINERS:
        return character
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is no text, as os.fsdecode gives it
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("ascii", "backslashreplace").decode() if code > 127 else f"\\x{code:02x}"
