import numpy as np
import torch
from csr.core.training.downsample import downsampled
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image


@st.composite
def sizes(draw: st.DrawFn) -> tuple[tuple[int, int], tuple[int, int]]:
    """Width and height before and after: of squares, or one side of any shape."""
    side, other = draw(st.integers(1, 130)), draw(st.integers(1, 40))
    small = draw(st.integers(1, side))
    width = (side, small), (other, other)
    height = (other, other), (side, small)
    (w, v), (h, u) = draw(st.sampled_from([((side, small), (side, small)), width, height]))
    return (w, h), (v, u)


@settings(deadline=None)
@given(sizes(), st.integers(0, 1000))
def test_reductions_are_pillows(sizes: tuple[tuple[int, int], tuple[int, int]], seed: int) -> None:
    (width, height), size = sizes
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    ours = downsampled(torch.tensor(picture).permute(2, 0, 1), *size).permute(1, 2, 0).numpy()
    theirs = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BICUBIC))
    assert np.array_equal(ours, theirs)
