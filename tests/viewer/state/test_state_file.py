"""What is remembered is plain text that anything may have happened to: a start never fails for it."""

import json
import os
import sys
from pathlib import Path

import pytest
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.state.state_file import MOST_ENTRIES, PanelPlace, State, StateFile, read_state
from csr.viewer.window.window import Window
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=()), max_size=40)
SIDE = st.integers(1, 1 << 17)
BOX = st.tuples(st.integers(-(1 << 17), 1 << 17), st.integers(-(1 << 17), 1 << 17), SIDE, SIDE)
PANEL = st.builds(
    PanelPlace, TEXT, st.sampled_from(("left", "right", "top", "bottom")), SIDE, st.none() | BOX
)
STATES = st.builds(
    State,
    st.none() | BOX,
    st.booleans(),
    st.lists(PANEL, max_size=4).map(tuple),
    st.lists(TEXT, max_size=4).map(tuple),
    TEXT,
    st.lists(TEXT, max_size=4).map(tuple),
    st.booleans(),
)
WHOLE = State((10, 20, 800, 600), True, (PanelPlace("peel", "left", 300),), ("peel",), "/a", ("/a/b",), True)
untimed = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.json"


def write(path: Path, state: State) -> None:
    path.unlink(missing_ok=True)
    file = StateFile(path)
    file.change(**{name: getattr(state, name) for name in state.__dataclass_fields__})
    file.write()


@untimed
@given(state=STATES)
def test_what_is_written_is_read(path: Path, state: State) -> None:
    write(path, state)
    assert read_state(path) == (state, [], True)


def test_nothing_yet(path: Path) -> None:
    assert read_state(path) == (State(), [], True)


@untimed
@given(content=st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b"[]")
@example(b"null")
@example(b'{"version": "1"}')
def test_any_bytes_are_set_aside(path: Path, content: bytes) -> None:
    for file in path.parent.iterdir():
        file.unlink()
    path.write_bytes(content)
    state, problems, writable = read_state(path)
    assert state == State() and len(problems) == 1 and writable
    assert not path.exists() and path.with_name("window.json.damaged").read_bytes() == content


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@untimed
@given(name=st.sampled_from(sorted(State.__dataclass_fields__)), value=ANYTHING)
@example("recent", ["a"] * (MOST_ENTRIES + 1))
@example("folder", "a" * 5000)
@example("folder", "\0")
@example("window", [0, 0, 10**400, 1])
@example("window", [True, True, True, True])
def test_a_value_that_is_wrong_costs_itself_alone(path: Path, name: str, value: object) -> None:
    write(path, WHOLE)
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, name: value}))
    state, problems, _ = read_state(path)
    others = [field for field in State.__dataclass_fields__ if field != name]
    assert [getattr(state, field) for field in others] == [getattr(WHOLE, field) for field in others]
    # An odd value is either what its field may be, and written again, or told, and at its default.
    assert not problems or getattr(state, name) == getattr(State(), name)


def test_a_file_of_a_later_version_is_not_touched(path: Path) -> None:
    content = b'{"version": 2, "window": "elsewhere"}'
    path.write_bytes(content)
    file = StateFile(path)
    assert file.now == State() and "later version" in file.problems[0]
    file.change(folder="/b")
    file.write()
    assert path.read_bytes() == content and list(path.parent.iterdir()) == [path]


def test_damaged_files_are_kept_side_by_side(path: Path) -> None:
    for number in range(12):
        path.write_text(f"damaged {number}")
        read_state(path)
    kept = {file.name for file in path.parent.iterdir()}
    assert kept == {"window.json.damaged", *(f"window.json.damaged{i}" for i in range(1, 9))}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have names as Unix gives them")
def test_a_pipe_in_its_place_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    state, problems, _ = read_state(path)
    assert state == State() and problems


def test_a_place_that_cannot_be_written_is_no_failure(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.joinpath("file").write_text("")
    file = StateFile(path.parent / "file" / "window.json")
    file.change(folder="/b")
    file.write()
    assert "not remembered" in caplog.text
    path.parent.joinpath("file").unlink()
    file.write()
    assert read_state(path.parent / "file" / "window.json")[0].folder == "/b"


def test_the_window_starts_with_a_damaged_file_and_says_so(qtbot: QtBot, path: Path) -> None:
    path.write_bytes(b'{"version": 1, "window": [0, 0, 300, 300], "panels": 7}')
    window = Window(SettingsFile(), StateFile(path))
    qtbot.addWidget(window)
    window.show()
    assert "is damaged; it is kept as" in window.message.text
    window.close()
    assert read_state(path)[1] == []


def test_a_window_beyond_all_screens_comes_back_to_them(qtbot: QtBot, path: Path) -> None:
    write(path, State(window=(100_000, 100_000, 300, 300)))
    window = Window(SettingsFile(), StateFile(path))
    qtbot.addWidget(window)
    window.show()
    assert window.x() < 10_000
    window.close()


def test_a_floating_panel_comes_back_where_it_was(qtbot: QtBot, path: Path) -> None:
    for again in (False, True):
        window = Window(SettingsFile(), StateFile(path))
        qtbot.addWidget(window)
        window.show()
        dock = window.info_actions.panel
        if not again:
            window.actions_by_name["metadata"].setChecked(True)
            dock.setFloating(True)
            dock.setGeometry(120, 130, 400, 340)
            window.actions_by_name["metadata"].setChecked(True)
        else:
            assert dock.isVisible() and dock.isFloating()
            assert (dock.width(), dock.height()) == (400, 340)
            assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea
        window.close()
