import json
import math
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation.evaluate import Protocol, evaluate, means
from csr.core.evaluation.low_photos import Degradation, pair
from csr.core.evaluation.report import Sheets, plot, table, write_json
from csr.core.network.light import untrained
from csr.core.photo.metrics import luma, psnr_y, ssim_y
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import CsrError
from golden_fields import SHARED
from PIL import Image


def pictures() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = np.asarray(Image.fromarray(rng.integers(0, 256, (9, 11, 3), dtype=np.uint8)).resize((66, 54)))
    noisy = np.clip(truth + rng.normal(0, 9, truth.shape), 0, 255).astype(np.uint8)
    return noisy, truth


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_luma_is_that_of_bt601() -> None:
    picture = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0]]], np.uint8)
    assert luma(picture)[0] == pytest.approx([16, 235, 16 + 65.481], abs=1e-3)


def test_equal_pictures() -> None:
    _, truth = pictures()
    assert psnr_y(truth, truth, 2) == math.inf
    assert ssim_y(truth, truth, 2) == pytest.approx(1)


def test_scores_are_those_of_scikit_image() -> None:
    metrics = pytest.importorskip("skimage.metrics")
    noisy, truth = pictures()
    x, y = (luma(p)[3:-3, 3:-3] for p in (noisy, truth))
    assert psnr_y(noisy, truth, 3) == pytest.approx(
        metrics.peak_signal_noise_ratio(y, x, data_range=255), abs=1e-6
    )
    _, plane = metrics.structural_similarity(
        x, y, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True
    )
    assert ssim_y(noisy, truth, 3) == pytest.approx(plane[5:-5, 5:-5].mean(), abs=1e-6)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.7, 16.0])
def test_the_task_keeps_whole_photo_pixels(scale: float) -> None:
    _, truth = pictures()
    low, cropped = pair(truth, scale)
    assert cropped.shape[0] == round(low.shape[0] * scale)
    assert cropped.shape[1] == round(low.shape[1] * scale)
    assert cropped.shape[0] <= truth.shape[0] and cropped.shape[1] <= truth.shape[1]


def test_a_folder_of_sets_gives_a_table_json_a_plot_and_crops(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Image.fromarray(pictures()[1]).save(tmp_path / name / "p.png")
    told: list[tuple[int, int]] = []
    tasks = list(
        evaluate(
            tmp_path,
            Protocol((1.0, 2.0)),
            untrained().eval(),
            CpuRasterizer(1),
            on_progress=lambda done, total: told.append((done, total)),
        )
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    scores = [score for task in tasks for score in task.scores()]
    assert [(s.set, s.scale, s.method) for s in means(scores)][:4] == [
        ("one", 1.0, "untrained"),
        ("one", 2.0, "untrained"),
        ("one", 2.0, "bicubic"),
        ("one", 2.0, "lanczos"),
    ]
    # the untrained network is an interpolator: near bicubic
    assert abs(scores[1].values["PSNR-Y"] - scores[2].values["PSNR-Y"]) < 1.5
    assert scores[0].values["PSNR-Y"] > 35
    assert table(means(scores)).count("\n") == 5
    write_json(tmp_path / "s.json", scores, means(scores), 7, 0.5)
    written = json.loads((tmp_path / "s.json").read_text())
    assert len(written["pictures"]) == 8
    assert written["multiply_adds_per_photo_pixel"] == 7
    sheets = Sheets()
    for task in tasks:
        sheets.add(task)
    (tmp_path / "crops").mkdir()
    sheets.write(tmp_path / "crops")
    # the network, bicubic, Lanczos and the truth, 66 pixels each on a sheet with room for 192
    assert size_of(tmp_path / "crops" / "one_x2.png") == (4 * 192, 192 + 16)
    pytest.importorskip("matplotlib")
    plot(tmp_path / "p.png", means(scores))
    assert size_of(tmp_path / "p.png")[0] > 100


def test_photos_stored_as_jpeg_score_less(tmp_path: Path) -> None:
    Image.fromarray(pictures()[1]).save(tmp_path / "p.png")
    network, rasterizer = untrained().eval(), CpuRasterizer(1)
    clean, hurt = (
        next(iter(evaluate(tmp_path, protocol, network, rasterizer))).scores()[0].values["PSNR-Y"]
        for protocol in (Protocol((2.0,)), Protocol((2.0,), degradation=Degradation(jpeg=10)))
    )
    assert hurt < clean - 1


def test_folders_without_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CsrError, match="no pictures"):
        list(evaluate(tmp_path, Protocol((2.0,)), untrained(), CpuRasterizer(1)))


def test_pictures_smaller_than_the_window_are_refused(tmp_path: Path) -> None:
    Image.new("RGB", (40, 17)).save(tmp_path / "small.png")
    network = untrained().eval()
    assert len(list(evaluate(tmp_path, Protocol((2.0,)), network, CpuRasterizer(1)))) == 1
    with pytest.raises(CsrError, match=r"small\.png is too small to be measured at x3\.5"):
        list(evaluate(tmp_path, Protocol((3.5,)), network, CpuRasterizer(1)))


def test_what_cannot_be_measured_is_told_after_the_rest_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.fromarray(pictures()[1]).save(tmp_path / "good.png")
    Image.new("RGB", (40, 17)).save(tmp_path / "small.png")
    (tmp_path / "a.png").write_text("text")
    words = ["evaluate", str(tmp_path), "--scales", "2,3.5"]
    assert main([*words, "--json", str(tmp_path / "s.json")]) == 2
    shown = capsys.readouterr()
    assert "x2 |" in shown.out and "x3.5 |" in shown.out
    assert (
        "a.png is not a picture" in shown.err and "small.png is too small to be measured at x3.5" in shown.err
    )
    written = json.loads((tmp_path / "s.json").read_text())["pictures"]
    measured = {(s["picture"], s["scale"]) for s in written}
    assert measured == {("good.png", 2.0), ("good.png", 3.5), ("small.png", 2.0)}
    (tmp_path / "good.png").unlink()
    (tmp_path / "small.png").unlink()
    assert main(words) == 2
    assert not capsys.readouterr().out


@pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation pictures are not here")
@pytest.mark.parametrize(("scale", "published"), [(2, 33.66), (3, 30.39), (4, 28.42)])
def test_bicubic_scores_as_published(scale: int, published: float) -> None:
    values = []
    for path in sorted((SHARED / "data" / "eval" / "Set5").iterdir()):
        low, truth = pair(np.asarray(Image.open(path).convert("RGB")), scale)
        high = Image.fromarray(low).resize((truth.shape[1], truth.shape[0]), Image.Resampling.BICUBIC)
        values.append(psnr_y(np.asarray(high), truth, scale))
    # published with MATLAB's bicubic; Pillow's differs by some hundredths
    assert float(np.mean(values)) == pytest.approx(published, abs=0.03)
