import pytest
import torch
from continuoussr_networks import SMALL_SWINIR, shaken
from csr.core.network import continuoussr


def test_heads_in_slices_are_the_heads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    network = shaken(SMALL_SWINIR)
    photo = torch.rand(1, 3, 9, 11)
    with torch.inference_mode():
        once = network(photo)
        monkeypatch.setattr(continuoussr, "CELLS_AT_ONCE", 50)
        sliced = network(photo)
    # sums of up to 2304 products in another order
    assert (once - sliced).abs().max() <= 1e-5 * once.abs().max()
