import ast
import os
import string
from pathlib import Path

import pytest
from csr.core.utils.messages import Message, printable

ROOT = Path(__file__).parents[3]


def test_a_sentence_is_english_and_remembers_what_it_is_made_of() -> None:
    inner = ValueError(Message("it holds {count} of {most:,}", count=3, most=4000))
    told = Message("{name} is damaged ({error}).", name="a{b}.png", error=inner)
    assert told == "a{b}.png is damaged (it holds 3 of 4,000)."
    assert told.text == "{name} is damaged ({error})." and told.values["error"] is inner
    assert Message("{not a place}") == "{not a place}"


def test_texts_stand_as_they_are_and_have_a_value_for_each_place() -> None:
    """An f-string would be looked up with its values in it, and never be found."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Message":
                (text,) = call.args
                assert isinstance(text, ast.Constant) and isinstance(text.value, str), (path, call.lineno)
                places = {name for _, name, _, _ in string.Formatter().parse(text.value) if name}
                assert places == {value.arg for value in call.keywords}, (path, call.lineno)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ü 照片 👨‍👩‍👧.png", "plain ü 照片 👨‍👩‍👧.png"),
        ("a\x1b[31mred\x07\n.png", r"a\x1b[31mred\x07\x0a.png"),
        (os.fsdecode(b"b\xff\xfe.png"), r"b\xff\xfe.png"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\x9b31m", r"\x9b31m"),
        ("\ud800", r"\ud800"),
    ],
)
def test_no_terminal_obeys_a_name(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert Message("{name} is here", name=text) == f"{shown} is here"
    assert Message("{path} is here", path=Path(text)) == f"{shown} is here"
    shown.encode()


def test_errors_of_several_lines_are_one_in_a_sentence() -> None:
    assert Message("it says: {error}", error=ValueError("a\n\tb")) == "it says: a b"


def test_what_the_system_says_names_no_file_again(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as refused:
        (tmp_path / "a").open()
    assert Message("{name}: {error}", name="a", error=refused.value) == "a: No such file or directory"
