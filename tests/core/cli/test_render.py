from pathlib import Path

import numpy as np
from csr.core.cli.main import main
from PIL import Image


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
