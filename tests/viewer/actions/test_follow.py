import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.field.file import write_field
from csr.core.geometry.warp import Warp
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from csr.core.utils.atomic_file import replacing
from csr.core.utils.file_header import FileHeaderError, read_file_header
from csr.viewer.window.window import Window
from golden_fields import flat_field
from PIL import Image
from pytestqt.qtbot import QtBot

from ..conftest import settled

PROGRAM = "import sys; from csr.core.cli.main import main; sys.exit(main(sys.argv[1:]))"


def begun(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *map(str, words)], stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_a_fit_is_followed_from_its_first_field_to_its_last(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    photo, out = tmp_path / "p.png", tmp_path / "out.safetensors"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (24, 32, 3), np.uint8)).save(photo)
    notes: list[str] = []
    window.notifier.message_sent.connect(notes.append)
    window.follow_actions.follow(out)
    process = begun("fit", photo, out, "--kernels", "200", "--seconds", "9")
    try:
        # On the way, with its steps, and when it is done, when the header tells no steps.
        qtbot.waitUntil(lambda: any("step" in note for note in notes))
        first = window.canvas.scene_shown
        qtbot.waitUntil(lambda: "step" not in notes[-1] and "PSNR" in notes[-1])
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    qtbot.waitUntil(lambda: window.canvas.scene_shown is not first)
    scene = window.canvas.scene_shown
    assert scene is not None and scene.field is not None and scene.field.source.model == "fit"
    assert "out.safetensors has changed" not in notes  # it would hide how far the fit has come
    assert read_file_header(out).psnr[0][1] > 10


@pytest.mark.slow
def test_a_training_is_followed_on_the_open_photo(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    folder, out = tmp_path / "train", tmp_path / "net.safetensors"
    folder.mkdir()
    pixels = np.random.default_rng(1).integers(0, 256, (256, 256, 3), np.uint8)
    Image.fromarray(pixels).save(folder / "a.png")
    opened.canvas.look_at(100, 60, 8.0)
    before = settled(qtbot, opened)
    notes: list[str] = []
    opened.notifier.message_sent.connect(notes.append)
    opened.follow_actions.follow(out)
    small = ("--channels", 8, "--blocks", "1,1,1")
    process = begun("train", folder, out, "--minutes", "0.02", *small, "--name", "fresh")
    try:
        qtbot.waitUntil(lambda: "fresh" in opened.status.made_by)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    assert any("net.safetensors, step" in note for note in notes)
    after = settled(qtbot, opened)
    assert after.frame.view == before.frame.view and after.frame.source == "field"


def test_newer_weights_come_without_a_blank_and_keep_view_edits_and_warp(
    qtbot: QtBot, opened: Window, tmp_path: Path
) -> None:
    out = tmp_path / "net.safetensors"
    opened.warp_actions.set_warp(Warp(30))
    opened.canvas.look_at(100, 60, 8.0)
    settled(qtbot, opened)
    blank: list[bool] = []
    opened.opener.progressed.connect(lambda: blank.append(opened.canvas.item.drawn is None))
    opened.follow_actions.follow(out)
    scene, view = opened.canvas.scene_shown, opened.canvas.view
    for name in ("one", "two"):
        with replacing(out, True) as part:
            network = untrained(LightConfig(channels=8, blocks=(1, 1, 1)))
            network.name = name
            save_network(network, part)
        qtbot.waitUntil(lambda n=name: n in opened.status.made_by)
        now = opened.canvas.scene_shown
        assert now is not None and scene is not None and now.tiled is scene.tiled and now.field is not None
        assert now.warp == Warp(30) == now.field.display.warp
        assert opened.canvas.view == view and not now.field.missing(view)  # type: ignore[arg-type]
    assert blank and not any(blank)
    assert opened.settings.now.weights == str(out) == opened.opener.weights


def test_bad_and_missing_files_are_told_and_waited_for(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    out = tmp_path / "net.safetensors"
    with qtbot.waitSignal(opened.notifier.message_sent):
        opened.follow_actions.follow(out)
    scene = opened.canvas.scene_shown
    with qtbot.waitSignal(opened.notifier.error_sent) as told:
        out.write_bytes(b"half of a file")
    assert "net.safetensors cannot be read" in told.args[0] and "goes on" in told.args[0]
    with qtbot.waitSignal(opened.notifier.error_sent) as told:
        out.unlink()
    assert "is gone" in told.args[0]
    assert opened.canvas.scene_shown is scene
    network = untrained(LightConfig(channels=8, blocks=(1, 1, 1)))
    network.name = "whole"
    with replacing(out, True) as part:
        save_network(network, part)
    qtbot.waitUntil(lambda: "whole" in opened.status.made_by)


def test_weights_need_a_photo_and_draw_the_next(
    qtbot: QtBot, window: Window, photo: Path, weights: str, tmp_path: Path
) -> None:
    window.settings.give(weights="light")
    write_field(flat_field(30, 20, 0.5), tmp_path / "f.safetensors", {"steps": "7", "psnr": '{"1": 31.5}'})
    told = read_file_header(tmp_path / "f.safetensors")
    assert (told.kind, told.steps, told.psnr) == ("field", 7, ((1, 31.5),))
    with qtbot.waitSignal(window.opened):
        window.follow_actions.follow(tmp_path / "f.safetensors")
    with qtbot.waitSignal(window.notifier.message_sent) as said:
        window.follow_actions.follow(Path(weights))
    assert "Open a photo" in said.args[0]
    window.open(photo)
    qtbot.waitUntil(lambda: "untrained" in window.status.made_by)
    (tmp_path / "x.safetensors").write_bytes((tmp_path / "f.safetensors").read_bytes()[:200])
    with pytest.raises(FileHeaderError):
        read_file_header(tmp_path / "x.safetensors")
