"""Everything that `csr evaluate` can measure on a picture beside its truth."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from ..photo.metrics import psnr_rgb, psnr_y, ssim_rgb, ssim_y
from ..utils.arrays import Picture
from ..utils.errors import CsrError


@dataclass(frozen=True)
class Metric:
    """A measure of one picture."""

    name: str
    digits: int
    """After the point, in tables."""
    measure: Callable[[Picture, Picture, int], float]
    """Value for a picture, its truth, and how many pixels are shaved on every side."""


DEFAULT_METRICS = ("psnr-y", "ssim-y")


def _from_piq(name: str) -> Callable[[Picture, Picture, int], float]:
    def measure(picture: Picture, truth: Picture, border: int) -> float:
        import piq  # pyright: ignore[reportMissingImports]

        shaved = (_batch(p, border) / 255 for p in (picture, truth))
        return float(getattr(piq, name)(*shaved, data_range=1.0))

    return measure


def _batch(picture: Picture, border: int) -> Any:
    """A picture (h, w, 3) as a tensor (1, 3, h, w), 0..255, without its border."""
    import torch

    inner = picture[border : picture.shape[0] - border, border : picture.shape[1] - border]
    return torch.from_numpy(inner.copy()).permute(2, 0, 1)[None].float()


METRICS = {
    "psnr-y": Metric("PSNR-Y", 2, psnr_y),
    "ssim-y": Metric("SSIM-Y", 4, ssim_y),
    "psnr-rgb": Metric("PSNR-RGB", 2, psnr_rgb),
    "ssim-rgb": Metric("SSIM-RGB", 4, ssim_rgb),
    "ms-ssim": Metric("MS-SSIM", 4, _from_piq("multi_scale_ssim")),
    "gmsd": Metric("GMSD", 4, _from_piq("gmsd")),
    "haarpsi": Metric("HaarPSI", 4, _from_piq("haarpsi")),
}
"""By what the command line calls them. The last three are piq's, on red, green and blue as it takes them."""
_OF_PIQ = ("ms-ssim", "gmsd", "haarpsi")


def metrics_named(names: Sequence[str]) -> tuple[Metric, ...]:
    """Metrics by name.

    Raises:
        CsrError: if there is none of a name, or its package is not installed.
    """
    unknown = [name for name in names if name not in METRICS]
    if unknown:
        raise CsrError(f"there is no metric '{unknown[0]}'; there are: {', '.join(METRICS)}")
    if any(name in _OF_PIQ for name in names):
        try:
            import piq  # noqa: F401  # pyright: ignore[reportMissingImports, reportUnusedImport]
        except (ImportError, RuntimeError) as error:  # RuntimeError: a torchvision for another torch
            raise CsrError(
                f"{', '.join(_OF_PIQ)} need piq, which cannot be loaded ({error}): "
                "pip install 'csr-viewer[metrics]'"
            ) from error
    return tuple(METRICS[name] for name in names)


def lpips_metric(path: Path) -> Metric:
    """LPIPS (Zhang et al. 2018) by a TorchScript file, of two batches (1, 3, h, w) in -1..1 a number.

    Raises:
        CsrError: if the file is not TorchScript.
    """
    module = _script(path)

    def measure(picture: Picture, truth: Picture, border: int) -> float:
        return _number(module(*(_batch(p, border) / 127.5 - 1 for p in (picture, truth))))

    return Metric("LPIPS", 4, measure)


def dists_metric(path: Path) -> Metric:
    """DISTS (Ding et al. 2020) by a TorchScript file, of two batches (1, 3, h, w) in 0..1 a number.

    Raises:
        CsrError: if the file is not TorchScript.
    """
    module = _script(path)

    def measure(picture: Picture, truth: Picture, border: int) -> float:
        return _number(module(*(_batch(p, border) / 255 for p in (picture, truth))))

    return Metric("DISTS", 4, measure)


class FidFeatures:
    """Gathers what the Frechet Inception distance (Heusel et al. 2017) compares sets of pictures by.

    Args:
        path: TorchScript file of an Inception network: a batch (1, 3, h, w) in 0..255 to (1, features).

    Raises:
        CsrError: if the file is not TorchScript.
    """

    def __init__(self, path: Path) -> None:
        self._module = _script(path)
        self._features: dict[tuple[str, float, str], list[tuple[Any, Any]]] = {}

    def add(self, key: tuple[str, float, str], picture: Picture, truth: Picture) -> None:
        """Add a picture and its truth, unshaved, to what is known of a set, scale and method."""
        import torch

        with torch.inference_mode():
            pair = tuple(self._module(_batch(p, 0)).double().flatten().numpy() for p in (picture, truth))
        self._features.setdefault(key, []).append((pair[0], pair[1]))

    def distances(self) -> dict[tuple[str, float, str], float]:
        """The distance of each set, scale and method of which there are two pictures or more."""
        return {
            key: frechet_distance(*(np.stack(side) for side in zip(*pairs, strict=True)))
            for key, pairs in self._features.items()
            if len(pairs) > 1
        }


def frechet_distance(one: np.ndarray, other: np.ndarray) -> float:
    """Between the normal distributions of two sets of features (n, f), f as large as one likes.

    The trace of the root of the covariances' product is the sum of the singular values of A B^T, where
    A^T A and B^T B are the covariances: with n pictures that is an n x n matrix.
    """
    a, b = ((x - x.mean(0)) / np.sqrt(len(x) - 1) for x in (one, other))
    root = float(np.linalg.svd(a @ b.T, compute_uv=False).sum())
    apart = float(np.square(one.mean(0) - other.mean(0)).sum())
    return apart + float(np.square(a).sum() + np.square(b).sum()) - 2 * root


def _script(path: Path) -> Any:
    import torch

    if not path.is_file():
        raise CsrError(f"there is no file {path}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # torch says of TorchScript that it is old; people's files are of it
            return cast(Any, torch.jit).load(path, map_location="cpu").eval()
    except RuntimeError as error:
        raise CsrError(
            f"{path.name} is not a TorchScript file; core/README.md tells how one is made"
        ) from error


def _number(tensor: Any) -> float:
    return float(tensor.detach().mean())
