import json
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.evaluation import paper_benchmark, paper_protocols, paper_tables
from csr.core.evaluation.paper_protocols import PeakMemory
from csr.core.evaluation.paper_tables import AVERAGE_TIME, MEMORY, PSNR, SSIM
from csr.core.network.light import LightConfig, untrained
from csr.core.network.weights import save_network
from PIL import Image


def test_the_papers_rows_are_whole() -> None:
    for rows in (*PSNR.values(), *SSIM.values()):
        for row in rows:
            values = [v for v in row.values.values() if v is not None]
            assert list(row.values) == sorted(row.values, key=lambda column: float(column[1:]))
            # what is enlarged more is always worse, or a digit was mistyped (by the paper itself in one row)
            if (row.method, row.source) != ("CiaoSR", "paper, Tables 5 and 14"):
                assert values == sorted(values, reverse=True), row
    at_x4 = {
        name: max(row.values.get("x4") or 0 for row in rows if row.source.startswith("paper"))
        for name, rows in PSNR.items()
    }
    assert at_x4["Urban100"] == 28.22 and at_x4["Set5"] == 33.24
    assert AVERAGE_TIME[0].values == {"Urban100": 4.6, "DIV2K": 4.7, "LSDIR": 4.6}
    assert MEMORY[0].values["x16"] == 2.54 and MEMORY[2].values["x8"] is None


def test_the_command_has_our_rows_beside_the_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = [str(tmp_path / f"{name}.safetensors") for name in "ab"]
    for path in weights:
        save_network(untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4)), Path(path))
    for place in ("sets/Set5_mine/60", "sets/Set5_mine/33", "sets/Rain200H/50", "low/Rain200H/50"):
        path = tmp_path / f"{place}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        side = int(path.stem)
        pixels = np.random.default_rng(side).integers(0, 256, (side // 3, side // 3, 3), dtype=np.uint8)
        if "low" in place:
            pixels[:, ::4] = 255
        Image.fromarray(pixels).resize((side, side)).save(path)
    monkeypatch.setattr(paper_tables, "SCALES", (4, 12))
    monkeypatch.setattr(paper_protocols, "AT_SCALES", (4,))
    # each would start a process; `csr bench` is tested with one
    monkeypatch.setattr(paper_benchmark, "peak_memory", lambda _: iter([PeakMemory(4, 0.4, 0.0, 2.48)]))
    monkeypatch.setattr(paper_protocols, "FIT_STEPS", 3)
    words = ["bench-paper", str(tmp_path / "sets"), "--json", str(tmp_path / "r.json")]
    words += ["--low", str(tmp_path / "low"), "--rain"]
    assert main([*words, "--weights", weights[0], "--weights", weights[1]]) == 0
    shown = capsys.readouterr().out
    assert "Set5_mine: PSNR, dB, on Y: a SUBSET, 2 of the paper's 5 pictures" in shown
    assert "| ContinuousSR (SwinIR) | 32.93 | 25.18 | paper, Table 6 |" in shown
    tables = json.loads((tmp_path / "r.json").read_text())["tables"]
    # of Rain200H our rows, bicubic and Lanczos, and the paper's three of PSNR, at its scales
    for title in ("Rain200H: ", "Set5_mine in synthetic rain (the paper: Rain200H): "):
        rainy = [t for t in tables if t["title"].startswith(title)]
        assert [len(t["rows"]) for t in rainy] == [7, 4]
        assert rainy[0]["columns"][1] == "x4.5" and rainy[0]["rows"][-1]["values"]["x8"] == 22.33
    dry = next(t["rows"] for t in tables if t["title"].startswith("Set5_mine: PSNR"))
    assert [row["method"] for row in dry[2:5]] == ["fit of the photo", "bicubic", "lanczos"]
    assert set(dry[2]["values"]) == {"x4"}, "Table 15 has one column"
    for table in tables:
        if not table["rows"][0]["source"].startswith("here"):
            continue  # printed, not measured
        assert [row["method"] for row in table["rows"][:2]] == weights
        first, second = (row["values"] for row in table["rows"][:2])
        assert set(first) == set(second) and min(first.values()) > 0
        if "AT" not in table["title"] and "memory" not in table["title"]:
            first, second = ({k: v for k, v in row.items() if "ms" not in k} for row in (first, second))
            assert first == second, "the same network under two names"
    cost = next(t for t in tables if t["title"].startswith("Manga109: PSNR; GFLOPs"))
    network = untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4))
    assert cost["rows"][0]["values"]["x4 GFLOPs"] == 2e-9 * network.multiply_adds * 72**2
    assert set(cost["rows"][0]["values"]) == {f"x{s} {what}" for s in (4, 6, 8) for what in ("ms", "GFLOPs")}
    # 33 pixels are 24 in whole photo pixels at x12, and nothing is left of them
    assert dry[0]["pictures"] == {"x12": 1}


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
