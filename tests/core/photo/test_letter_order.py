import unicodedata
from pathlib import Path

import pytest
from csr.core.photo.folder import natural_key
from csr.core.photo.letter_order import system_language


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", "a ä az b o ö z"),
        ("", "a ä az b o ö z"),
        ("sv", "a az b o z å ä ö"),
        ("da", "a az z æ ø å"),
        ("es", "na nz ña o"),
        ("pl", "la lz ła m z ź ż"),
        ("tr", "ca ça d gz ğ h i o ö"),
        ("et", "s š z ž t w õ ä ö ü x"),
    ],
)
def test_letters_stand_where_a_language_has_them(language: str, names: str) -> None:
    wanted = names.split()
    for form in ("NFC", "NFD"):  # macOS keeps names decomposed
        written = [unicodedata.normalize(form, name) for name in wanted]
        assert sorted(reversed(written), key=lambda name: natural_key(Path(name), language)) == written


def test_numbers_in_names_with_marks() -> None:
    names = ["ö2.jpg", "ö10.jpg", "ö10a.jpg"]
    for language in ("sv", "de"):
        assert sorted(reversed(names), key=lambda name: natural_key(Path(name), language)) == names


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_COLLATE": "sv_SE"}, "sv"),
        ({"LANG": "de_DE.UTF-8", "LC_COLLATE": "sv_SE", "LC_ALL": "C"}, "c"),
    ],
)
def test_the_systems_language(
    variables: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_COLLATE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language.__wrapped__() == wanted
