from typing import cast

import numpy as np
import pytest
from csr.core.evaluation.evaluate import Task
from csr.core.evaluation.metrics import FidFeatures, Metric
from csr.core.evaluation.paper_quality import Learned, Quality
from csr.core.evaluation.paper_tables import Row
from csr.core.photo.metrics import psnr_rgb, psnr_y, ssim_rgb, ssim_y


def task(scale: float = 4.0, side: int = 60) -> Task:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 200, (side, side + 7, 3), dtype=np.uint8)
    # beside a grey error, one of red and blue that leaves Y about as it is
    results = {"net": truth + rng.integers(0, 9, (*truth.shape[:2], 1), dtype=np.uint8), "bicubic": truth + 3}
    results["net"] += np.array([2, 0, 40], np.uint8)
    return Task("set", "p.png", scale, truth, results, 1.0, truth[:3, :3])


def test_scores_of_colours_are_those_of_scikit_image() -> None:
    metrics = pytest.importorskip("skimage.metrics")
    found, truth = task().results["net"], task().truth
    x, y = (p[10:-10, 10:-10] for p in (truth, found))
    expected = metrics.peak_signal_noise_ratio(x, y, data_range=255)
    assert psnr_rgb(found, truth, 10) == pytest.approx(expected, abs=1e-6)
    plane = metrics.structural_similarity(
        x, y, data_range=255, channel_axis=2, gaussian_weights=True, use_sample_covariance=False, full=True
    )[1]
    assert ssim_rgb(found, truth, 10) == pytest.approx(plane[5:-5, 5:-5].mean(), abs=1e-6)


def test_div2k_is_measured_on_colours_within_a_wider_border_and_the_others_on_y() -> None:
    t = task()
    net = t.results["net"]
    for name, psnr, ssim, border in (("DIV2K", psnr_rgb, ssim_rgb, 10), ("B100", psnr_y, ssim_y, 4)):
        quality = Quality(name, 1, (4.0,))
        quality.add(t, {"net": "mine"})
        for table, measure in zip(quality.tables(), (psnr, ssim), strict=True):
            assert table.rows[0] == Row("mine", "here", {"x4": measure(net, t.truth, border)})


def test_pictures_too_small_for_a_scale_are_left_out_and_counted() -> None:
    # DIV2K's border leaves 10 of 40 pixels at x9, less than a window
    quality = Quality("DIV2K", 2, (4.0, 9.0))
    for side in (40, 60):
        for scale in (4.0, 9.0):
            quality.add(task(scale, side), {"bicubic": "bicubic", "net": "mine"})
    psnr = next(quality.tables())
    assert [row.method for row in psnr.rows[:3]] == ["mine", "bicubic", "ContinuousSR"]
    assert [row.pictures for row in psnr.rows[:3]] == [{"x9": 1}, {"x9": 1}, {}]
    assert "a SUBSET, 2 of the paper's 100 pictures" in psnr.title


def test_learned_measures_stand_beside_the_papers() -> None:
    class Fid:
        """Stands for features of an Inception network."""

        def __init__(self) -> None:
            self.keys: list[tuple[str, float, str]] = []

        def add(self, key: tuple[str, float, str], *_: object) -> None:
            self.keys.append(key)

        def distances(self) -> dict[tuple[str, float, str], float]:
            return dict.fromkeys(self.keys, 7.0)

    dists = Metric("DISTS", 4, lambda _picture, _truth, border: border / 8)
    quality = Quality("Urban100", 1, (4.0,), Learned((dists,), cast(FidFeatures, Fid())))
    quality.add(task(), {"net": "mine"})
    tables = {table.title.split(": ")[1]: table.rows for table in quality.tables()}
    assert tables["DISTS"][0] == Row("mine", "here", {"x4": 0.5})
    assert tables["FID"][0] == Row("mine", "here", {"x4": 7.0})
    assert [tables[m][1].values["x4"] for m in ("DISTS", "FID")] == [0.1356, 2.91]
