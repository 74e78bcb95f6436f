"""Crops of lettering."""

import numpy as np
from csr.core.training.lettering import lettering


def test_lettering_is_ink_on_paper_and_depends_on_the_draw_alone() -> None:
    crops = [lettering(96, np.random.default_rng(k)) for k in range(20)]
    for k, crop in enumerate(crops):
        assert crop.shape == (96, 96, 3) and crop.dtype == np.uint8
        np.testing.assert_array_equal(crop, lettering(96, np.random.default_rng(k)))
        counts = np.unique(crop.reshape(-1, 3), axis=0, return_counts=True)[1]
        # Paper is the commonest colour; ink and the antialiased edges between them are the others.
        assert len(counts) > 2 and counts.max() > 0.2 * counts.sum()
    grey = [bool((crop == crop[..., :1]).all()) for crop in crops]
    assert any(grey) and not all(grey)
