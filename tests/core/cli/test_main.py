import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import command_line, main
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from PIL import Image


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)).save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


@pytest.fixture
def weights(tmp_path: Path) -> str:
    save_network(untrained(LightConfig(channels=8, blocks=1, features=4)), tmp_path / "w.safetensors")
    return str(tmp_path / "w.safetensors")


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_render_a_photo_at_any_scale(photo: Path, weights: str, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert main(["render", str(photo), str(out), "--scale", "3.7", "--weights", weights]) == 0
    assert size_of(out) == (148, 111)
    words = ["--box", "1", "2", "11.5", "7", "--scale", "2", "--weights", weights, "--overwrite"]
    assert main(["render", str(photo), str(out), *words]) == 0
    assert size_of(out) == (21, 10)
    assert main(["render", str(photo), str(out), "--size", "80", "80", *words[7:], "--weights", weights]) == 0
    assert size_of(out) == (80, 60)


def test_render_turns_by_any_angle(photo: Path, weights: str, tmp_path: Path) -> None:
    words = ["render", str(photo), "--scale", "2", "--weights", weights]
    for name, more in (("a", []), ("b", ["--rotate", "90"]), ("c", ["--rotate", "30", "--shear", "0.2"])):
        assert main([*words, *more, str(tmp_path / f"{name}.png")]) == 0
    a, b, c = (Image.open(tmp_path / f"{name}.png") for name in "abc")
    # Both are rounded sums, each 1e-4 off at most.
    assert np.abs(np.asarray(b, int) - np.rot90(np.asarray(a, int), -1)).max() <= 1
    assert c.mode == "RGBA" and c.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert main([*words, "--lens", "5", "5", "1", "2", str(tmp_path / "d.png")]) == 2


def test_a_field_file_renders_as_its_photo(photo: Path, weights: str, tmp_path: Path) -> None:
    field, a, b = (tmp_path / n for n in ("f.safetensors", "a.png", "b.png"))
    assert main(["field", str(photo), str(field), "--weights", weights]) == 0
    assert main(["render", str(photo), str(a), "--scale", "4", "--weights", weights, "--bits", "16"]) == 0
    assert main(["render", str(field), str(b), "--scale", "4", "--bits", "16"]) == 0
    assert a.read_bytes() == b.read_bytes()


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


def test_render_takes_many_and_goes_on_after_a_bad_one(
    photo: Path, weights: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    with Image.open(photo) as image:
        for name in ("a.png", "b.jpg", "c.png"):
            image.convert("RGB").save(folder / name)
        image.convert("RGB").save(folder / "a.jpg")
    (folder / "b.png").write_text("no picture")
    (folder / "notes.txt").touch()
    words = ["--scale", "1.5", "--weights", weights]
    assert main(["render", str(folder), str(out), *words]) == 2
    told = capsys.readouterr().err
    assert "2 of 5" in told and "b.png" in told and "another source" in told
    assert sorted(p.name for p in out.iterdir()) == ["a_x1.5.png", "b_x1.5.png", "c_x1.5.png"]
    rule = str(out / "{name}-{scale}.jpg")
    assert main(["render", str(folder / "[ac].p*"), str(folder / "b.jpg"), rule, *words]) == 0
    assert {p.name for p in out.glob("*.jpg")} == {"a-1.5.jpg", "b-1.5.jpg", "c-1.5.jpg"}
    assert main(["render", str(folder), str(tmp_path / "one.png"), *words]) == 2
    assert "{name}" in capsys.readouterr().err and not (tmp_path / "one.png").exists()
    assert main(["render", str(folder / "x*"), str(out), *words]) == 2
    assert "holds no photo" in capsys.readouterr().err


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
