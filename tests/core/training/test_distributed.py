import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from csr.core.geometry.view import View
from csr.core.network.weights import load_network
from csr.core.training.crops import Group
from csr.core.training.distributed import ALONE, Ranks, joined_ranks
from csr.core.utils.errors import CsrError
from PIL import Image

STEPS = 4
WORKER = Path(__file__).parent / "ranks_worker.py"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    for i in range(2):
        coarse = rng.integers(0, 256, (24, 24, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((300, 290), Image.Resampling.BICUBIC).save(folder / f"{i}.png")
    return folder


def trained(folder: Path, out: Path, ranks: int, recipe: str, steps: int, fatal: int = -1) -> list[float]:
    """The losses of a training by some ranks, one of which may be killed before a step."""
    words = [str(WORKER), str(folder), str(out), recipe, str(steps), str(fatal)]
    if ranks > 1:
        launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(ranks)]
        words = [*launcher, "--max-restarts", "1", *words]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    losses = json.loads(out.with_suffix(".json").read_text())
    return [losses[str(i)] for i in range(1, steps + 1)]


@pytest.fixture(scope="module")
def alone(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[float]]:
    """The weights of one process, and its losses."""
    out = tmp_path_factory.mktemp("alone") / "w.safetensors"
    return out, trained(pictures, out, 1, "light", STEPS)


@pytest.mark.slow
def test_two_ranks_learn_as_one_does(pictures: Path, tmp_path: Path, alone: tuple[Path, list[float]]) -> None:
    out = tmp_path / "w.safetensors"
    assert trained(pictures, out, 2, "light", STEPS) == pytest.approx(alone[1], rel=2e-4)
    one, two = (load_network(str(path)).state_dict() for path in (alone[0], out))
    for key, tensor in one.items():
        assert torch.allclose(two[key], tensor, atol=1e-4), key


@pytest.mark.slow
def test_two_ranks_learn_as_one_does_by_the_papers_recipe(pictures: Path, tmp_path: Path) -> None:
    losses = [trained(pictures, tmp_path / f"{n}.safetensors", n, "paper", 2) for n in (1, 2)]
    assert losses[1] == pytest.approx(losses[0], rel=1e-5)


@pytest.mark.slow
def test_a_rank_that_is_killed_starts_again(
    pictures: Path, tmp_path: Path, alone: tuple[Path, list[float]]
) -> None:
    out = tmp_path / "w.safetensors"
    assert trained(pictures, out, 2, "light", STEPS, fatal=2) == pytest.approx(alone[1], rel=2e-4)


@pytest.mark.slow
def test_a_training_goes_on_with_another_number_of_ranks(
    pictures: Path, tmp_path: Path, alone: tuple[Path, list[float]]
) -> None:
    out = tmp_path / "w.safetensors"
    trained(pictures, out, 2, "light", 2)
    assert trained(pictures, out, 1, "light", STEPS) == pytest.approx(alone[1], rel=2e-4)


def test_shares_make_up_the_batch() -> None:
    arrays = torch.arange(5.0), torch.rand(5, 3, 4, 4), torch.rand(5, 3, 8, 8)
    group = Group(arrays[1], arrays[2], View(2.0, 0, 0, 8, 8), arrays[0])
    ranks = [Ranks(rank, 2) for rank in range(2)]
    shares = [r.share(group) for r in ranks]
    assert sorted(torch.cat([g.strength for g, _ in shares]).tolist()) == [0, 1, 2, 3, 4]
    means = [float(g.target.mean()) * weight for g, weight in shares]
    assert np.mean(means) == pytest.approx(float(group.target.mean()))
    assert ALONE.share(group) == (group, 1.0)
    small = replace(group, downsampled=arrays[1][:1], target=arrays[2][:1], strength=arrays[0][:1])
    with pytest.raises(CsrError, match="larger --batch"):
        ranks[0].share(small)


def test_a_process_that_torchrun_did_not_start_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORLD_SIZE", "4")  # as some schedulers set it
    monkeypatch.delenv("TORCHELASTIC_RUN_ID", raising=False)
    with joined_ranks() as ranks:
        assert ranks == ALONE and ranks.leads
        assert ranks.agreed(3.5) == 3.5 and ranks.device().type in ("cpu", "cuda")
