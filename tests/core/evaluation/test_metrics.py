import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.cli.main import main
from csr.core.evaluation.metrics import (
    FidFeatures,
    dists_metric,
    frechet_distance,
    lpips_metric,
    metrics_named,
)
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from csr.core.utils.errors import CsrError
from PIL import Image


class Apart(torch.nn.Module):
    """Stands for LPIPS or DISTS: the mean difference of two batches, and the largest value of the first."""

    def forward(self, one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        return (one - other).abs().mean() + 10 * one.amax()


class Features(torch.nn.Module):
    """Stands for an Inception network: the channels' means."""

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return batch.mean((2, 3))


def script(module: torch.nn.Module, path: Path, *examples: torch.Tensor) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says of jit that it is old; people's files are of it still
        torch.jit.save(torch.jit.trace(module, examples), path)
    return path


PICTURES = tuple(np.full((20, 24, 3), grey, np.uint8) for grey in (255, 204))


def test_lpips_and_dists_take_the_ranges_of_their_packages(tmp_path: Path) -> None:
    example = torch.rand(1, 3, 8, 8)
    path = script(Apart(), tmp_path / "apart.pt", example, example)
    assert lpips_metric(path).measure(*PICTURES, 2) == pytest.approx(0.4 + 10, rel=1e-5)
    assert dists_metric(path).measure(*PICTURES, 2) == pytest.approx(0.2 + 10, rel=1e-5)
    (tmp_path / "text.pt").write_text("text")
    with pytest.raises(CsrError, match="not a TorchScript file"):
        lpips_metric(tmp_path / "text.pt")
    with pytest.raises(CsrError, match="there is no file"):
        dists_metric(tmp_path / "none.pt")


def test_fid_of_sets(tmp_path: Path) -> None:
    fid = FidFeatures(script(Features(), tmp_path / "f.pt", torch.rand(1, 3, 8, 8)))
    rng = np.random.default_rng(0)
    truths = rng.integers(0, 200, (5, 12, 10, 3), dtype=np.uint8)
    for truth in truths:
        fid.add(("set", 4.0, "equal"), truth, truth)
        fid.add(("set", 4.0, "brighter"), truth + 10, truth)
    fid.add(("set", 4.0, "alone"), truths[0], truths[1])
    found = fid.distances()
    assert set(found) == {("set", 4.0, "equal"), ("set", 4.0, "brighter")}
    assert found["set", 4.0, "equal"] == pytest.approx(0, abs=1e-6)
    assert found["set", 4.0, "brighter"] == pytest.approx(300, rel=1e-6)


def test_the_command_measures_by_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = torch.rand(1, 3, 8, 8)
    apart = str(script(Apart(), tmp_path / "apart.pt", example, example))
    features = str(script(Features(), tmp_path / "features.pt", example))
    save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), tmp_path / "w.safetensors")
    (tmp_path / "set").mkdir()
    for i in range(2):
        coarse = np.random.default_rng(i).integers(0, 256, (8, 8, 3), np.uint8)
        Image.fromarray(coarse).resize((36, 32)).save(tmp_path / "set" / f"{i}.png")
    words = ["evaluate", str(tmp_path / "set"), "--scales", "2", "--weights", str(tmp_path / "w.safetensors")]
    words += ["--lpips", apart, "--dists", apart, "--fid", features, "--footprint", "0"]
    assert main(words) == 0
    shown = capsys.readouterr().out
    for name in ("PSNR-Y", "LPIPS", "DISTS", "FID"):
        assert all(f"{method} {name}" in shown for method in ("bicubic", "lanczos"))
    assert "footprint 0\n" in shown
    words += ["--metrics", "psnr-y", "--lpips", str(tmp_path / "set" / "0.png")]
    assert main(words) == 2 and "not a TorchScript file" in capsys.readouterr().err


def test_the_frechet_distance_is_that_of_the_root_of_matrices() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(40, 5)) @ rng.normal(size=(5, 5)), rng.normal(1, 2, (30, 5))
    a, b = np.cov(one, rowvar=False), np.cov(other, rowvar=False)
    root = np.sqrt(np.linalg.eigvals(a @ b).real.clip(0)).sum()
    expected = np.square(one.mean(0) - other.mean(0)).sum() + np.trace(a) + np.trace(b) - 2 * root
    assert frechet_distance(one, other) == pytest.approx(expected)


def test_piqs_metrics() -> None:
    try:
        import piq  # noqa: F401
    except (ImportError, RuntimeError) as error:
        with pytest.raises(CsrError, match=r"csr-viewer\[metrics\]"):
            metrics_named(["gmsd"])
        pytest.skip(f"piq cannot be loaded: {error}")
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 255, (200, 210, 3), dtype=np.uint8)
    noisy = np.clip(truth + rng.normal(0, 20, truth.shape), 0, 255).astype(np.uint8)
    for metric in metrics_named(["ms-ssim", "haarpsi"]):
        assert metric.measure(truth, truth, 4) == pytest.approx(1, abs=1e-4)
        assert metric.measure(noisy, truth, 4) < 0.999
    (gmsd,) = metrics_named(["gmsd"])
    assert gmsd.measure(truth, truth, 4) < 1e-3 < gmsd.measure(noisy, truth, 4)


def test_unknown_metrics_are_refused() -> None:
    with pytest.raises(CsrError, match="there is no metric 'vmaf'"):
        metrics_named(["psnr-y", "vmaf"])
