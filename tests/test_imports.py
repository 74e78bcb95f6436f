"""Folders import each other one way only, and all of them are packaged."""

import ast
import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The sources, laid out as they are installed."""
    home = tmp_path / "csr"
    only_python = shutil.ignore_patterns("*.md", "*.cu", "__pycache__")
    shutil.copytree(ROOT / "core/package", home, ignore=only_python)
    for name in ("core", "viewer"):
        shutil.copytree(ROOT / name, home / name, ignore=only_python)
    shutil.rmtree(home / "core/package")
    return home


def lint(tree: Path) -> tuple[int, str]:
    words = [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        words,
        cwd=tree.parent,
        env={**os.environ, "PYTHONPATH": str(tree.parent)},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.mark.slow
def test_imports_run_one_way(tree: Path) -> None:
    code, said = lint(tree)
    assert code == 0, said
    assert "Contracts: 3 kept, 0 broken." in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "arrow"),
    [
        (
            "core/utils/messages.py",
            "from ..geometry.view import View",
            "csr.core.utils.messages -> csr.core.geometry.view",
        ),
        ("core/scene/film.py", "from ...viewer import style", "csr.core.scene.film -> csr.viewer.style"),
        (
            "viewer/canvas/motion.py",
            "from ..window import window",
            "csr.viewer.canvas.motion -> csr.viewer.window",
        ),
        ("core/other/__init__.py", "", "csr.core.other"),
    ],
)
def test_a_wrong_arrow_is_found(tree: Path, module: str, line: str, arrow: str) -> None:
    path = tree / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f"\n\ndef late() -> None:\n    {line or 'return'}\n")
    code, said = lint(tree)
    assert code == 1 and arrow in said, said


def test_every_folder_is_packaged() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    names = {folder: name for name, folder in setuptools["package-dir"].items()}
    found: set[str] = set()
    for top in ("core", "viewer", "resources"):
        for file in (ROOT / top).rglob("__init__.py"):
            folder = file.parent.relative_to(ROOT).as_posix()
            found.add(names.get(folder) or ".".join(("csr", *folder.split("/"))))
    assert sorted(found) == setuptools["packages"]
    without = {
        path.parent
        for top in ("core", "viewer")
        for path in (ROOT / top).rglob("*.py")
        if not path.with_name("__init__.py").exists()
    }
    assert not without


def test_what_scripts_import_is_there() -> None:
    """No other test runs them, and the type checker does not read them."""
    folder = Path(__file__).parent
    scripts = [*folder.glob("*.py"), *(folder / "benchmarks").glob("*.py"), *(folder / "soak").glob("*.py")]
    assert len(scripts) > 30
    missing: list[str] = []
    for script in scripts:
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("csr."):
                continue
            module = importlib.import_module(node.module or "")
            for alias in node.names:
                if not hasattr(module, alias.name) and find_spec(f"{node.module}.{alias.name}") is None:
                    missing.append(f"{script.name}: {node.module}.{alias.name}")
    assert missing == []
