"""What the window says, in each of its languages."""

import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import PhotoError
from csr.core.utils.messages import Message
from csr.viewer.actions.table import ACTIONS, HELD_AND_MOUSE, MENUS
from csr.viewer.i18n import (
    LANGUAGES,
    format_number,
    grouped,
    language_of,
    plain,
    scale_text,
    speak,
    tr,
    translated,
)
from csr.viewer.window.window import Window
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QDoubleSpinBox, QMenu
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources/translations"
ALIASES = "QT_TR_NOOP+=N_,QT_TR_NOOP+=Message"
FLAGS = ("-tr-function-alias", ALIASES, "-locations", "none", "-no-obsolete", "-silent")
OTHERS = [language for language in LANGUAGES if language != "en"]


def tool(name: str) -> Path:
    """A program of Qt's that PySide6 brings along."""
    path = Path(PySide6.__file__).parent / (name + (".exe" if sys.platform == "win32" else ""))
    if not path.exists():
        pytest.skip(f"PySide6 has no {name} here")
    return path


def messages(path: Path) -> dict[str, ElementTree.Element]:
    """The translations of a .ts file by their English text."""
    found: dict[str, ElementTree.Element] = {}
    for message in ElementTree.parse(path).iter("message"):
        source, translation = message.find("source"), message.find("translation")
        assert source is not None and source.text and translation is not None
        found[source.text] = translation
    return found


def places(text: str) -> list[str]:
    return sorted(f"{name}:{how}" for _, name, how, _ in string.Formatter().parse(text) if name)


@pytest.fixture
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The language of the parameter, while the test runs."""
    speak(qapp, request.param)
    yield request.param
    speak(qapp, "en")


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_window_is_translated(language: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = [str(path) for folder in ("core", "viewer") for path in sorted((ROOT / folder).rglob("*.py"))]
    subprocess.run([tool("lupdate"), *FLAGS, *sources, "-ts", str(fresh)], check=True, timeout=60)
    wanted, kept = messages(fresh), messages(FOLDER / f"csr_{language}.ts")
    missing = [text for text in wanted if text not in kept or not kept[text].text or kept[text].attrib]
    assert not missing, f"resources/translations/README.md tells what to do about {missing}"
    assert not set(kept) - set(wanted), "no longer said"


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_file_is_that_of_the_text_file(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    words = [tool("lrelease"), "-silent", FOLDER / f"csr_{language}.ts", "-qm", made]
    subprocess.run(words, check=True, timeout=60)
    assert made.read_bytes() == (FOLDER / f"csr_{language}.qm").read_bytes()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_text(language: str) -> None:
    for text, translation in messages(FOLDER / f"csr_{language}.ts").items():
        assert translation.text is not None
        assert places(translation.text) == places(text), text
        assert translation.text.count("(*)") == text.count("(*)"), text


def test_every_language_has_its_files() -> None:
    assert {path.stem for path in FOLDER.glob("*.qm")} == {f"csr_{language}" for language in OTHERS}
    assert {path.stem for path in FOLDER.glob("*.ts")} == {f"csr_{language}" for language in OTHERS}


@pytest.mark.parametrize("spoken", OTHERS, indirect=True)
def test_the_tables_are_translated(spoken: str) -> None:
    """A text without its mark in a table is never found by `lupdate`."""
    kept = messages(FOLDER / f"csr_{spoken}.ts")
    texts = [text for a in ACTIONS for text in (a.text, a.help) if re.search("[a-z]", text)]
    texts += [*MENUS.values(), *(text for row in HELD_AND_MOUSE for text in row)]
    assert not [text for text in texts if text not in kept]
    assert tr(MENUS["File"]) != MENUS["File"]


@pytest.mark.parametrize("spoken", ["de"], indirect=True)
@pytest.mark.usefixtures("spoken")
def test_what_core_tells_is_said_in_the_language_and_so_is_what_that_tells(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(PhotoError) as caught:
        load_photo(tmp_path / "a.png")
    assert translated(caught.value) == "a.png ist leer." and str(caught.value) == "a.png is empty."
    outer = Message("{name} cannot be opened: {error}.", name="b", error=caught.value)
    assert translated(outer) == "b kann nicht geöffnet werden: a.png ist leer.."
    assert translated("plain") == "plain" and translated(OSError(2, "reason")) == "[Errno 2] reason"
    assert tr("The settings are not remembered: {problem}", problem=outer).endswith("a.png ist leer..")


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_menus_open_by_keys_that_nothing_else_has(spoken: str, window: Window) -> None:
    assert (window.menuBar().actions()[0].text() == "&File") == (spoken == "en")
    bar = window.menuBar()
    keys = [QKeySequence.mnemonic(action.text()).toString() for action in bar.actions()]
    assert all(keys) and len(set(keys)) == len(keys), keys
    assert not set(keys) & {key for action in ACTIONS for key in action.keys}
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        inner = [QKeySequence.mnemonic(m.title()).toString() for m in menu.findChildren(QMenu)]
        assert all(inner) and len(set(inner)) == len(inner), inner


@pytest.mark.parametrize(("spoken", "save"), [("de", "Speichern"), ("zh_CN", "保存")], indirect=["spoken"])
@pytest.mark.usefixtures("spoken")
def test_buttons_of_qt_speak_the_language_too(qtbot: QtBot, save: str) -> None:
    if not list((Path(PySide6.__file__).parent).rglob("qtbase_de.qm")):
        pytest.skip("this PySide6 has no translations")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    assert plain(box.button(QDialogButtonBox.StandardButton.Save).text()) == save


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("de_AT.UTF-8", "de"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh_TW.UTF-8", "en"),
        ("fr_FR.UTF-8", "en"),
        ("fr:de", "de"),
        ("en_GB:de", "en"),
        ("C", "en"),
    ],
)
def test_the_first_language_that_is_wanted_and_known_is_taken(wanted: str, language: str) -> None:
    program = (
        "from PySide6.QtCore import QLocale; from csr.viewer.i18n import language_of\n"
        "print(language_of(QLocale.system()))"
    )
    if sys.platform != "linux":
        pytest.skip("elsewhere the desktop tells")
    words = {"LC_ALL": "C.UTF-8", "LANGUAGE": wanted} if ":" in wanted else {"LC_ALL": wanted, "LANGUAGE": ""}
    if ":" in wanted:
        words = {"LC_ALL": "", "LANG": "fr_FR.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LANGUAGE": wanted}
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **words}, capture_output=True, text=True
    )
    assert done.stdout.split() == [language], done.stderr


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (
            "en",
            (
                "1,234.50",
                "12,345",
                "37.5\xa0%",
                "800\xa0%",
                "alpha 34\xa0%",
            ),
        ),
        (
            "de",
            (
                "1.234,50",
                "12.345",
                "37,5\xa0%",
                "800\xa0%",
                "Alpha 34\xa0%",
            ),
        ),
        (
            "zh_CN",
            (
                "1,234.50",
                "12,345",
                "37.5\xa0%",
                "800\xa0%",
                "透明度 34\xa0%",
            ),
        ),
    ],
    indirect=["spoken"],
)
@pytest.mark.usefixtures("spoken")
def test_numbers_are_written_alike_in_fields_labels_and_sentences(
    qtbot: QtBot, expected: tuple[str, ...]
) -> None:
    texts = (format_number(1234.5, ",.2f"), grouped(12345), scale_text(0.375), scale_text(8.0))
    assert (*texts, tr("alpha {share:.0%}", share=0.337)) == (*expected[:-1], expected[-1])
    box = QDoubleSpinBox()
    qtbot.addWidget(box)
    box.setValue(2.5)
    assert box.text() == format_number(2.5, ".2f")


def test_thousands_are_apart_and_titles_plain() -> None:
    assert grouped(1234567.4) == "1,234,567" and grouped(999) == "999"
    assert plain("&File") == "File" and plain("文件(&F)") == "文件"
    assert language_of(QLocale("de_DE")) == "de"
