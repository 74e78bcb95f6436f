import os
from pathlib import Path

import pytest
from csr.core.cli.batch import sources_of
from csr.core.cli.main import main
from PIL import Image


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_left_out_of_a_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").touch()
    os.mkfifo(tmp_path / "b.jpg")
    assert sources_of([tmp_path]) == [tmp_path / "a.jpg"]
    told = capsys.readouterr().err
    assert "b.jpg is left out" in told and "a.jpg" not in told
