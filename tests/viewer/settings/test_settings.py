from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from csr.core.network.bundled import bundled
from csr.core.utils.atomic_file import SaveError
from csr.viewer.notifier import Notifier
from csr.viewer.settings.settings import DEFAULTS, KINDS, Settings
from csr.viewer.settings.settings_file import SettingsFile, read_settings, settings_path, write_settings
from csr.viewer.state.state_file import StateFile
from csr.viewer.tasks.registry import TaskRegistry
from csr.viewer.widgets.status_bar import StatusBar
from csr.viewer.window.theme import Theme
from csr.viewer.window.window import Window
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ..conftest import settings_with, settled, show_active

COLOUR = st.tuples(*[st.integers(0, 255)] * 3)
SETTINGS = st.builds(
    Settings,
    theme=st.sampled_from(("dark", "light", "system")),
    wheel=st.sampled_from(("zooms", "pans")),
    device=st.sampled_from(("auto", "cuda", "opengl", "cpu")),
    weights=st.sampled_from(("auto", *bundled(), str(Path(__file__).absolute()))),
    memory=st.none() | st.integers(128, 1 << 20),
    positions_colour=COLOUR,
    covariances_colour=COLOUR,
    selection_colour=COLOUR,
    grid_colour=COLOUR,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.ini"


# -- the file ----------------------------------------------------------------------------------------------


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SETTINGS, second=SETTINGS)
def test_what_is_written_is_read(path: Path, first: Settings, second: Settings) -> None:
    path.unlink(missing_ok=True)
    for written in (first, second):
        write_settings(path, written, KINDS)
        assert read_settings(path) == (written, [])


def test_every_setting_has_a_kind_that_takes_its_default() -> None:
    assert set(KINDS) == {field.name for field in fields(Settings)}
    for name, kind in KINDS.items():
        default = getattr(DEFAULTS, name)
        assert kind.read(kind.written(default)) == default


def test_there_need_not_be_a_file(path: Path) -> None:
    assert read_settings(path) == (DEFAULTS, [])


def test_a_new_file_tells_what_can_be_set(path: Path) -> None:
    write_settings(path, Settings(wheel="pans"), ["wheel"])
    text = path.read_text()
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == [
        "version = 1",
        "wheel = pans",
    ]
    assert "# memory = auto" in text and "# zooms, pans" in text


def test_writing_leaves_all_other_lines(path: Path) -> None:
    path.parent.mkdir()
    mine = b"\xef\xbb\xbf# mine: \xff\r\nWheel = pans\r\nmemory = lots\r\n  device=cpu\r\nlast"
    path.write_bytes(mine)
    write_settings(path, Settings(device="opengl", theme="light"), ["device", "theme"])
    expected = mine.removeprefix(b"\xef\xbb\xbf").replace(b"  device=cpu", b"device = opengl")
    assert path.read_bytes() == expected + b"\n\r\n# dark, light, system\r\ntheme = light\r\n"
    write_settings(path, Settings(), ["device", "theme", "memory"])
    assert b"\n# device = auto\r\n" in path.read_bytes() and b"# memory = auto" in path.read_bytes()
    assert read_settings(path)[0] == DEFAULTS


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("memory = lots", "line 2: memory cannot be “lots”; it can be: auto, or MiB from 128 to 1048576."),
        ("memory = 1", "memory cannot be “1”"),
        ("memory =", "memory cannot be “”"),
        ("theme = pink", "theme cannot be “pink”; it can be: dark, light, system. Used: dark."),
        ("device = gpu", "device cannot be “gpu”"),
        ("weights = /no/such/file.safetensors", "weights cannot be “/no/such/file.safetensors”"),
        ("grid_colour = #12345g", "grid_colour cannot be “#12345g”"),
        ("grid_colour = #1234", "Used: #808080."),
        ("colour = red", "line 2: there is no setting “colour”."),
        ("[section]", "there is no setting “[section]”"),
        ("\udcff\udcfe = \udcff", "there is no setting “??"),
        ("wheel = zooms", "line 2: wheel stands there again; the last counts."),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_the_default(path: Path, line: str, sentence: str) -> None:
    path.parent.mkdir()
    path.write_bytes(f"wheel = pans\n{line}\n".encode(errors="surrogateescape"))
    read, problems = read_settings(path)
    assert read == (DEFAULTS if line.startswith("wheel") else Settings(wheel="pans"))
    assert len(problems) == 1 and sentence in problems[0]


def test_a_file_of_noise_gets_a_few_sentences(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(bytes(range(1, 256)) * 40)
    read, problems = read_settings(path)
    assert read == DEFAULTS and len(problems) == 3 and "more lines cannot be used" in problems[-1]


def test_what_cannot_be_read_or_written_gets_a_sentence(
    qtbot: QtBot, path: Path, tasks: TaskRegistry, notifier: Notifier
) -> None:
    path.mkdir(parents=True)
    file = SettingsFile(path)
    file.write_with(tasks, notifier)
    assert "cannot be read" in file.problems[0] and file.now == DEFAULTS
    with qtbot.waitSignal(notifier.error_sent, timeout=10_000) as told:
        file.change(theme="light")
    assert told.args[0].startswith("The settings are not remembered: ")
    assert file.now.theme == "light"
    file.close()


def test_the_file_is_in_the_configuration_folder(tmp_path: Path) -> None:
    assert settings_path() == tmp_path / "config" / "settings.ini"


# -- the settings in force ---------------------------------------------------------------------------------


def test_the_command_line_wins_and_is_not_written(path: Path) -> None:
    write_settings(path, Settings(device="opengl", wheel="pans"), KINDS)
    before = path.read_bytes()
    file = SettingsFile(path, {"device": "cpu"})
    assert file.now == Settings(device="cpu", wheel="pans")
    file.close()
    assert path.read_bytes() == before
    file.change(theme="light")
    file.close()
    assert read_settings(path)[0] == Settings(device="opengl", wheel="pans", theme="light")
    file.change(device="auto")  # a person's later word
    file.close()
    assert file.now.device == read_settings(path)[0].device == "auto"


def test_defaults_are_restored_whatever_the_command_line_gave(path: Path) -> None:
    write_settings(path, Settings(device="opengl", memory=512), KINDS)
    file = SettingsFile(path, {"device": "auto"})
    file.restore_defaults()
    file.close()
    assert file.now == DEFAULTS and read_settings(path) == (DEFAULTS, [])


def test_what_does_not_change_is_not_told(qtbot: QtBot, path: Path) -> None:
    file = SettingsFile(path)
    with qtbot.assertNotEmitted(file.changed):
        file.change(theme="dark", memory=None)
    file.close()
    assert not path.exists()


# -- the window --------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(opened: Window) -> QWidget:
    QTest.keyClick(opened.canvas, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowTitle() == "Settings")
    return dialog


def named(dialog: QWidget, name: str) -> QWidget:
    (found,) = (w for w in dialog.findChildren(QWidget) if w.accessibleName() == name)
    return found


def choose(dialog: QWidget, name: str, data: str) -> None:
    box = named(dialog, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_what_is_chosen_is_in_force_at_once(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    assert not dialog.isModal()
    choose(dialog, "Mouse wheel", "pans")
    assert opened.canvas.navigation.wheel_pans and opened.actions_by_name["wheel_pans"].isChecked()
    opened.actions_by_name["wheel_pans"].trigger()
    wheel = named(dialog, "Mouse wheel")
    assert isinstance(wheel, QComboBox) and wheel.currentData() == "zooms"
    assert not opened.canvas.navigation.wheel_pans

    memory = named(dialog, "Memory")
    assert isinstance(memory, QSpinBox) and memory.text() == "Automatic"
    memory.stepUp()
    memory.stepUp()
    assert opened.settings.now.memory == 256
    memory.setValue(0)
    assert opened.settings.now.memory is None

    opened.canvas.zoom_to(4.0)
    choose(dialog, "Weights", "light")
    qtbot.waitUntil(lambda: _model(opened) == "light", timeout=60_000)
    assert settled(qtbot, opened).request.view.scale == 4.0


def test_less_memory_drops_tiles_and_more_makes_them(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    Image.new("RGB", (1100, 40)).save(tmp_path / "long.png")
    with qtbot.waitSignal(window.opener.settled, timeout=60_000):
        window.open(tmp_path / "long.png")
    scene = window.canvas.scene_shown
    assert scene is not None and scene.tiled is not None
    whole = scene.tiled.nbytes
    window.canvas.look_at(1099.0, 20.0, 16.0)
    window.opener.use_memory(1, 0)
    qtbot.waitUntil(lambda: scene.tiled is not None and scene.tiled.nbytes < whole, timeout=30_000)
    window.opener.use_memory(None, 0)
    qtbot.waitUntil(lambda: scene.tiled is not None and scene.tiled.nbytes == whole, timeout=30_000)


def test_colours_of_overlays(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    opened.canvas.zoom_to(40.0)  # dots are whole there
    opened.actions_by_name["positions"].setChecked(True)
    settled(qtbot, opened)
    green = (10, 250, 20)
    button = named(dialog, "Colour: Positions")
    assert isinstance(button, QPushButton)
    button.click()
    (chooser,) = (w for w in dialog.findChildren(QWidget) if w.windowTitle() == "Colour: Positions")
    chooser.setCurrentColor(QColor(*green))  # type: ignore[attr-defined]
    pixels = settled(qtbot, opened).pixels
    assert (pixels[..., 2::-1] == green).all(axis=-1).any()
    chooser.close()


def test_a_device_that_cannot_be_used_is_not_chosen(qtbot: QtBot, opened: Window, dialog: QWidget) -> None:
    device = named(dialog, "Device")
    assert isinstance(device, QComboBox)
    qtbot.waitUntil(lambda: None not in opened.devices.trials.reasons.values(), timeout=60_000)
    reason = opened.devices.trials.reasons["cuda"]
    if not reason:
        pytest.skip("there is CUDA here")
    qtbot.waitUntil(lambda: reason in device.itemText(device.findData("cuda")))
    choose(dialog, "Device", "cuda")
    qtbot.waitUntil(lambda: "CUDA cannot be used" in opened.message.text, timeout=60_000)
    qtbot.waitUntil(lambda: device.currentData() == "cpu")
    choose(dialog, "Device", "auto")
    qtbot.waitUntil(lambda: opened.settings.now.device == "auto", timeout=60_000)


def test_a_language_is_kept_for_the_next_start(opened: Window, dialog: QWidget) -> None:
    choose(dialog, "Language", "de")
    assert opened.settings.now.language == "de"
    notes = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "The window speaks the language from its next start on." in notes


def test_defaults_come_back_and_esc_closes_the_dialog(opened: Window, dialog: QWidget) -> None:
    opened.settings.change(wheel="pans", grid_colour=(1, 2, 3), memory=1024)
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert opened.settings.now == DEFAULTS
    assert not opened.canvas.navigation.wheel_pans and opened.canvas.overlays.colours.grid == (128, 128, 128)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and opened.isVisible()


def test_all_of_the_dialog_is_reached_by_tab_and_named(qtbot: QtBot, dialog: QWidget) -> None:
    # Not waitActive: it takes a dialog for active as soon as the window that owns it is.
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    reached: list[str] = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.append(focus.accessibleName() or (focus.text() if isinstance(focus, QPushButton) else ""))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert "" not in reached and {"Theme", "Memory", "Colour: Pixel grid", "Restore Defaults"} <= set(reached)


def test_problems_stay_until_they_are_read(qtbot: QtBot, path: Path, photo: Path, weights: str) -> None:
    path.parent.mkdir()
    path.write_text("theme = pink\n")
    window = Window(SettingsFile(path, {"weights": weights, "device": "cpu"}))
    qtbot.addWidget(window)
    show_active(qtbot, window)
    with qtbot.waitSignal(window.opened, timeout=60_000):
        window.open(photo)
    assert "theme cannot be “pink”" in window.message.text
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not window.message.text
    window.close()
    assert path.read_text() == "theme = pink\n"


@pytest.mark.parametrize("content", [b"\0theme = dark\n", b"x" * (1 << 21)], ids=["zeros", "huge"])
def test_what_is_no_text_is_set_aside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    read, problems = read_settings(path)
    assert read == DEFAULTS and len(problems) == 1 and "is kept as" in problems[0]
    assert not path.exists() and path.with_name("settings.ini.damaged").read_bytes() == content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_and_written_again(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    read_settings(path)
    if path.exists() and b"version" not in content:
        write_settings(path, Settings(theme="light"), ["theme"])
        assert read_settings(path)[0].theme == "light"


def test_a_file_of_a_later_version_is_read_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("version = 2\ntheme = light\n")
    read, problems = read_settings(path)
    assert read.theme == "light" and "later version" in problems[0]
    with pytest.raises(SaveError, match="later version"):
        write_settings(path, Settings(), ["theme"])
    assert path.read_text() == "version = 2\ntheme = light\n"


# -- what is remembered ------------------------------------------------------------------------------------


def test_place_panels_and_ground_are_remembered(qtbot: QtBot, tmp_path: Path, weights: str) -> None:
    on = ("navigator", "metadata", "peel", "ground_white")
    off = ("scale_bar", "inspect", "histogram", "ground_dark")
    for again in (False, True):
        window = Window(settings_with(weights), StateFile(tmp_path / "window.json"))
        qtbot.addWidget(window)
        actions = window.actions_by_name
        if not again:
            window.resize(780, 500)
            window.show()
            for name in on:
                actions[name].setChecked(True)
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, window.info_actions.panel)
            actions["full_screen"].setChecked(True)
            actions["full_screen"].setChecked(False)
        else:
            window.show()
            assert (window.width(), window.height()) == (780, 500)
            assert [actions[name].isChecked() for name in (*on, *off)] == [True] * 4 + [False] * 4
            assert window.dockWidgetArea(window.info_actions.panel) == Qt.DockWidgetArea.LeftDockWidgetArea
            assert window.info_actions.panel.isVisible() and window.corner_widgets.navigator.isVisible()
        window.close()


def test_a_window_left_in_full_screen_comes_back_with_its_menus(
    qtbot: QtBot, tmp_path: Path, weights: str
) -> None:
    for again in (False, True):
        window = Window(settings_with(weights), StateFile(tmp_path / "window.json"))
        qtbot.addWidget(window)
        window.show()
        assert not window.isFullScreen() and window.menuBar().isVisible()
        window.actions_by_name["full_screen"].setChecked(not again)
        window.close()


# -- the look ----------------------------------------------------------------------------------------------


@pytest.fixture
def plain_look(qapp: QApplication) -> Iterator[None]:
    palette, style = qapp.palette(), qapp.style().name()
    yield
    qapp.setPalette(palette)
    qapp.setStyle(style)
    qapp.styleHints().unsetColorScheme()


@pytest.mark.usefixtures("plain_look")
def test_the_theme_changes_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    file = SettingsFile()
    look = Theme(qapp, file)

    status = StatusBar()
    qtbot.addWidget(status)
    status.show()

    def lightness() -> tuple[int, int]:
        palette = status.findChildren(QLabel)[-1].palette()  # a style sheet would keep the first colours
        return palette.color(QPalette.ColorRole.Window).lightness(), palette.windowText().color().lightness()

    qtbot.waitUntil(lambda: lightness()[0] < 80 < 150 < lightness()[1])
    file.change(theme="light")
    qtbot.waitUntil(lambda: lightness()[1] < 80 < 150 < lightness()[0])
    file.change(theme="system")
    light = qapp.styleHints().colorScheme() == Qt.ColorScheme.Light
    qtbot.waitUntil(lambda: (lightness()[0] > 150) == light)
    look.deleteLater()


def _model(window: Window) -> str:
    scene = window.canvas.scene_shown
    return "" if scene is None or scene.field is None else scene.field.source.model
