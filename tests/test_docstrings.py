"""Docstrings say what a thing is, in a sentence that begins with the thing, and name what there is."""

import ast
import builtins
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
HALF_SENTENCES = re.compile(r"\s*(Of|Whether|What|Where)\b")
SECTION = r"^{}:\n((?:    .*\n?|\n)+)"
ENTRY = re.compile(r"^    (?! )([\w, *]+):", re.MULTILINE)  # no dot: a library's own errors are its affair


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


def entries(node: ast.FunctionDef | ast.ClassDef, section: str) -> list[str]:
    """The names that a section of a docstring tells of."""
    found = re.search(SECTION.format(section), ast.get_docstring(node) or "", re.MULTILINE)
    return [] if found is None else re.findall(r"\w+", ",".join(ENTRY.findall(found[1])))


def parameters(node: ast.FunctionDef | ast.ClassDef) -> set[str]:
    """Those of a function, or of what makes a class's objects."""
    if isinstance(node, ast.ClassDef):
        inits = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"]
        if not inits:
            return {ast.unparse(n.target) for n in node.body if isinstance(n, ast.AnnAssign)}
        node = inits[0]
    return {n.arg for n in ast.walk(node.args) if isinstance(n, ast.arg)}


def unknown_names(source: str, classes: set[str]) -> list[str]:
    """Parameters and errors that docstrings tell of, and that there are not."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            own = parameters(node)
            found += [f"{node.name}({name})" for name in entries(node, "Args") if name not in own]
            found += [f"{node.name} raises {name}" for name in entries(node, "Raises") if name not in classes]
    return found


def test_docstrings_name_parameters_and_errors_that_there_are() -> None:
    files = [path for folder in ("core", "viewer") for path in (ROOT / folder).rglob("*.py")]
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files}
    classes = {name for name, _ in inspect.getmembers(builtins, inspect.isclass)}
    for text in texts.values():
        classes |= {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)}
    found = {name: unknown_names(text, classes) for name, text in texts.items()}
    assert not {name: names for name, names in found.items() if names}


def test_unknown_names_are_found() -> None:
    text = inspect.cleandoc(
        """
        class A:
            '''A thing.

            Args:
                x, y: numbers; of them:
                    more: or less.
                old: was renamed.
            '''

            def __init__(self, x, y):
                '''Make it.

                Raises:
                    ValueError: often.
                    Gone: never.
                '''
        """
    )
    assert unknown_names(text, {"ValueError"}) == ["A(old)", "__init__ raises Gone"]
