import json
import sys
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.fitting import prior
from csr.core.network.dictionary import read_dictionary
from PIL import Image


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prior, "SIDE", 24)
    monkeypatch.setattr(prior, "KERNELS", 144)
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for i in range(2):
        coarse = rng.integers(0, 256, (10, 10, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((40, 36), Image.Resampling.BICUBIC).save(folder / f"{i}.png")
    Image.new("RGB", (10, 90)).save(folder / "narrow.png")
    return folder


def test_the_prior_of_some_crops(pictures: Path) -> None:
    told: list[int] = []
    found = prior.measure(pictures, 10, 0.5, "symmetric", lambda crops, _psnr: told.append(crops))
    assert sum(told) == found.crops == 10
    assert found.entries.shape == found.starts.shape
    assert 0 < found.entries.shape[1] <= 10 * 144
    assert found.entries[[0, 2]].min() >= 0
    assert abs(found.starts[1].mean()) < 0.05  # even between -0.5 and 0.5: 0.29 / sqrt(500) is 0.013
    l11, l21, l22 = found.dictionary
    assert len(l11) == len(l21) == len(l22) == 9
    assert l11[4] == pytest.approx(float(found.entries[0].mean()), abs=1e-3)
    assert min(l11 + l22) >= 0
    assert "| l21 |" in prior.report(found)


def test_a_factor_with_positive_diagonal_has_the_same_covariance() -> None:
    entries = np.random.default_rng(0).normal(size=(3, 50)).astype(np.float32)
    positive = prior._with_positive_diagonal(entries)  # pyright: ignore[reportPrivateUsage]
    assert positive[[0, 2]].min() >= 0
    np.testing.assert_allclose(positive[0] * positive[1], entries[0] * entries[1])
    np.testing.assert_allclose(positive**2, entries**2)


def test_the_command_reports_plots_and_writes_a_dictionary(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib", reason="the histograms need matplotlib")
    out, plot = tmp_path / "d.json", tmp_path / "plot.png"
    words = ["prior", str(pictures), "--crops", "2", "--seconds", "0.2"]
    words += ["--plot", str(plot), "--out", str(out)]
    assert main(words) == 2  # in 0.2 s they stay where they started
    shown = capsys.readouterr()
    assert "| l11 |" in shown.out and "the fits have not converged" in shown.err and not out.exists()
    plot.unlink()
    monkeypatch.setattr(prior, "MOST_ECHO", 1.1)
    assert main(words) == 0
    assert "| l11 |" in capsys.readouterr().out
    with Image.open(plot) as image:
        assert image.size == (1560, 480)
    assert len(read_dictionary(out)[1]) == 9
    assert json.loads(out.read_text())["about"]["start"] == "paper"
    assert main(words) == 2
    assert "there already" in capsys.readouterr().err


def test_bad_input(
    pictures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    (tmp_path / "empty").mkdir()
    (tmp_path / "narrow").mkdir()
    (pictures / "narrow.png").rename(tmp_path / "narrow" / "narrow.png")
    cases = [
        ([str(tmp_path / "none")], "no folder"),
        ([str(tmp_path / "empty")], "no pictures"),
        ([str(tmp_path / "narrow")], "24 pixels or more"),
        ([str(pictures), "--plot", str(tmp_path / "p.png")], "matplotlib"),
        ([str(pictures), "--out", str(tmp_path / "no" / "d.json")], "no folder"),
    ]
    for words, expected in cases:
        assert main(["prior", *words, "--seconds", "0.1"]) == 2, words
        assert expected in capsys.readouterr().err
