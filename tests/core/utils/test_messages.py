import ast
import string
from pathlib import Path

from csr.core.utils.messages import Sentence

ROOT = Path(__file__).parents[3]


def test_a_sentence_is_english_and_remembers_what_it_is_made_of() -> None:
    inner = ValueError(Sentence("it holds {count} of {most:,}", count=3, most=4000))
    told = Sentence("{name} is damaged ({error}).", name="a{b}.png", error=inner)
    assert told == "a{b}.png is damaged (it holds 3 of 4,000)."
    assert told.text == "{name} is damaged ({error})." and told.values["error"] is inner
    assert Sentence("{not a place}") == "{not a place}"


def test_texts_stand_as_they_are_and_have_a_value_for_each_place() -> None:
    """An f-string would be looked up with its values in it, and never be found."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Sentence":
                (text,) = call.args
                assert isinstance(text, ast.Constant) and isinstance(text.value, str), (path, call.lineno)
                places = {name for _, name, _, _ in string.Formatter().parse(text.value) if name}
                assert places == {value.arg for value in call.keywords}, (path, call.lineno)
