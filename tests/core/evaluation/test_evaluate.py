import json
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation.evaluate import Protocol, evaluate
from csr.core.evaluation.low_photos import Degradation, pair
from csr.core.network.light import untrained
from csr.core.photo.metrics import psnr_y
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import CsrError
from golden_fields import SHARED
from PIL import Image

from ..conftest import pictures


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.7, 16.0])
def test_the_task_keeps_whole_photo_pixels(scale: float) -> None:
    _, truth = pictures()
    low, cropped = pair(truth, scale)
    assert cropped.shape[0] == round(low.shape[0] * scale)
    assert cropped.shape[1] == round(low.shape[1] * scale)
    assert cropped.shape[0] <= truth.shape[0] and cropped.shape[1] <= truth.shape[1]


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
