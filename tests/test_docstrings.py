"""Docstrings say what a thing is, in a sentence that begins with the thing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
HALF_SENTENCES = re.compile(r"\s*(Of|Whether|What|Where)\b")


def docstrings(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each, those under attributes and constants included."""
    for node in ast.walk(ast.parse(source)):
        body: object = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                text = statement.value.value
                if isinstance(text, str):
                    yield statement.lineno, text


def half_sentences(source: str) -> list[int]:
    """Lines of the docstrings that open with half a sentence."""
    return [line for line, text in docstrings(source) if HALF_SENTENCES.match(text)]


def test_no_docstring_opens_with_half_a_sentence() -> None:
    files = [path for folder in ("core", "viewer") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 200
    found = {str(path.relative_to(ROOT)): half_sentences(path.read_text("utf-8")) for path in files}
    assert not {name: lines for name, lines in found.items() if lines}


def test_half_sentences_are_found_wherever_they_stand() -> None:
    lines = (
        '"""Fine."""',
        "SIDE = 8",
        '"""Of a block."""',
        "class A:",
        '    """What it is."""',
        "    x: int",
    )
    assert half_sentences("\n".join(lines)) == [3, 5]
