"""The words that a person reads: English where they are used, and shown in the person's language.

`pyside6-lupdate` finds them by the names `tr`, `N_` and, in `core`, `Message`; how is told in
resources/translations/README.md. Nothing of Qt loads with this module, for the command line is read before.
"""

from __future__ import annotations

import re
import string
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from ..core.utils.log import explain
from ..core.utils.messages import Message, printable_value

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QLocale

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "zh_CN")
"""Those that the window speaks, as Qt names them."""


def tr(text: str, /, **values: object) -> str:
    """A text in the person's language, with values in the place of its {names}."""
    from PySide6.QtCore import QCoreApplication

    translated = QCoreApplication.translate("", text)
    if not values:
        return translated
    printed = {name: printable_value(_translated(value)) for name, value in values.items()}
    return _FORMATTER.vformat(translated, (), printed)


def translated(told: str | Exception) -> str:
    """A message or an error of `core`, in the person's language where it is a `Message`."""
    return str(_translated(told))


def explained(error: BaseException) -> str:
    """Return the sentence about an error, in the person's language; a fault of the program is logged."""
    return translated(explain(error))


def _translated(value: object) -> object:
    if isinstance(value, Exception) and len(value.args) == 1:
        return _translated(value.args[0])
    return tr(value.text, **value.values) if isinstance(value, Message) else value


def N_(text: str) -> str:
    """The text itself, marked for translation (as gettext calls it): for tables that `tr` reads later."""
    return text


SOURCES = {"photo": N_("photo"), "field": N_("field"), "partly field": N_("partly field")}
"""Names of what a frame shows, by `Frame.source`."""


PER_CENT = "\N{NO-BREAK SPACE}%"
"""Behind a number, on one line with it."""


def format_number(value: float, spec: str) -> str:
    """A number as the language writes it: the one place that all numbers of the window come through.

    Args:
        value: the number.
        spec: of Python's `format`: ",.0f" a whole number with its thousands apart, ".0%" a share in per cent.
    """
    from PySide6.QtCore import QLocale

    locale, text = QLocale(), format(value, spec)
    marks = {",": locale.groupSeparator(), ".": locale.decimalPoint(), "%": PER_CENT}
    return "".join(marks.get(character, character) for character in text)


class _Formatter(string.Formatter):
    """Writes the numbers within a sentence by `format_number`."""

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec and isinstance(value, int | float):
            return format_number(value, format_spec)
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()


def grouped(value: float) -> str:
    """A whole number, its thousands apart as the language has them."""
    return format_number(value, ",.0f")


def scale_text(scale: float) -> str:
    """A scale, in device pixels for each photo pixel, in per cent."""
    return format_number(scale, ",.0%") if scale >= 1 else f"{format_number(scale * 100, '.3g')}{PER_CENT}"


def plain_tip(text: str) -> str:
    """A text for a tool tip, which Qt would take as HTML where it looks like it: names of files may."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text


def plain(title: str) -> str:
    """A menu's title without the mark of its key: "&File", in Chinese with "(&F)" at its end."""
    return re.sub(r"\(&.\)|&", "", title)


def language_of(locale: QLocale) -> str:
    """The first language that a person wants and the window speaks; English where there is none."""
    for name in locale.uiLanguages():
        name = name.replace("-", "_")
        found = next((own for own in LANGUAGES if name == own), "")
        if found or name.startswith(f"{ENGLISH}_"):
            return found or ENGLISH
    return ENGLISH


def can_be_read(language: str) -> bool:
    """Return whether the system has a font for a language; the application must have begun."""
    from PySide6.QtGui import QFontDatabase

    return language != "zh_CN" or bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def speak(app: QCoreApplication, language: str) -> None:
    """Write what is shown from now on, Qt's texts and numbers too, in a language of `LANGUAGES`."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    for before in app.findChildren(QTranslator):
        app.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(QLocale(language))
    if language == ENGLISH:
        return
    own = str(files("csr.resources") / "translations")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{language}", qt), (f"csr_{language}", own)):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
