import torch
from csr.core.network.encoders.swin_layers import extended
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F


@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 9))
def test_the_extension_mirrors_the_photo_wherever_that_is_defined(h: int, w: int, multiple: int) -> None:
    photo = torch.rand(1, 2, h, w)
    wide = extended(photo, multiple)
    down, right = -h % multiple, -w % multiple
    assert wide.shape == (1, 2, h + down, w + right)
    assert torch.equal(wide[..., :h, :w], photo)
    if down < h and right < w:
        assert torch.equal(wide, F.pad(photo, (0, right, 0, down), mode="reflect"))
