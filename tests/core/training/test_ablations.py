from pathlib import Path

import pytest
import torch
from csr.core.cli.main import main
from csr.core.training import ablation_recipe, ablations, continuoussr
from csr.core.training.ablations import VARIANTS, Ablations, Result, table

from .conftest import TINY


@pytest.mark.slow
def test_the_ablations_train_each_variant_once_and_tell_the_order(
    pictures: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [v for v in VARIANTS if v.table in ("4 positions", "12 kernels a pixel")]
    monkeypatch.setattr(ablations, "VARIANTS", few)
    monkeypatch.setattr(ablations, "SMALL", TINY)
    monkeypatch.setattr(ablation_recipe, "BATCH", 1)
    monkeypatch.setattr(ablation_recipe, "CROP", 32)
    assert main(["ablate", str(pictures), "--minutes", "0.001"]) == 0
    shown = capsys.readouterr().out
    assert "| 12 kernels a pixel | 9 | 28.18 | 0.8284 | " in shown
    assert shown.count("| 4 positions |") == 4
    both = [line.split("|")[5:7] for line in shown.splitlines() if "| 28.2" in line and line.count("|") == 7]
    assert both[0] == both[1], "one network, trained once"
    assert 0 < float(both[0][1]) < 1, "SSIM"


def test_the_order_is_counted_by_pairs_that_differ_by_more_than_the_noise() -> None:
    group = [v for v in VARIANTS if v.table == "13 offset range"]
    results = tuple(Result(v, psnr, 0.5) for v, psnr in zip(group, [20.0, 22.0, 19.8], strict=True))
    assert "| 13 offset range | 2 | 1 | 0 |" in table(Ablations(10, (20.0, 20.1), results))
    assert "| 13 offset range | 2 | 0 | 1 |" in table(Ablations(10, (20.0, 20.3), results))


def test_every_variant_makes_a_network() -> None:
    for variant in VARIANTS:
        with torch.device("meta"):
            variant.network(continuoussr.replace(ablations.SMALL, **variant.sizes), variant.name)
