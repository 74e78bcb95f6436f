"""The program's place on a Linux desktop: its entry, icon and types of files, in a person's own folders.

After freedesktop.org's "Desktop Entry Specification" 1.5, "Shared MIME-info Database" 0.21 and "Icon Theme
Specification" 0.13.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.resources import files
from pathlib import Path

from ...core.photo.formats import MEDIA_TYPES
from ...core.utils.atomic_file import SaveError, replacing

NAME = "csr-viewer"
FIELD_TYPE = "application/x-csr-field"
ICON_SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels of the icons that are no drawing: desktops take them where they draw none themselves."""

_TEXTS = {
    "GenericName": ("Photo viewer", "Fotobetrachter", "照片查看器"),
    "Comment": ("Zoom into a photo without end", "Ohne Ende in ein Foto hineinzoomen", "无限放大照片"),
}
_FIELD_COMMENTS = ("Field of Gaussians", "Feld von Gaußfunktionen", "高斯场")
_LANGUAGES = ("", "de", "zh_CN")
_FIELD_MAGIC = ('"format":"csr-field"', '"format": "csr-field"')
_MAGIC_RANGE = "8:4096"
"""Bytes of a field file within which its header names the format; weights have its suffix, too."""
_COMPACT_MAGIC = "CSRZ"
"""At the start of a compact field file. PLY files are other programs' as well: no type of ours."""
_DATABASES = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
"""Programs that make desktops notice a change at once, where they are installed, and the folder of each."""


def install_desktop() -> str:
    """Write everything, or write it anew, and print what; returns why that failed, or an empty text."""
    if problem := _not_here():
        return problem
    program = _program()
    if program is None:
        return "The program csr-viewer is not installed where it could be started from; install it with pip."
    folder = data_folder()
    try:
        for path, content in desktop_files(program).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with replacing(target, overwrite=True) as temporary:
                temporary.write_bytes(content)
            print(target)
    except SaveError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename} cannot be made: {error.strerror}."
    _update_databases(folder)
    print(f"To open photos with it from now on: xdg-mime default {NAME}.desktop image/jpeg image/png")
    return ""


def uninstall_desktop() -> str:
    """Take away what `install_desktop` wrote, and print what; returns why that failed, or an empty text."""
    if problem := _not_here():
        return problem
    folder = data_folder()
    try:
        for path in desktop_files(Path(NAME)):
            if (folder / path).exists():
                (folder / path).unlink()
                print(f"{folder / path} is taken away")
    except OSError as error:
        return f"{error.filename} cannot be taken away: {error.strerror}."
    _update_databases(folder)
    return ""


def data_folder() -> Path:
    """Folder of a person's own desktop entries, icons and types are."""
    named = os.environ.get("XDG_DATA_HOME", "")
    # The specification has programs ignore relative ones.
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local/share"


def desktop_files(program: Path) -> dict[Path, bytes]:
    """Files for the data folder, by their place there."""
    icons = Path("icons/hicolor")
    drawing = files("csr.resources") / "icon.svg"
    found = {
        Path(f"applications/{NAME}.desktop"): _entry(program).encode(),
        Path(f"mime/packages/{NAME}.xml"): _types().encode(),
        icons / f"scalable/apps/{NAME}.svg": drawing.read_bytes(),
    }
    for side in ICON_SIDES:
        found[icons / f"{side}x{side}/apps/{NAME}.png"] = _icon(str(drawing), side)
    return found


def quoted(program: str) -> str:
    """A program's path as the value of `Exec`."""
    argument = program.replace("\\", "\\\\")
    for letter in '"`$':
        argument = argument.replace(letter, f"\\{letter}")
    # Once as an argument in quotes, and once more as a value of the file; % would begin a field code.
    return '"' + argument.replace("\\", "\\\\").replace("%", "%%") + '"'


def _entry(program: Path) -> str:
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        *(
            f"{key}{f'[{language}]' if language else ''}={text}"
            for key, texts in _TEXTS.items()
            for language, text in zip(_LANGUAGES, texts, strict=True)
        ),
        f"Exec={quoted(str(program))} %F",
        f"Icon={NAME}",
        "Terminal=false",
        "Categories=Graphics;2DGraphics;RasterGraphics;Viewer;",
        f"MimeType={';'.join((*MEDIA_TYPES, FIELD_TYPE))};",
        "StartupNotify=true",
        f"StartupWMClass={NAME}",
    ]
    return "\n".join(lines) + "\n"


def _types() -> str:
    comments = "".join(
        f"    <comment{f' xml:lang={language!r}' if language else ''}>{text}</comment>\n"
        for language, text in zip(_LANGUAGES, _FIELD_COMMENTS, strict=True)
    )
    matches = "".join(
        f"      <match type='string' offset='{offset}' value='{text}'/>\n"
        for offset, text in (*((_MAGIC_RANGE, text) for text in _FIELD_MAGIC), ("0", _COMPACT_MAGIC))
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<mime-info xmlns='http://www.freedesktop.org/standards/shared-mime-info'>\n"
        f"  <mime-type type='{FIELD_TYPE}'>\n{comments}    <icon name='{NAME}'/>\n"
        f"    <magic priority='60'>\n{matches}    </magic>\n  </mime-type>\n</mime-info>\n"
    )


def _icon(drawing: str, side: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice, QSize
    from PySide6.QtGui import QImageReader, QImageWriter

    reader = QImageReader(drawing)
    reader.setScaledSize(QSize(side, side))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"png").write(reader.read()):
        raise SaveError(f"The icon cannot be drawn: {reader.errorString()}.")
    return bytes(buffer.data().data())


def _program() -> Path | None:
    """Path of `csr-viewer`; the one that is running first."""
    places = (sys.argv[0], str(Path(sysconfig.get_path("scripts"), NAME)), shutil.which(NAME) or "")
    return next((Path(p).absolute() for p in places if Path(p).name == NAME and os.access(p, os.X_OK)), None)


def _not_here() -> str:
    if sys.platform in ("win32", "darwin"):
        return (
            "This is for the desktops of Linux. Here, choose csr-viewer once with the system's own Open with."
        )
    return ""


def _update_databases(folder: Path) -> None:
    for program, place in _DATABASES:
        found = shutil.which(program)
        if found and (folder / place).is_dir():
            # One that fails changes nothing but how soon the desktop notices.
            subprocess.run([found, str(folder / place)], capture_output=True, check=False)
