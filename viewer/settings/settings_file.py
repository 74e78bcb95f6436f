"""The settings in force, and their file: a plain text with a line for each, which people may write, too."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from ...core.utils.atomic_file import SaveError, replacing, set_aside
from ...core.utils.bounded_input import InputError, read_bounded
from ..i18n import explained, tr
from ..notifier import Notifier
from ..style import SETTINGS_WAIT_MS
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from .settings import DEFAULTS, KINDS, Settings

FILE_NAME = "settings.ini"
_HEAD = """\
# The settings of csr-viewer, as its window writes them (Edit > Settings); it keeps what else stands here.
# A line that begins with # counts for nothing: what has no line of its own is at its default.
version = 1
"""
_LINE = re.compile(r"\s*(?P<off>#?)\s*(?P<name>[a-z_]+)\s*=\s*(?P<value>.*?)\s*")
VERSION = 1
"""Version of the file; another one is in its line `version`, which a file that people began may lack."""
_MOST_PROBLEMS = 3
"""That are told one by one."""


def settings_path() -> Path:
    """Path where the platform keeps such files; the application has its name already."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / FILE_NAME


class SettingsFile(QObject):
    """The settings in force: those of a file, and on top of them what is given for this run alone.

    Args:
        path: the file, which need not be there; None to begin with the defaults and to remember nothing.
        given: settings for this run; they are written to no file.
        parent: owner.
    """

    changed = Signal(object, object)
    """The `Settings` before, and those in force from now on."""

    def __init__(
        self,
        path: Path | None = None,
        given: Mapping[str, object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self._stored, self.problems = (DEFAULTS, []) if path is None else read_settings(path)
        self._given = dict(given or {})
        self._unwritten: set[str] = set()
        self._writing, self._noting = threading.Lock(), threading.Lock()
        self._worker: QueryWorker | None = None
        self._notifier: Notifier | None = None
        # A disk may take longer than a frame; and while a number is turned, there is much to write.
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTINGS_WAIT_MS)
        self._wait.timeout.connect(self._begin_to_write)

    def write_with(self, tasks: TaskRegistry, notifier: Notifier) -> None:
        """Write changes to the file in a thread from now on, and the rest at the end.

        Args:
            tasks: ends the thread.
            notifier: is told why a change is not remembered.
        """
        self._notifier = notifier
        tasks.add("settings", stop=self._wait.stop, release=self.close)
        self._worker = QueryWorker("settings", tasks, notifier, self)

    @property
    def now(self) -> Settings:
        """The settings in force."""
        return replace(self._stored, **self._given)

    def gives(self, name: str) -> bool:
        """True if the command line gives a setting."""
        return name in self._given

    def change(self, **values: object) -> None:
        """Put others into force, by name, and write them down."""
        before = self.now
        self._take({name: value for name, value in values.items() if value != getattr(before, name)})

    def give(self, **values: object) -> None:
        """Put others into force for this run, by name, as the command line does."""
        before, self._given = self.now, {**self._given, **values}
        if self.now != before:
            self.changed.emit(before, self.now)

    def restore_defaults(self) -> None:
        """As at the first start, what the command line gave included."""
        self._take({name: getattr(DEFAULTS, name) for name in KINDS})

    def close(self) -> None:
        """Write what is not written."""
        self._wait.stop()
        self._write()

    def _take(self, values: Mapping[str, object]) -> None:
        before = self.now
        with self._noting:
            self._stored = replace(self._stored, **values)
            if self.path is not None:
                self._unwritten |= values.keys()
        self._given = {name: value for name, value in self._given.items() if name not in values}
        if self.path is not None and values:
            self._wait.start()
        if self.now != before:
            self.changed.emit(before, self.now)

    def _due(self) -> tuple[Settings, set[str]]:
        with self._noting:
            names, self._unwritten = self._unwritten, set()
            return self._stored, names

    def _begin_to_write(self) -> None:
        if self._worker is not None:
            self._worker.submit("write", self._write)

    def _write(self) -> None:
        """Write what is not written; in any thread."""
        settings, names = self._due()
        if self.path is None or not names:
            return
        try:
            with self._writing:
                write_settings(self.path, settings, names)
        except (SaveError, OSError) as error:
            with self._noting:
                self._unwritten |= names  # with the next change, or at the end
            if self._notifier is not None:
                self._notifier.error(
                    tr("The settings are not remembered: {problem}", problem=explained(error))
                )


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """The settings of a file, and a sentence about everything in it that is none.

    What cannot be used is at its default; so is all where the file cannot be read.
    """
    try:
        text = _text(path)
    except FileNotFoundError:
        return DEFAULTS, []
    except InputError as error:
        return DEFAULTS, [_set_aside(path, error)]
    except OSError as error:
        return DEFAULTS, [
            tr("{path} cannot be read ({reason}): the default settings are used.", path=path, reason=error)
        ]
    values: dict[str, object] = {}
    problems: list[str] = []
    if _version_of(text) > VERSION:
        problems.append(
            tr(
                "{path} was written by a later version of csr-viewer: it is read as far as it can be, "
                "and not changed.",
                path=path,
            )
        )
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        place = {"file": path.name, "line": number}
        found = _LINE.fullmatch(line)
        name, value = (found["name"], found["value"]) if found else ("", "")
        if name == "version":
            continue
        if name not in KINDS:
            said = (name or line.strip()).encode(errors="replace").decode()
            problems.append(tr("{file}, line {line}: there is no setting “{name}”.", **place, name=said))
            continue
        if name in values:
            problems.append(
                tr("{file}, line {line}: {name} stands there again; the last counts.", **place, name=name)
            )
        try:
            values[name] = KINDS[name].read(value)
        except ValueError:
            kind, default = KINDS[name], getattr(DEFAULTS, name)
            problems.append(
                tr(
                    "{file}, line {line}: {name} cannot be “{value}”; it can be: {allowed}. Used: {default}.",
                    **place,
                    name=name,
                    value=value.encode(errors="replace").decode(),
                    allowed=kind.allowed,
                    default=kind.written(default),
                )
            )
    if len(problems) > _MOST_PROBLEMS:
        more = len(problems) - _MOST_PROBLEMS + 1
        problems[_MOST_PROBLEMS - 1 :] = [
            tr("{file}: {count} more lines cannot be used.", file=path.name, count=more)
        ]
    return replace(DEFAULTS, **values), problems


def write_settings(path: Path, settings: Settings, names: Iterable[str]) -> None:
    """Write some settings into their lines of a file; whatever else stands in it stays.

    Raises:
        SaveError: if the file cannot be written.
        OSError: if its folder cannot be made, or the file not be read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        lines: list[str] = _text(path).split("\n")
    except FileNotFoundError:
        lines = list(_HEAD.split("\n"))
        names = [field.name for field in fields(Settings)]  # each with what it may be
    except InputError as error:
        raise SaveError(tr("{path} cannot be read: {reason}.", path=path, reason=error)) from error
    if _version_of("\n".join(lines)) > VERSION:
        raise SaveError(tr("{path} was written by a later version of csr-viewer", path=path))
    ending = "\r" if lines[0].endswith("\r") else ""
    for name in names:
        value, kind = getattr(settings, name), KINDS[name]
        line = f"{'# ' * (value == getattr(DEFAULTS, name))}{name} = {kind.written(value)}{ending}"
        places = [i for i, text in enumerate(lines) if (m := _LINE.fullmatch(text)) and m["name"] == name]
        in_force = [i for i in places if not lines[i].lstrip().startswith("#")]
        if places:
            for i in in_force or places[-1:]:
                lines[i] = line
        else:
            if lines[-1].strip():
                lines.append("")  # the last line had no end
            lines[-1:] = [ending, f"# {kind.allowed}{ending}", line, ""]
    with replacing(path, overwrite=True) as temporary:
        temporary.write_bytes("\n".join(lines).encode(errors="surrogateescape"))


def _set_aside(path: Path, problem: InputError) -> str:
    """Rename what is no text of settings; return a sentence about it."""
    try:
        kept = set_aside(path)
    except SaveError:
        return tr(
            "{path} cannot be read ({reason}): the default settings are used.", path=path, reason=problem
        )
    return tr(
        "{path} is no text of settings; it is kept as {kept}, and the default settings are used.",
        path=path,
        kept=kept,
    )


def _version_of(text: str) -> int:
    """The version of a file: 1 where it has no line that says another."""
    found = re.search(r"^\s*version\s*=\s*([0-9]{1,9})\s*$", text, re.MULTILINE)
    return VERSION if found is None else int(found[1])


def _text(path: Path) -> str:
    """A file's text; bytes that are none are kept for the file to be written again as it was."""
    content = read_bounded(path)
    if b"\0" in content:
        raise InputError(tr("it is no text"))
    return content.removeprefix(b"\xef\xbb\xbf").decode(errors="surrogateescape")
