"""A fault of the program is told as one, with its traceback in the log, and not as a person's mistake."""

import argparse
import sys
from pathlib import Path

import pytest
from csr.core.cli import render
from csr.core.cli.main import command_line, main
from csr.core.utils.log import log_file

COMMANDS = next(
    action.choices for action in command_line()._actions if isinstance(action, argparse._SubParsersAction)
)


def words_of(parser: argparse.ArgumentParser) -> list[str]:
    """The fewest words that a command takes."""
    words: list[str] = []
    for action in parser._actions:
        count = action.nargs if isinstance(action.nargs, int) else 1
        value = next(iter(action.choices)) if action.choices else "1"
        value = "light" if action.dest == "weights" else value
        if action.option_strings and action.required:
            words += [action.option_strings[0], *[value] * count]
        elif not action.option_strings and action.nargs != "?":
            words += [value] * count
    for group in parser._mutually_exclusive_groups:
        if group.required:
            words.append(group._group_actions[0].option_strings[0])
    return words


def plant(*_: object, **__: object) -> None:
    raise ValueError("planted: shapes (3,) and (4,)\nand more")


def logged() -> str:
    file = log_file()
    assert file is not None
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_fault_in_any_command(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = sys.modules[COMMANDS[name].get_default("run").__module__]
    monkeypatch.setattr(module, "run", plant)
    assert main([name, *words_of(COMMANDS[name])]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert message.startswith("csr: This is a fault of the program, not yours (ValueError: planted")
    assert str(log_file()) in message
    assert "Traceback" in logged()


def test_a_fault_at_one_of_several_pictures_spares_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn: list[str] = []

    def draw(_arguments: object, source: Path, *_: object, **__: object) -> Path:
        drawn.append(source.name)
        if source.name == "b.png":
            plant()
        return tmp_path / source.name

    monkeypatch.setattr(render, "_render_one", draw)
    assert main(["render", "a.png", "b.png", "c.png", str(tmp_path), "--scale", "2"]) == 1
    assert drawn == ["a.png", "b.png", "c.png"]
    message = capsys.readouterr().err
    assert "1 of 3 could not be drawn:\n  b.png: This is a fault of the program" in message
    assert "Traceback" in logged()


def test_a_lack_of_memory_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(render, "run", run)
    assert main(["render", "a.png", "b.png"]) == 2
    assert capsys.readouterr().err == "csr: There is not enough memory for this.\n"


@pytest.mark.parametrize("words", [["--debug", "devices"], ["devices", "--debug"]])
def test_debug_logs_to_the_terminal(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from csr.core.cli import devices

    monkeypatch.setattr(devices, "run", plant)
    assert main(words) == 1
    assert "Traceback" in capsys.readouterr().err
