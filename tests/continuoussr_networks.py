"""Small networks of the paper's kind with random weights, and checkpoints as the authors publish them."""

from pathlib import Path
from typing import Any

import torch
from csr.core.network.continuoussr import ContinuousSRConfig, ContinuousSRNetwork

SMALL_HAT = ContinuousSRConfig(
    "hat", channels=24, depths=(2, 1), heads=3, window=8, compress=4, squeeze=6, convolution_scale=0.02
)
SMALL_SWINIR = ContinuousSRConfig("swinir", channels=24, depths=(2, 2), heads=3, window=8)


def shaken(architecture: ContinuousSRConfig, seed: int = 0, amount: float = 0.05) -> ContinuousSRNetwork:
    """A network with random weights everywhere, whose colours are about those of a photo."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = ContinuousSRNetwork(architecture, "random")
        with torch.no_grad():
            for parameter in network.parameters():
                parameter += amount * torch.randn(parameter.shape)
            network.mlp.layers[-1].bias += 0.2
    return network.eval()


def content(network: ContinuousSRNetwork) -> dict[str, Any]:
    """What a published file holds of it, and what else such files were seen to hold."""
    a = network.architecture
    spec = {"name": a.encoder, "args": {"conv_scale": a.convolution_scale, "embed_dim": a.channels}}
    arguments = {"encoder_spec": spec, "cnn_spec": {"name": "cnn"}, "fc_spec": {"name": "mlp"}}
    model = {"name": "continuous-gaussian", "args": arguments, "sd": network.state_dict()}
    return {"model": model, "epoch": 62, "optimizer": {"name": "adam"}}


def write_checkpoint(path: Path, network: ContinuousSRNetwork) -> Path:
    torch.save(content(network), path)
    return path
