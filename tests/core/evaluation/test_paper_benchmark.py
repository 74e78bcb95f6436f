import json
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation import paper_benchmark, paper_protocols, paper_tables
from csr.core.evaluation.evaluate import Task
from csr.core.evaluation.paper_benchmark import PaperReport, Quality, Table
from csr.core.evaluation.paper_protocols import PeakMemory
from csr.core.evaluation.paper_report import markdown
from csr.core.evaluation.paper_tables import AVERAGE_TIME, MEMORY, PSNR, SSIM, Row, set_of
from csr.core.network.light import Architecture, untrained
from csr.core.network.weights import save_network
from csr.core.photo.metrics import psnr_rgb, psnr_y, ssim_rgb, ssim_y
from PIL import Image


def task(scale: float = 4.0, side: int = 60) -> Task:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 200, (side, side + 7, 3), dtype=np.uint8)
    # beside a grey error, one of red and blue that leaves Y about as it is
    results = {"net": truth + rng.integers(0, 9, (*truth.shape[:2], 1), dtype=np.uint8), "bicubic": truth + 3}
    results["net"] += np.array([2, 0, 40], np.uint8)
    return Task("set", "p.png", scale, truth, results, 1.0, truth[:3, :3])


def test_the_papers_rows_are_whole() -> None:
    for rows in (*PSNR.values(), *SSIM.values()):
        for row in rows:
            values = [v for v in row.values.values() if v is not None]
            assert list(row.values) == sorted(row.values, key=lambda column: float(column[1:]))
            # what is enlarged more is always worse, or a digit was mistyped (by the paper itself in one row)
            if (row.method, row.source) != ("CiaoSR", "paper, Tables 5 and 14"):
                assert values == sorted(values, reverse=True), row
    at_x4 = {name: max(row.values.get("x4") or 0 for row in rows) for name, rows in PSNR.items()}
    assert at_x4["Urban100"] == 28.22 and at_x4["Set5"] == 33.24
    assert AVERAGE_TIME[0].values == {"Urban100": 4.6, "DIV2K": 4.7, "LSDIR": 4.6}
    assert MEMORY[0].values["x16"] == 2.54 and MEMORY[2].values["x8"] is None


def test_a_folder_is_the_set_that_its_name_begins_with() -> None:
    assert set_of("DIV2K_valid_HR") == "DIV2K"
    assert set_of("urban100") == "Urban100"
    assert set_of("Set14") == "Set14"
    assert set_of("my Set14") is None


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


def test_cells_tell_what_is_known() -> None:
    row = Row("m", "here", {"x4": 1.234, "x6": None, "x8": 2.0}, {"x8": 3})
    text = markdown(PaperReport("machine", (Table("t", ("x4", "x6", "x8", "x10"), 2, (row,)),)))
    assert "| m | 1.23 | OOM | 2.00 (3) | - | here |" in text
    assert "| method | x4 | x6 | x8 | x10 | source |\n|---|---|---|---|---|---|\n" in text
    assert text.startswith('"here" is machine.')


def test_the_command_has_our_rows_beside_the_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = [str(tmp_path / f"{name}.safetensors") for name in "ab"]
    for path in weights:
        save_network(untrained(Architecture(channels=8, blocks=1, features=4)), Path(path))
    for name, side in (("Set5_mine", 60), ("Set5_mine", 33), ("other", 50)):
        (tmp_path / "sets" / name).mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(side).integers(0, 256, (side // 3, side // 3, 3), dtype=np.uint8)
        Image.fromarray(pixels).resize((side, side)).save(tmp_path / "sets" / name / f"{side}.png")
    monkeypatch.setattr(paper_tables, "SCALES", (4, 12))
    monkeypatch.setattr(paper_protocols, "AT_SCALES", (4,))
    # each would start a process; `csr bench` is tested with one
    monkeypatch.setattr(paper_benchmark, "peak_memory", lambda _: iter([PeakMemory(4, 0.4, 0.0, 2.48)]))
    words = ["bench-paper", str(tmp_path / "sets"), "--json", str(tmp_path / "r.json")]
    assert main([*words, "--weights", weights[0], "--weights", weights[1]]) == 0
    shown = capsys.readouterr().out
    assert "Set5_mine: PSNR, dB, on Y: a SUBSET, 2 of the paper's 5 pictures" in shown
    assert "| ContinuousSR (SwinIR) | 32.93 | 25.18 | paper, Table 6 |" in shown
    tables = json.loads((tmp_path / "r.json").read_text())["tables"]
    assert [len(t["rows"]) for t in tables if t["title"].startswith("other")] == [4, 4]
    for table in tables:
        if table["rows"][0]["source"].startswith("paper"):
            continue  # printed, not measured
        assert [row["method"] for row in table["rows"][:2]] == weights
        first, second = (row["values"] for row in table["rows"][:2])
        assert set(first) == set(second) and min(first.values()) > 0
        if "AT" not in table["title"] and "memory" not in table["title"]:
            assert first == second, "the same network under two names"
    # 33 pixels are 24 in whole photo pixels at x12, and nothing is left of them
    assert tables[0]["rows"][0]["pictures"] == {"x12": 1}


def test_what_cannot_be_used_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, expected in (
        ([str(tmp_path / "none")], "there is no folder"),
        ([str(tmp_path)], "hold no pictures"),
        ([str(tmp_path), "--weights", "nothing"], "no weights"),
        ([str(tmp_path), "--json", str(tmp_path / "no" / "x.json")], "no folder"),
    ):
        assert main(["bench-paper", *words]) == 2
        assert expected in capsys.readouterr().err
