import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from csr.core.cli import train as command
from csr.core.cli.main import command_line
from csr.core.network.continuoussr import ContinuousSRNetwork
from csr.core.network.continuoussr_checkpoint import WeightsImportError
from csr.core.network.weights import load_network
from csr.core.training import continuoussr, train
from csr.core.training.ablations import FreePositions
from csr.core.training.continuoussr import load_encoder
from csr.core.training.data import load_pictures
from csr.core.utils.errors import CsrError
from safetensors.torch import save_file

from .conftest import TINY, tiny


def csr_train(*words: str) -> None:
    command.run(command_line().parse_args(["train", *words, "--recipe", "paper"]))


def test_batches_are_the_papers(pictures: Path) -> None:
    training = tiny(batch=17)
    groups = next(training.batches(load_pictures(pictures), rain=False))
    assert [len(g.target) for g in groups] == [16, 1]
    for group in groups:
        small, side = group.downsampled.shape[-1], group.target.shape[-1]
        assert 32 <= small <= 64 and 256 - 8 < side <= 256
        # the lattice covers the target exactly
        assert group.view.scale == side / small and 3.95 < group.view.scale < 8.1
    again = next(tiny(batch=17).batches(load_pictures(pictures), rain=False))
    assert all(torch.equal(a.downsampled, b.downsampled) for a, b in zip(groups, again, strict=True))
    assert training.validation_scales == (4, 6, 8)


def test_the_loss_falls_and_the_rate_is_halved(pictures: Path) -> None:
    training = tiny(batch=2, rate=2e-3, crop=64)
    batches = training.batches(load_pictures(pictures), rain=False)
    groups = next(batches)
    losses = [training.one_step(groups, False) for _ in range(12)]
    assert losses[-1] < 0.8 * losses[0]
    # halved after each tenth of the time, whatever the number of pictures; nine times by its end
    for share, halved in ((0.25, 2), (0.99, 9), (1.0, 9)):
        training.elapsed = share * training.seconds
        training.one_step(groups, False)
        assert training.optimisers[0].param_groups[0]["lr"] == 2e-3 / 2**halved


def test_slices_of_a_batch_have_the_gradient_of_the_whole(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = next(tiny(batch=4, crop=64).batches(load_pictures(pictures), rain=False))
    halves = [
        replace(
            g,
            downsampled=g.downsampled[i : i + 2],
            target=g.target[i : i + 2],
            strength=g.strength[i : i + 2],
        )
        for g in groups
        for i in (0, 2)
    ]
    monkeypatch.setattr(torch.optim.Adam, "step", lambda _: None)
    grown: list[torch.Tensor] = []
    for batch in (groups, halves):
        training = tiny(batch=4, crop=64)
        training.one_step(batch, False)
        gradients = [p.grad.flatten() for p in training.network.parameters() if p.grad is not None]
        grown.append(torch.cat(gradients))
    # sums in another order
    assert (grown[0] - grown[1]).abs().max() <= 1e-4 * grown[0].abs().max()


@pytest.mark.slow
def test_the_command_trains_a_network_of_any_size_that_draws(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(continuoussr, "CROP", 64)
    out = str(tmp_path / "w.safetensors")
    words = [str(pictures), out, "--minutes", "0.001", "--channels", "12", "--depths", "1", "--batch", "1"]
    for more in (["--encoder", "hat", "--name", "mine", "--rain"], ["--resume", "--encoder", "hat"]):
        csr_train(*words, *more)
    network = load_network(out)
    assert isinstance(network, ContinuousSRNetwork)
    assert (network.architecture.encoder, network.architecture.channels) == ("hat", 12)
    again = str(tmp_path / "again.safetensors")
    csr_train(str(pictures), again, *words[2:4], "--batch", "1", "--init", out)
    assert load_network(again).sizes == network.sizes


def test_what_does_not_fit_together_is_refused(pictures: Path, tmp_path: Path) -> None:
    words = [str(pictures), str(tmp_path / "w.safetensors")]
    for more, match in [
        (["--blocks", "3"], "--depths"),
        (["--init", "light"], "paper's kind"),
        (["--encoder", "huge"], "no encoder 'huge'; there are: swinir, hat, hat-l"),
        (["--channels", "13"], "13 channels cannot be shared out to 6"),
        (["--encoder-weights", str(tmp_path / "none.pth")], "no file"),
    ]:
        with pytest.raises(CsrError, match=match):
            csr_train(*words, *more)
    with pytest.raises(CsrError, match="belongs to --recipe paper"):
        command.run(command_line().parse_args(["train", *words, "--encoder", "hat"]))


@pytest.mark.parametrize("kind", ["params_ema", "plain", "safetensors", "ours"])
def test_an_encoder_starts_from_weights_for_plain_super_resolution(kind: str, tmp_path: Path) -> None:
    torch.manual_seed(1)
    given = ContinuousSRNetwork(TINY, "given")
    state = given.encoder.state_dict()
    state["layers.0.residual_group.blocks.0.attn.relative_position_index"] = torch.zeros(64, 64).long()
    path = tmp_path / ("w.safetensors" if kind in ("safetensors", "ours") else "w.pth")
    if kind == "ours":
        save_file(given.state_dict(), path)
    elif kind == "safetensors":
        save_file(state, path)
    else:
        torch.save({kind: state} if kind == "params_ema" else state, path)
    network = ContinuousSRNetwork(TINY, "new")
    load_encoder(network, path)
    photo = torch.rand(1, 3, 8, 8)
    assert torch.equal(network.encoder(photo), given.encoder(photo))
    assert path.name in network.licence


def test_an_encoder_of_other_sizes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.pth"
    torch.save({"params": {"conv_first.weight": torch.zeros(3)}}, path)
    with pytest.raises(WeightsImportError, match=r"conv_first\.weight is missing or of another shape"):
        load_encoder(ContinuousSRNetwork(TINY, "new"), path)
    torch.save([1], path)
    with pytest.raises(WeightsImportError, match="no state dict"):
        load_encoder(ContinuousSRNetwork(TINY, "new"), path)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes lie in folders on Unix only")
def test_a_pipe_in_the_place_of_an_encoder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "w.safetensors")
    with pytest.raises(WeightsImportError, match=r"w\.safetensors cannot be read .* not a regular file"):
        load_encoder(ContinuousSRNetwork(TINY, "new"), tmp_path / "w.safetensors")


def test_without_a_lattice_means_lie_anywhere_in_the_photo() -> None:
    torch.manual_seed(0)
    network = FreePositions(TINY, "free")
    with torch.no_grad():
        network.mlp_offset.layers[-1].weight *= 100
        offsets = network(torch.rand(1, 3, 9, 12))
    kernels = train.kernels_to_field(offsets, 2)[0]
    for means, side in ((kernels[0], 12), (kernels[1], 9)):
        # float32 at positions up to 12
        assert means.min() >= -1e-5 and means.max() <= side + 1e-5
    assert offsets[:, :2].abs().max() > 4, "farther than any drift"
