"""What free geometry is worth: two trainings of so many steps, one with the details' shapes and places fixed.

    python tests/geometry_worth.py TRAINING_FOLDER VALIDATION_FOLDER [STEPS]

Both begin from nothing and see the same crops in the same order (default: 1,500 steps, half an hour of
one core for both). Printed: PSNR-Y on the validation pictures in dB, by scale.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from csr.core.network.devices import has_fast_bfloat16
from csr.core.network.light import LightConfig, LightNetwork
from csr.core.training.data import load_pictures
from csr.core.training.light import LightTraining
from csr.core.training.train import validate
from csr.core.utils.arrays import Picture

STEPS = 1500
SCALES = (2, 4, 8)
FIXED = 1e-9
"""A gain that lets no number of the network move a detail."""


def trained(config: LightConfig, pictures: list[Picture], steps: int) -> LightNetwork:
    """A network after so many steps, its rate falling as in any training; the running average."""
    torch.manual_seed(0)
    device = torch.device("cpu")
    training = LightTraining(LightNetwork(config, "trial"), device, float(steps), 0)
    bfloat16 = has_fast_bfloat16(device)
    for groups in training.batches(pictures, rain=False):
        training.elapsed = float(training.step)  # time counted in steps, the same for both
        training.one_step(groups, bfloat16)
        if training.step >= steps:
            break
    network = training.averaged_network
    assert isinstance(network, LightNetwork)
    return network


def main(training_folder: Path, validation_folder: Path, steps: int) -> None:
    """Train both, and print what they reach."""
    pictures, validation = load_pictures(training_folder), load_pictures(validation_folder)
    reached: dict[str, dict[int, float]] = {}
    for name, config in (("free", LightConfig()), ("fixed", LightConfig(gain=FIXED))):
        network = trained(config, pictures, steps)
        reached[name] = validate(network, validation, torch.device("cpu"), SCALES)
        print(name, *(f"x{scale} {value:.3f}" for scale, value in reached[name].items()), flush=True)
    gain = (f"x{scale} {reached['free'][scale] - reached['fixed'][scale]:+.3f}" for scale in SCALES)
    print("free geometry is worth", *gain)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else STEPS)
