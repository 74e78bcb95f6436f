import numpy as np
import pytest
import torch
from csr.core.geometry.view import View
from csr.core.network.bundled import bundled
from csr.core.network.light import untrained
from csr.core.network.weights import load_network
from csr.core.rasterize.differentiable import rasterize
from csr.core.training.train import kernels_to_field

from .conftest import shaken


def test_the_default_network_is_light() -> None:
    assert untrained().multiply_adds <= 300_000


def test_a_kernel_depends_on_its_receptive_radius_and_no_further() -> None:
    network = shaken()
    r = network.receptive_radius
    photo = torch.rand(1, 3, 4 * r, 4 * r)
    other = photo.clone()
    other[..., :r, :] = torch.rand(1, 3, r, 4 * r)
    with torch.inference_mode():
        difference = (network(photo) - network(other)).abs().amax((0, 1, 3))
    assert difference[2 * (2 * r) :].max() == 0
    assert difference[: 2 * r].max() > 0


@pytest.mark.parametrize("scale", [1.0, 2.0, 5.3])
def test_the_untrained_field_interpolates(scale: float) -> None:
    network = untrained()
    x = np.linspace(0, 3, 60, dtype=np.float32)
    photo = torch.from_numpy(0.5 + 0.3 * np.sin(x)[:, None] * np.cos(x)[None]).expand(1, 3, 60, 60)
    with torch.inference_mode():
        kernels = kernels_to_field(network(photo.contiguous()), 0, 0)
        view = View.of_box((20, 20, 40, 40), scale)
        picture = rasterize(kernels, view, cutoff=1e-6)[0, 0].double()
    at = [(v + 0.5) / scale + 20 - 0.5 for v in range(view.width)]
    exact = 0.5 + 0.3 * np.sin(np.interp(at, range(60), x))[:, None] * np.cos(np.interp(at, range(60), x))
    # the ripple of a lattice with standard deviation 0.316: 7.4e-4 an axis, and bicubic's own error
    assert float((picture - torch.from_numpy(exact)).abs().max()) < 2.5e-3


@pytest.mark.parametrize(("weights", "most"), [("light", 300_000), ("level", 320_000), ("fine", 2_500_000)])
def test_the_bundled_weights_cost_what_they_may(weights: str, most: int) -> None:
    if weights not in bundled():
        pytest.skip(f"no weights {weights} ship yet")
    assert load_network(weights).multiply_adds <= most
