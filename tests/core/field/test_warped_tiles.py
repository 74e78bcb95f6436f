import numpy as np
from csr.core.field.warped_tiles import WarpedTiles
from csr.core.geometry.mapping import mapping_of
from csr.core.geometry.view import View
from csr.core.geometry.warp import Warp
from golden_fields import level_field


def test_a_warp_shows_each_kernel_once() -> None:
    field = level_field(70, 40)
    warp = Warp(angle=20.0)
    mapping = mapping_of(warp, field.photo_size)
    pieces = WarpedTiles().shown([field], View.centred(35, 20, 1.0, 300, 300), mapping, 6.0, 1.0)
    assert sum(len(piece) for piece in pieces) == len(field)
    assert all(piece.lattice is None and piece.details is None for piece in pieces)
    assert np.allclose(np.sort(np.concatenate([p.kernels[5] for p in pieces])), np.sort(field.kernels[5]))
