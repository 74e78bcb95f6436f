from pathlib import Path

import pytest
from csr.core.cli.main import main
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from PIL import Image


def test_a_page_is_chosen_by_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights, source, out = (str(tmp_path / name) for name in ("w.safetensors", "a.tif", "out.png"))
    save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), Path(weights))
    pages = [Image.new("RGB", (20 + 10 * i, 16), colour) for i, colour in enumerate(("red", "lime"))]
    pages[0].save(source, save_all=True, append_images=pages[1:])
    words = ["render", source, out, "--scale", "1", "--weights", weights, "--overwrite"]
    for more, size in (([], (20, 16)), (["--page", "1"], (20, 16)), (["--page", "2"], (30, 16))):
        assert main([*words, *more]) == 0
        with Image.open(out) as image:
            assert image.size == size
    assert main([*words, "--page", "3"]) == 2
    assert "2 pages" in capsys.readouterr().err
