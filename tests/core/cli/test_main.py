import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from csr.core.cli.main import command_line, main


def test_evaluate_and_devices(
    photo: Path, weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--scales", "1,2", "--weights", weights, "--limit", "1", "--json", str(tmp_path / "s.json")]
    assert main(["evaluate", str(photo.parent), *words]) == 0
    assert "| x2 |" in capsys.readouterr().out
    assert len(json.loads((tmp_path / "s.json").read_text())["means"]) == 4
    assert main(["devices"]) == 0
    shown = capsys.readouterr().out
    assert "cpu    used" in shown or "can be used" in shown


def test_bad_input_is_a_sentence_and_exit_code_2(
    photo: Path, weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.png"
    text.write_text("no picture")
    (tmp_path / "empty.jpg").touch()
    out = str(tmp_path / "new.png")
    good = ["render", str(photo), out, "--weights", weights]
    cases = [
        (["render", str(tmp_path / "none.jpg"), out, "--scale", "2"], "no file"),
        (["render", str(tmp_path), out, "--scale", "2"], "folder"),
        (["render", str(text), out, "--scale", "2"], "text.png"),
        (["render", str(tmp_path / "empty.jpg"), out, "--scale", "2"], "empty"),
        (["render", weights, out, "--scale", "2"], "not a field"),
        (good, "how large"),
        ([*good, "--scale", "2", "--box", "0", "0", "50", "10"], "box"),
        ([*good, "--scale", "2", "--device", "toaster"], "no device"),
        (["render", str(photo), out, "--scale", "2", "--weights", "nothing"], "no weights"),
        (["render", str(photo), out, "--scale", "2", "--weights", str(text)], "ends in .safetensors"),
        (["render", str(photo), str(photo), "--scale", "2"], "a file that is read"),
        (["render", str(photo), str(tmp_path / "no" / "x.png"), "--scale", "2"], "folder"),
        (["render", str(photo), str(tmp_path / "x.doc"), "--scale", "2"], ".doc"),
        (["field", str(photo), str(tmp_path / "x.png")], "ends in"),
        (["field", str(photo), weights], "there already"),
        (["field", str(photo), str(tmp_path / "no" / "f.safetensors")], "no folder"),
        ([*good, "--scale", "1e5"], "1,000,000"),
        (["evaluate", str(tmp_path), "--json", str(tmp_path / "no" / "s.json")], "no folder"),
        (["evaluate", str(tmp_path), "--json", str(photo), "--overwrite"], "a file that is read"),
        (["evaluate", str(tmp_path / "none"), "--json", str(text)], "no folder"),
        (["bench", "--json", str(text)], "there already"),
        (["evaluate", str(tmp_path / "none")], "no folder"),
        (["train", str(tmp_path / "none"), str(tmp_path / "new.safetensors")], "no folder"),
    ]
    for words, expected in cases:
        assert main(words) == 2, words
        message = capsys.readouterr().err
        assert expected in message, (words, message)
        assert "Traceback" not in message
    assert not Path(out).exists()


@pytest.mark.parametrize("scale", ["nan", "-1", "0", "inf", "large", "1e308", "1e-300"])
def test_scales_that_are_none(scale: str, photo: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["render", str(photo), "x.png", f"--scale={scale}"])
    assert stopped.value.code == 2


def test_options_stand_anywhere_among_files() -> None:
    for words in (
        "a b --scale 2 c",
        "--scale 2 a b c",
        "a --scale 2 b c",
        "a b c --scale=2",
        "--scale 2 -- a b c",
    ):
        arguments = command_line().parse_args(["render", *words.split()])
        assert [path.name for path in arguments.sources] == ["a", "b"], words
        assert (arguments.out, arguments.scale) == (Path("c"), 2), words
    arguments = command_line().parse_args(["--debug", "bench", "--json", "a", "b.jpg"])
    assert arguments.debug and arguments.photo.name == "b.jpg"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("render a --scale 2", "OUT"),
        ("render a b --scale 2 --no-such-thing", "--no-such-thing"),
        ("render --scale a b", "--scale"),
        ("render", "PHOTO_OR_FIELD, OUT"),
        ("field a --page 1 b c", "c"),
        ("map a b", "required"),
    ],
)
def test_words_that_make_no_sense_are_told(
    words: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        command_line().parse_args(words.split())
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert expected in told and told.count("\n") == 1, told


def test_help_and_version_load_nothing_heavy() -> None:
    program = (
        "import sys; from csr.core.cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'numba', 'numpy', 'PIL', 'gsplat'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("csr 0.")


def test_every_command_and_option_stands_in_the_readme() -> None:
    page = (Path(__file__).parents[3] / "core/README.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    shared = " ".join(row for row in rows if row.startswith("| `--"))
    (commands,) = (a for a in command_line()._actions if isinstance(a, argparse._SubParsersAction))
    assert set(re.findall(r"^\| `csr ([a-z-]+) ", page, re.M)) == {*commands.choices} - {"devices"}
    for name, parser in commands.choices.items():
        own = " ".join(row for row in rows if row.startswith(f"| `csr {name}"))
        assert own, name
        for option in (word for action in parser._actions for word in action.option_strings):
            if option not in ("-h", "--help"):
                assert re.search(rf"{option}\b", own + shared), f"{name} {option}"
