import csr
import numpy as np
import pytest
import torch
from free_fields import free_field


def test_a_field_renders_and_differentiates_alike() -> None:
    made = free_field((40, 30), 60)
    field = csr.Field.from_kernels(made.kernels, (40, 30))
    view = csr.View(2.0, 3.0, 1.0, 50, 40)
    picture = field.render(view=view, device="cpu")
    drawn = csr.rasterize(field.tensor()[None], view, cutoff=1e-4)[0]
    assert np.abs(picture - drawn.permute(1, 2, 0).numpy()).max() < 2e-3
    assert torch.equal(
        field.render(view=view, device="cpu", output="torch").permute(1, 2, 0), torch.from_numpy(picture)
    )
    image = field.render(1.0, device="cpu", output="pil")
    assert image.size == (40, 30)
    with pytest.raises(ValueError, match="either"):
        field.render()
    with pytest.raises(ValueError, match="either"):
        field.render(1.0, view=view)
