"""Letters that a language counts as letters of their own; elsewhere ä stands beside a.

From the collation rules of the Unicode Common Locale Data Repository (CLDR), without digraphs.
"""

from __future__ import annotations

import locale
import os
import unicodedata
from functools import cache
from itertools import count

_OWN_LETTERS: dict[str, dict[str, str]] = {
    "bs": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "cs": {"c": "č", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æøå"},
    "es": {"n": "ñ"},
    "et": {"s": "šzž", "w": "õäöü"},
    "fi": {"z": "åäö"},
    "hr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "hu": {"o": "ö", "u": "ü"},
    "is": {"a": "á", "d": "ð", "e": "é", "i": "í", "o": "ó", "u": "ú", "y": "ý", "z": "þæöå"},
    "lt": {"c": "č", "s": "š", "z": "ž"},
    "lv": {"c": "č", "g": "ģ", "k": "ķ", "l": "ļ", "n": "ņ", "r": "ŗ", "s": "š", "z": "ž"},
    "nb": {"z": "æøå"},
    "nn": {"z": "æøå"},
    "no": {"z": "æøå"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "ro": {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    "sk": {"a": "ä", "c": "č", "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "sq": {"c": "ç", "e": "ë"},
    "sr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "sv": {"z": "åäö"},
    "tr": {"c": "ç", "g": "ğ", "h": "ı", "o": "ö", "s": "ş", "u": "ü"},
}
"""By language: a letter, and those that follow it before the next one."""
_BEHIND_ALL = 0x10FF00
"""A private code point, behind every letter."""


def ordered_letters(text: str, language: str) -> str:
    """A text that sorts by its letters, without their case, and without marks that make no other letter.

    Args:
        text: any.
        language: its code, as "sv".
    """
    own = _own_letters(language)
    letters = unicodedata.normalize("NFC", text.casefold())
    return "".join(own.get(letter) or _plain(letter) for letter in letters)


@cache
def system_language() -> str:
    """The code of the language by which this person's system orders names; empty where it does not tell."""
    told = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    if not told:
        told = locale.getlocale(locale.LC_CTYPE)[0] or ""  # Windows, macOS
    return locale.normalize(told).replace("-", "_").partition("_")[0].lower()


_VARIABLES = ("LC_ALL", "LC_COLLATE", "LANG")
"""POSIX's variables of the locale, the first that is set."""


@cache
def _own_letters(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for before, letters in _OWN_LETTERS.get(language, {}).items():
        found |= {letter: before + chr(n) for n, letter in zip(count(_BEHIND_ALL), letters, strict=False)}
    return found


def _plain(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in apart if not unicodedata.combining(part))
