"""State that the window remembers between runs, and its file: plain JSON, checked value by value."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QStandardPaths, QTimer

from ...core.utils.atomic_file import SaveError, replacing, set_aside
from ...core.utils.bounded_input import InputError, parse_json, read_bounded
from ..i18n import tr
from ..notifier import Notifier
from ..style import SETTINGS_WAIT_MS
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry

FILE_NAME = "window.json"
VERSION = 1
AREAS = ("left", "right", "top", "bottom")
"""Areas where a panel may be docked."""
MOST_ENTRIES = 100
"""Most entries of a list."""
LONGEST_TEXT = 4096
"""Characters of a path or a name."""
FARTHEST = 1 << 17
"""Device-independent pixels: farther away there is no screen, and no longer are its sides."""

log = logging.getLogger(__name__)

Box = tuple[int, int, int, int]
"""Left, top, width and height in device-independent pixels."""


@dataclass(frozen=True)
class PanelPlace:
    """The place of a panel."""

    name: str
    area: str
    """One of `AREAS`, where it was docked last."""
    extent: int
    """Its width at the left or right, else its height, in device-independent pixels."""
    floating: Box | None = None
    """Its place as a window of its own; None where it is docked."""


@dataclass(frozen=True)
class State:
    """The remembered values; immutable."""

    window: Box | None = None
    """Place and size of the window when it is not maximized."""
    maximized: bool = False
    panels: tuple[PanelPlace, ...] = ()
    """Places of the panels that have been shown."""
    switches: tuple[str, ...] = ()
    """Actions that were on."""
    folder: str = ""
    """Folder where a person chose a file last."""
    recent: tuple[str, ...] = ()
    """Files that were opened last, the newest first."""
    card_dismissed: bool = False
    """True once a person closed the card of the first steps."""
    opengl_is_tried: bool = False
    """True while OpenGL is being tried, which a program may not survive."""


def state_path() -> Path:
    """Path where the platform keeps such files; the application has its name already."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / FILE_NAME


class StateFile(QObject):
    """The state, read once, and written a moment after a change.

    A damaged file is set aside, and what is right in it stays in force. A file of a later version is neither
    read nor written.

    Args:
        path: the file, which need not be there.
        parent: owner.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._state, self.problems, self._writable = read_state(path)
        self._unwritten = False
        self._lock = threading.Lock()
        self._worker: QueryWorker | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SETTINGS_WAIT_MS)
        self._wait.timeout.connect(self._begin_to_write)

    @property
    def now(self) -> State:
        """The present state."""
        return self._state

    def write_with(self, tasks: TaskRegistry, notifier: Notifier) -> None:
        """Write changes in a thread of a registry from now on, and the rest at the end."""
        tasks.add("window state", stop=self._wait.stop, release=self.write)
        self._worker = QueryWorker("window state", tasks, notifier, self)

    def change(self, **values: object) -> None:
        """Remember other values, by name."""
        self._state = replace(self._state, **values)
        self._unwritten = True
        self._wait.start()

    def write(self) -> None:
        """Write what is not written; in any thread. A failure is logged: nobody waits for this."""
        with self._lock:
            if not (self._unwritten and self._writable):
                return
            self._unwritten = False
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                text = json.dumps({"version": VERSION, **asdict(self._state)}, indent=1)
                with replacing(self._path, overwrite=True) as part:
                    part.write_bytes(text.encode())
            except (SaveError, OSError) as error:
                self._unwritten = True  # with the next change, or at the end
                log.warning("The window's state is not remembered: %s", error)

    def _begin_to_write(self) -> None:
        if self._worker is not None:
            self._worker.submit("write", self.write)


def read_state(path: Path) -> tuple[State, list[str], bool]:
    """The state of a file, sentences about what is wrong with it, and whether it may be written."""
    try:
        content = parse_json(read_bounded(path))
        if not isinstance(content, dict):
            raise InputError("no object")
        values = cast("dict[str, Any]", content)
        version = values.pop("version", None)
        if isinstance(version, int) and version > VERSION:
            newer = tr(
                "{path} was written by a later version of csr-viewer: it is left as it is, and this window "
                "remembers nothing.",
                path=path,
            )
            return State(), [newer], False
    except FileNotFoundError:
        return State(), [], True
    except OSError as error:
        return State(), [tr("{path} cannot be read: {reason}.", path=path, reason=error)], True
    except InputError:
        values, version = {}, None
    state, damaged = _checked(values)
    if not damaged and version == VERSION:
        return state, [], True
    try:
        kept = set_aside(path)
    except SaveError as error:
        log.warning("%s", error)
        return state, [tr("{path} is damaged.", path=path)], True
    told = tr(
        "{path} is damaged; it is kept as {kept}, and what is right in it counts.", path=path, kept=kept
    )
    return state, [told], True


def _checked(values: Mapping[str, object]) -> tuple[State, bool]:
    """The state of what is right among some values, and whether something is not."""
    found: dict[str, object] = {}
    damaged = not values.keys() <= {field.name for field in fields(State)}
    for name, read in _READERS.items():
        if name in values:
            try:
                found[name] = read(values[name])
            except ValueError:
                damaged = True
    return State(**cast("dict[str, Any]", found)), damaged


def _whole(value: object, least: int, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise ValueError


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError


def _text(value: object) -> str:
    if isinstance(value, str) and len(value) <= LONGEST_TEXT and "\0" not in value:
        return value
    raise ValueError


def _list_of(read: Callable[[object], object]) -> Callable[[object], tuple[object, ...]]:
    def read_list(value: object) -> tuple[object, ...]:
        if isinstance(value, list) and len(value := cast("list[object]", value)) <= MOST_ENTRIES:
            return tuple(read(entry) for entry in value)
        raise ValueError

    return read_list


def _box(value: object) -> Box | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value := cast("list[object]", value)) != 4:
        raise ValueError
    left, top = (_whole(number, -FARTHEST, FARTHEST) for number in value[:2])
    width, height = (_whole(number, 1, FARTHEST) for number in value[2:])
    return left, top, width, height


def _panel(value: object) -> PanelPlace:
    if not isinstance(value, dict) or (value := cast("dict[str, object]", value)).keys() != {
        field.name for field in fields(PanelPlace)
    }:
        raise ValueError
    area = _text(value["area"])
    if area not in AREAS:
        raise ValueError
    extent = _whole(value["extent"], 1, FARTHEST)
    return PanelPlace(_text(value["name"]), area, extent, _box(value["floating"]))


_READERS: dict[str, Callable[[object], object]] = {
    "window": _box,
    "maximized": _yes_or_no,
    "panels": _list_of(_panel),
    "switches": _list_of(_text),
    "folder": _text,
    "recent": _list_of(_text),
    "card_dismissed": _yes_or_no,
    "opengl_is_tried": _yes_or_no,
}
"""The check of every value, by its name; raises ValueError where it is none."""
