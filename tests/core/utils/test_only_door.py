"""Everything that is written goes through `atomic_file`; no other module opens a file of its own to write."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]
WRITERS = frozenset(
    ("write_text", "write_bytes", "savefig", "tofile", "savetxt", "imwrite", "savez", "savez_compressed")
)
REMOVERS = frozenset(("unlink", "rmtree", "rmdir", "rename", "renames", "copyfile", "copy2"))
DOOR = "core/utils/atomic_file.py"
ALLOWED = {
    "core/cli/photos.py": ("open", "rename"),  # standard input, into its own temporary folder
    "core/utils/log.py": ("open",),  # the null device, and a second name of the terminal
    "viewer/saving/share_actions.py": ("rmtree",),  # its own temporary folder
    # Into the part that `replacing` or `filling` gave.
    "core/cli/map.py": ("open", "savez_compressed"),
    "core/evaluation/frame_times_report.py": ("write_text", "savefig"),
    "core/evaluation/paper_report.py": ("write_text",),
    "core/evaluation/report.py": ("write_text", "savefig"),
    "core/field/export.py": ("open", "savetxt", "savez_compressed"),
    "core/field/compact.py": ("write_bytes",),
    "core/field/ply.py": ("write_bytes",),
    "core/field/svg.py": ("write_text",),
    "core/field/web_page.py": ("write_text",),
    "core/fitting/prior.py": ("savefig",),
    "core/network/dictionary.py": ("write_text",),
    "core/network/onnx_export.py": ("write_bytes",),
    "core/network/torch_file.py": ("write_bytes",),
    "core/photo/encode.py": ("open", "imwrite"),
    "core/photo/metadata.py": ("open",),  # into the part of `encode`
    "core/photo/reader.py": ("unlink",),  # shared memory, which has no file
    "core/training/data.py": ("unlink",),  # in its own temporary folder
    "core/training/packing.py": ("ZipFile",),
    "viewer/desktop/desktop_entry.py": ("write_bytes", "unlink"),  # and takes away what it wrote
    "viewer/documents/file_actions.py": ("rename", "unlink"),  # what a person asks for, of the photo's file
    "viewer/settings/settings_file.py": ("write_bytes",),
    "viewer/state/state_file.py": ("write_bytes",),
    "viewer/window/screenshot.py": ("write_bytes",),
}
"""Calls of each module that write: each stands inside `with replacing(...)`, or is given the part of a caller
that does."""


def writes_of(source: str) -> set[str]:
    """Names of the calls in a source text that write or remove files."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [*node.args, *(word.value for word in node.keywords if word.arg == "mode")]
        texts = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        modes = [text for text in texts if len(text) <= 3 and set(text) <= set("rwxab+t")]
        if name in ("open", "fdopen", "ZipFile"):
            if any(set(mode) & set("wxa+") for mode in modes):
                found.add(name)
        elif name in WRITERS | REMOVERS or ast.unparse(node.func) in ("os.remove", "os.replace", "os.link"):
            found.add(name)
    return found


def test_every_call_that_writes_is_known() -> None:
    modules = [path for wing in ("core", "viewer") for path in sorted((ROOT / wing).rglob("*.py"))]
    assert len(modules) > 150
    found: dict[str, tuple[str, ...]] = {}
    for path in modules:
        name = path.relative_to(ROOT).as_posix()
        calls = writes_of(path.read_text(encoding="utf-8"))
        if calls and name != DOOR:
            found[name] = tuple(sorted(calls))
    assert found == {name: tuple(sorted(calls)) for name, calls in ALLOWED.items()}


def test_it_would_find_one() -> None:
    for text in (
        "open('photo', 'w')",
        "p.open('xb')",
        "p.write_text('')",
        "f.savefig(p)",
        "ZipFile(p, mode='w')",
    ):
        assert writes_of(text), text
    for text in ("open('photo')", "p.open('rb')", "names.remove('a')", "window.open(p)"):
        assert not writes_of(text), text


def test_pictures_are_opened_as_formats_of_a_list() -> None:
    """Pillow alone would try all that it has, of which some hand a file to other programs."""
    for path in (path for wing in ("core", "viewer") for path in (ROOT / wing).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Image.open", "PIL.Image.open"):
                assert "formats" in [word.arg for word in node.keywords], (path, node.lineno)
