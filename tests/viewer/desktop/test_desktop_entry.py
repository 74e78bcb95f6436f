"""What the program writes into a person's desktop folders."""

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from csr.core.field.compact import MAGIC
from csr.core.field.file import FORMAT
from csr.core.photo.formats import FORMATS
from csr.viewer.desktop import desktop_entry
from PySide6.QtGui import QImage

from ..test_app import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the desktops of Linux")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "bin" / "csr-viewer"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def files_in(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and "csr-viewer" in p.name}


def test_it_is_written_told_written_again_and_taken_away(program: Path, tmp_path: Path) -> None:
    home = tmp_path / "data"
    words = {"XDG_DATA_HOME": str(home), "PATH": f"{program.parent}:/usr/bin:/bin"}
    done = run("--install-desktop", **words)
    assert done.returncode == 0, done.stderr
    written = files_in(home)
    assert {f"{home}/{name}" for name in written} <= set(done.stdout.split())
    assert {"applications/csr-viewer.desktop", "mime/packages/csr-viewer.xml"} < written
    assert "icons/hicolor/48x48/apps/csr-viewer.png" in written
    again = run("--install-desktop", **words)
    assert (again.returncode, again.stdout) == (0, done.stdout) and files_in(home) == written
    assert run("--uninstall-desktop", **words).returncode == 0
    assert not files_in(home)


def test_a_folder_that_cannot_be_made_gets_a_sentence(program: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = {"XDG_DATA_HOME": str(tmp_path / "file" / "data"), "PATH": str(program.parent)}
    done = run("--install-desktop", **words)
    assert done.returncode == 2
    assert done.stderr.startswith("csr-viewer: ") and "Traceback" not in done.stderr


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_it_says_what_to_do(
    platform: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from csr.viewer.app import main

    monkeypatch.setattr(sys, "platform", platform)
    for word in ("--install-desktop", "--uninstall-desktop"):
        assert main([word]) == 2
        assert "Open with" in capsys.readouterr().err


def test_the_entry_is_valid(tmp_path: Path) -> None:
    validate = shutil.which("desktop-file-validate")
    if validate is None:
        pytest.skip("desktop-file-validate is not installed")
    entry = tmp_path / "csr-viewer.desktop"
    for program in ("/usr/bin/csr-viewer", r'/a b/$x/`y`/"q"/\n/100%/csr-viewer'):
        entry.write_bytes(desktop_entry.desktop_files(Path(program))[Path("applications/csr-viewer.desktop")])
        done = subprocess.run([validate, str(entry)], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_program_is_quoted_as_the_specification_wants() -> None:
    """Its own example: a backslash in an argument in quotes takes four."""
    assert desktop_entry.quoted("/usr/bin/csr-viewer") == '"/usr/bin/csr-viewer"'
    assert desktop_entry.quoted("a b\\c") == '"a b\\\\\\\\c"'
    assert desktop_entry.quoted('$`"%') == '"\\\\$\\\\`\\\\"%%"'


def test_types_and_icons() -> None:
    files = desktop_entry.desktop_files(Path("csr-viewer"))
    entry = files[Path("applications/csr-viewer.desktop")].decode()
    types = next(line for line in entry.splitlines() if line.startswith("MimeType=")).removeprefix(
        "MimeType="
    )
    assert {kind.media_type for kind in FORMATS} <= set(types.split(";"))
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    tree = ElementTree.fromstring(files[Path("mime/packages/csr-viewer.xml")])
    (kind,) = tree.findall(f"{space}mime-type")
    assert kind.get("type") == desktop_entry.FIELD_TYPE
    matches = [str(match.get("value")) for match in kind.iter(f"{space}match")]
    assert matches.pop().encode() == MAGIC and all(FORMAT in text for text in matches)
    assert desktop_entry.FIELD_TYPE in files[Path("applications/csr-viewer.desktop")].decode()
    for side in desktop_entry.ICON_SIDES:
        icon = QImage.fromData(files[Path(f"icons/hicolor/{side}x{side}/apps/csr-viewer.png")])
        assert (icon.width(), icon.height()) == (side, side)
        # A corner is clear, the middle is not: it was drawn.
        assert icon.pixelColor(0, 0).alpha() == 0 and icon.pixelColor(side // 3, side // 3).alpha() == 255


def test_a_field_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    """Asked of the desktop's own library, where it is installed."""
    gio, update = shutil.which("gio"), shutil.which("update-mime-database")
    if gio is None or update is None:
        pytest.skip("gio and update-mime-database are not installed")
    import numpy as np
    from csr.core.field.field import GaussianField
    from csr.core.field.file import write_field

    write_field(GaussianField(np.ones((8, 1), np.float32), None, (4, 4)), tmp_path / "f.safetensors")
    weights = Path(desktop_entry.__file__).parents[2] / "resources/weights/light.safetensors"
    types = tmp_path / "data/mime/packages/csr-viewer.xml"
    types.parent.mkdir(parents=True)
    types.write_bytes(desktop_entry.desktop_files(Path("csr-viewer"))[Path("mime/packages/csr-viewer.xml")])
    subprocess.run([update, str(tmp_path / "data/mime")], check=True, capture_output=True)

    def kind(path: Path) -> str:
        words = [gio, "info", "-a", "standard::content-type", str(path)]
        environment = {"XDG_DATA_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.split()[-1]

    assert kind(tmp_path / "f.safetensors") == desktop_entry.FIELD_TYPE
    (tmp_path / "f.csrz").write_bytes(MAGIC + b"\0\1\2\3")
    assert kind(tmp_path / "f.csrz") == desktop_entry.FIELD_TYPE
    assert kind(weights) != desktop_entry.FIELD_TYPE
