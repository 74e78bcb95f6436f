import json
from pathlib import Path

import pytest
from csr.core.evaluation.evaluate import Protocol, evaluate, means
from csr.core.evaluation.report import Sheets, plot, table, write_json
from csr.core.network.light import untrained
from csr.core.rasterize.cpu import CpuRasterizer
from PIL import Image

from ..conftest import pictures


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


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
