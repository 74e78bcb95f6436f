from pathlib import Path

import pytest
import torch
from csr.core.network.continuoussr import ContinuousSRNetwork
from csr.core.training import ablation_recipe, continuoussr, train
from csr.core.training.data import load_pictures

from .conftest import CPU, TINY


@pytest.mark.slow
def test_the_reduced_recipe_learns_and_leaves_torch_as_it_was(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablation_recipe, "WARM_UP_STEPS", 5)
    loaded = load_pictures(pictures)
    torch.manual_seed(0)
    network = ContinuousSRNetwork(TINY, "tiny")
    before = train.validate(network.eval(), loaded[:1], CPU, (4,))[4]
    assert ablation_recipe.steps_in(1e-6, network, loaded, 0) == 1
    assert train.validate(network.eval(), loaded[:1], CPU, (4,))[4] == before
    after = train.validate(ablation_recipe.trained(network, loaded, 40, 0), loaded[:1], CPU, (4,))[4]
    assert after > before + 3
    assert float(torch.tensor(1e-39) * 1) > 0, "denormal numbers count again"


def test_an_encoder_learns_plain_super_resolution_and_is_shared_where_shapes_agree(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ablation_recipe, "WARM_UP_STEPS", 5)
    torch.manual_seed(0)
    encoder = ContinuousSRNetwork(TINY, "tiny").encoder
    before = encoder.conv_last.weight.clone()
    ablation_recipe.pretrained(encoder, load_pictures(pictures), 3, 0)
    assert not torch.equal(encoder.conv_last.weight, before)
    for cells, shared in ((2, True), (3, False)):
        network = ContinuousSRNetwork(continuoussr.replace(TINY, cells_per_pixel=cells), "other")
        ablation_recipe.share_encoder(network, encoder)
        assert torch.equal(network.encoder.conv_first.weight, encoder.conv_first.weight)
        same = network.encoder.upsample[0].weight.shape == encoder.upsample[0].weight.shape
        assert same == shared
