import csr
import numpy as np
import pytest
from free_fields import free_field


def test_kernels_are_views() -> None:
    field = csr.Field.from_kernels(free_field((40, 30), 60).kernels, (40, 30))
    kernels = field.kernels
    assert kernels.means.shape == (60, 2) and kernels.covariances.shape == kernels.colours.shape == (60, 3)
    assert np.shares_memory(kernels.means, field.gaussian_field.kernels)
    with pytest.raises(ValueError, match="read-only"):
        kernels.colours[0] = 0
    eigenvalues = np.linalg.eigvalsh(kernels.covariance_matrices.astype(np.float64))
    assert np.sqrt(eigenvalues[:, 1]) == pytest.approx(kernels.axes.major, rel=1e-3)
    with pytest.raises(ValueError, match="finite"):
        csr.Field.from_kernels(np.full((8, 1), np.nan, np.float32), (1, 1))
