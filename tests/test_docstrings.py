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
        for statement in getattr(node, "body", None) or [] if not isinstance(node, ast.Lambda) else []:
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
    source = '"""Fine."""\nSIDE = 8\n"""Of a block."""\n\n\nclass A:\n    """What it is."""\n\n    x: int\n    """Fine."""\n'
    assert half_sentences(source) == [3, 7]
