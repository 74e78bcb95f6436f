from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation.low_photos import Degradation, brought_pair, pair
from csr.core.field.file import write_field
from csr.core.network.devices import choose_device
from csr.core.network.inference import NetworkSource
from csr.core.network.weights import load_network
from csr.core.photo.photo import photo_from_pixels
from csr.core.utils.errors import CsrError
from PIL import Image


def truth(seed: int = 0, size: tuple[int, int] = (66, 54)) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.asarray(Image.fromarray(rng.integers(0, 256, (9, 11, 3), dtype=np.uint8)).resize(size))


def test_degradations_are_the_same_each_time_and_differ() -> None:
    photo = truth()
    kinds = (
        Degradation(rain=True),
        Degradation(noise=10.0),
        Degradation(jpeg=20),
        Degradation(True, 5.0, 50),
    )
    made = [kind.applied(photo, "a.png") for kind in kinds]
    for kind, once in zip(kinds, made, strict=True):
        assert np.array_equal(once, kind.applied(photo, "a.png")) and not np.array_equal(once, photo)
    assert not np.array_equal(made[1], Degradation(noise=10.0).applied(photo, "b.png"))
    assert (made[1] - photo.astype(float)).std() == pytest.approx(10, rel=0.1)
    assert np.array_equal(Degradation().applied(photo, "a.png"), photo)


def test_photos_that_are_brought_along(tmp_path: Path) -> None:
    whole = truth()
    low, cropped = pair(whole, 4.0)
    Image.fromarray(low).save(tmp_path / "ax4.png")
    found, of = brought_pair(whole, 4.0, tmp_path, "a.jpg")
    assert np.array_equal(found, low) and np.array_equal(of, cropped)
    Image.fromarray(255 - whole).save(tmp_path / "b.png")  # degraded, as large as the truth
    found, of = brought_pair(whole, 3.0, tmp_path, "b.png")
    assert np.array_equal(found, pair(255 - whole, 3.0)[0]) and of.shape[0] == 3 * found.shape[0]
    Image.fromarray(whole[:30]).save(tmp_path / "d.png")
    with pytest.raises(CsrError, match=r"holds no photo of c\.png for x2"):
        brought_pair(whole, 2.0, tmp_path, "c.png")
    with pytest.raises(CsrError, match="that is no photo of 66 x 54"):
        brought_pair(whole, 4.0, tmp_path, "d.png")


def test_the_command_measures_by_every_protocol(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("hr/one", "low/one", "fields"):
        (tmp_path / folder).mkdir(parents=True)
    network = load_network("light")
    for seed, name in enumerate("abc"):
        whole = truth(seed)
        Image.fromarray(whole).save(tmp_path / f"hr/one/{name}.png")
        low, _ = pair(whole, 2.0)
        Image.fromarray(low).save(tmp_path / f"low/one/{name}x2.png")
        field = NetworkSource(photo_from_pixels(low), network, choose_device("cpu")).make(None)
        write_field(field, tmp_path / f"fields/{name}x2.safetensors")
    base = ["evaluate", str(tmp_path / "hr"), "--scales", "2"]

    def table_of(*words: str) -> str:
        assert main([*base, *words]) == 0, capsys.readouterr().err
        out = capsys.readouterr().out
        return next(line for line in out.splitlines() if line.startswith("| one"))

    plain = table_of()
    assert table_of("--low", str(tmp_path / "low")) == plain  # the same photos
    assert table_of("--fields", str(tmp_path / "fields")).split("|")[3] == plain.split("|")[3]
    assert table_of("--footprint", "1/12") == plain
    others = (["--footprint", "0"], ["--rain"], ["--noise", "9"], ["--jpeg", "30"])
    assert len({plain, *(table_of(*words) for words in others)}) == 5
    saved, files = tmp_path / "saved", [tmp_path / f"t{suffix}" for suffix in (".csv", ".md", ".tex")]
    words = [w for path in files for w in ("--table", str(path))]
    assert main([*base, *words, "--save", str(saved), "--metrics", "psnr-rgb,ssim-rgb,psnr-y"]) == 0
    assert "95 % intervals" in capsys.readouterr().out
    assert {p.name for p in (saved / "one/x2").iterdir()} == {"HR", "LR", "light", "bicubic", "lanczos"}
    assert np.array_equal(np.asarray(Image.open(saved / "one/x2/LR/a.png")), pair(truth(0), 2.0)[0])
    lines = files[0].read_text().splitlines()
    assert lines[0] == "set,scale,method,pictures,metric,mean,low,high" and len(lines) == 1 + 3 * 3
    assert "light PSNR-RGB" in files[1].read_text() and r"\toprule" in files[2].read_text()
    assert main([*base, "--table", str(tmp_path / "t.xls")]) == 2
    assert main([*base, "--fields", str(tmp_path / "low")]) == 2
    assert "holds no field of a.png for x2" in capsys.readouterr().err


def test_a_plot_shows_published_curves(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from csr.core.evaluation.evaluate import Mean
    from csr.core.evaluation.report import plot

    averages = [Mean("Urban100", s, "ours", 2, {"PSNR-Y": 30.0 - s}) for s in (4.0, 8.0)]
    plot(tmp_path / "with.png", averages)
    plot(tmp_path / "without.png", [Mean("mine", m.scale, m.method, 2, m.values) for m in averages])
    pictures = [np.asarray(Image.open(tmp_path / f"{name}.png")) for name in ("with", "without")]
    shades = [len(np.unique(picture.reshape(-1, 4), axis=0)) for picture in pictures]
    assert shades[0] > shades[1] + 100
