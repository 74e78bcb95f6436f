"""viewer/README.md is the reference of the window: nothing that people can use is missing there."""

from pathlib import Path

from csr.viewer.actions.table import ACTIONS
from csr.viewer.command_line import parser
from csr.viewer.settings.settings import DEFAULTS, KINDS

PAGE = (Path(__file__).parents[2] / "viewer/README.md").read_text(encoding="utf-8")


def test_every_action_stands_there_with_its_keys() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    for action in ACTIONS:
        found = [row for row in rows if action.text in row and all(f"`{key}`" in row for key in action.keys)]
        assert found, action.name


def test_every_option_of_the_command_line_stands_there() -> None:
    options = [option for a in parser()._actions for option in a.option_strings if option.startswith("--")]
    assert not [option for option in options if f"`{option}" not in PAGE]


def test_every_setting_stands_there_with_its_default() -> None:
    for name, kind in KINDS.items():
        default = kind.written(getattr(DEFAULTS, name))
        assert any(f"`{name}`" in row and f"`{default}`" in row for row in PAGE.splitlines()), name
