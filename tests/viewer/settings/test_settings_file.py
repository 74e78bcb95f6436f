from pathlib import Path

import pytest
from csr.core.network.bundled import bundled
from csr.core.utils.atomic_file import SaveError
from csr.viewer.notifier import Notifier
from csr.viewer.settings.settings import DEFAULTS, KINDS, Settings
from csr.viewer.settings.settings_file import SettingsFile, read_settings, settings_path, write_settings
from csr.viewer.tasks.registry import TaskRegistry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

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


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SETTINGS, second=SETTINGS)
def test_what_is_written_is_read(path: Path, first: Settings, second: Settings) -> None:
    path.unlink(missing_ok=True)
    for written in (first, second):
        write_settings(path, written, KINDS)
        assert read_settings(path) == (written, [])


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
    with qtbot.waitSignal(notifier.error_sent) as told:
        file.change(theme="light")
    assert told.args[0].startswith("The settings are not remembered: ")
    assert file.now.theme == "light"
    path.rmdir()
    path.write_text("version = 1\n")
    file.change(wheel="pans")
    file.close()
    assert read_settings(path)[0] == Settings(theme="light", wheel="pans")


def test_the_file_is_in_the_configuration_folder(tmp_path: Path) -> None:
    assert settings_path() == tmp_path / "config" / "settings.ini"


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
