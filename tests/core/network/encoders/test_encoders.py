import pytest
import torch
from csr.core.network.continuoussr import SWINIR, ContinuousSRNetwork
from csr.core.network.encoders.hat import HatEncoder
from csr.core.network.encoders.swin_layers import WindowEncoder
from csr.core.network.encoders.swinir import SwinIrEncoder
from torch import nn
from torch.nn import functional as F

ENTRY_MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)
"""Subtracted before, and added after, in networks for plain super-resolution; not in those for fields."""


def hat(cells_per_pixel: int = 2) -> HatEncoder:
    return HatEncoder(12, (2, 1), 2, 8, 24, 4, 6, 12, 0.01, 8, cells_per_pixel)


def swinir(cells_per_pixel: int = 2) -> SwinIrEncoder:
    return SwinIrEncoder(12, (2, 1), 2, 8, 24, 8, cells_per_pixel)


def shake(module: nn.Module) -> nn.Module:
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        for parameter in module.parameters():
            parameter += 0.05 * torch.randn(parameter.shape)
    return module.eval()


@pytest.mark.parametrize("make", [hat, swinir])
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (8, 3), (17, 40)])
@pytest.mark.parametrize("cells_per_pixel", [1, 2, 3])
def test_any_size_gives_four_quarters_of_every_cell(make, size, cells_per_pixel: int) -> None:
    encoder = shake(make(cells_per_pixel))
    with torch.inference_mode():
        features = encoder(torch.rand(2, 3, *size))
    assert features.shape == (2, 32, size[0] * cells_per_pixel, size[1] * cells_per_pixel)
    assert F.pixel_shuffle(features, 2).shape[1] == 8
    assert features.isfinite().all() and features.std() > 0


@pytest.mark.parametrize("make", [hat, swinir])
def test_every_weight_that_is_used_has_a_gradient(make) -> None:
    torch.manual_seed(0)  # of the few channels behind a ReLU, all may be dead in another start
    encoder = make()
    encoder(torch.rand(1, 3, 12, 17)).square().sum().backward()
    for name, parameter in encoder.named_parameters():
        if name.startswith("conv_last"):
            assert parameter.grad is None
        else:
            assert parameter.grad is not None and parameter.grad.abs().max() > 0, name


def plain(encoder: WindowEncoder, photo: torch.Tensor) -> torch.Tensor:
    """The photo four times as large, as a network for plain super-resolution makes it."""
    return encoder.conv_last(F.pixel_shuffle(encoder(photo - ENTRY_MEAN), 2)) + ENTRY_MEAN


@pytest.mark.parametrize("kind", ["hat", "swinir"])
@pytest.mark.parametrize("size", [(16, 16), (37, 50)])
@pytest.mark.filterwarnings("ignore:torch.meshgrid")
def test_an_independent_implementation_gives_the_same(kind: str, size: tuple[int, int]) -> None:
    reason = "spandrel, or the torchvision that it imports, is not here"
    pytest.importorskip("spandrel", reason=reason, exc_type=ImportError)
    from spandrel.architectures.HAT import HAT
    from spandrel.architectures.SwinIR import SwinIR

    same = {"embed_dim": 36, "depths": (2, 1), "num_heads": (6, 6), "mlp_ratio": 2, "upscale": 4}
    same |= {"upsampler": "pixelshuffle", "resi_connection": "1conv", "img_size": 64}
    if kind == "hat":
        theirs = HAT(**same, window_size=16, squeeze_factor=6, overlap_ratio=0.5, num_feat=64)
        ours: WindowEncoder = HatEncoder(36, (2, 1), 6, 16, 72, 12, 6, 24, 0.01, 64, 2)
    else:
        theirs = SwinIR(**same, window_size=8)
        ours = SwinIrEncoder(36, (2, 1), 6, 8, 72, 64, 2)
    shake(theirs)
    missing, _ = ours.eval().load_state_dict(theirs.state_dict(), strict=False)
    assert not missing
    photo = torch.rand(1, 3, *size)
    with torch.inference_mode():
        expected, found = theirs(photo), plain(ours, photo)
    # Their last convolution sees the extension beyond the last row and column, ours does not.
    expected, found = expected[..., :-1, :-1], found[..., :-1, :-1]
    assert (found - expected).abs().max() <= 1e-4 * (expected - ENTRY_MEAN).abs().max()


def test_multiply_adds_are_the_papers() -> None:
    with torch.device("meta"):
        count = ContinuousSRNetwork(SWINIR, "meta").multiply_adds
    # Table 7: 280.99 GFLOPs for 288 x 288 pixels at x4, 54.2 million for each of 72 x 72 photo pixels. It
    # counts a multiply-add as two: so do its rows of LIIF and CiaoSR, whose costs are known.
    assert 2 * count == pytest.approx(280.99e9 / 72**2, rel=0.05)


def test_multiply_adds_are_those_that_run() -> None:
    encoder = SwinIrEncoder(12, (1,), 2, 8, 24, 4, 2)
    h, c = 16, 12
    convolutions = 9 * (3 * c + 2 * c * c + c * 4 + 4 * 16 + 4 * 4 * 16)
    block = 3 * c * c + c * c + 2 * c * 24 + 2 * 64 * c
    assert encoder.multiply_adds == convolutions + block
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        encoder(torch.rand(1, 3, h, h))
    assert counter.get_total_flops() == 2 * encoder.multiply_adds * h * h
