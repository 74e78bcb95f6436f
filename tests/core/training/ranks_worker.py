"""What torchrun starts in the tests of several ranks: a training of a few steps, which may lose a rank.

Arguments: the pictures' folder, the weights file to write, the recipe, steps, and the step at which rank 1 is
killed the first time (or -1). The losses are written beside the weights, by step. Where the weights are there
already, their training goes on.
"""

import json
import os
import signal
import sys
from pathlib import Path

import torch
from csr.core.training import train
from csr.core.training.train import Job, Training, run

folder, out, recipe, steps, fatal = sys.argv[1:]
LOSSES = Path(out).with_suffix(".json")
torch.set_num_threads(1)
train.CHECKPOINT_SECONDS = -1  # after every step


def tiny(device: torch.device) -> Training:
    if recipe == "paper":
        from csr.core.network.continuoussr import ContinuousSRConfig, ContinuousSRNetwork
        from csr.core.training.continuoussr import ContinuousSRTraining

        sizes = ContinuousSRConfig(
            "swinir", channels=12, depths=(1,), heads=2, window=8, enlarged=8, latent=32, hidden=(32, 16)
        )
        return watched(
            ContinuousSRTraining(ContinuousSRNetwork(sizes, "tiny"), device, 1e9, 0, batch=20, crop=64)
        )
    from csr.core.network.light import LightConfig, LightNetwork
    from csr.core.training.light import LightTraining

    config = LightConfig(channels=8, blocks=(1, 1, 1), features=8)
    return watched(LightTraining(LightNetwork(config, "tiny"), device, 1e9, 0, batch=12))


def watched(training: Training) -> Training:
    """The training with its losses written down; it ends after some steps, one rank perhaps before."""
    inner = training.one_step

    def one_step(groups: list, _bfloat16: bool) -> torch.Tensor:
        if training.step == int(fatal) and training.ranks.rank == 1 and not training.ranks.restarted:
            os.kill(os.getpid(), signal.SIGKILL)
        value = inner(groups, False)
        if training.ranks.leads:
            losses = json.loads(LOSSES.read_text()) if LOSSES.exists() else {}
            losses[str(training.step)] = float(value)
            LOSSES.write_text(json.dumps(losses))
        training.elapsed = 0.0  # the rate must not depend on the machine's pace
        if training.step == int(steps):
            training.seconds = -1.0
        return value

    training.one_step = one_step  # type: ignore[method-assign]
    return training


run(Job(Path(folder), Path(out), resume=Path(out).exists()), tiny)
