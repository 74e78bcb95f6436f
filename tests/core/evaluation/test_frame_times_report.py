from dataclasses import replace
from pathlib import Path

import pytest
from csr.core.evaluation.frame_times import FrameTime, Report
from csr.core.evaluation.frame_times_report import markdown, plot
from csr.core.evaluation.paper_protocols import AverageTime, PeakMemory
from csr.core.utils.errors import CsrError
from csr.core.utils.plotting import check_plot

REPORT = Report(
    "photo",
    "machine",
    [FrameTime("CPU", 64, 48, s, 2.0, 3.0, 4.0, 8.0) for s in (1.0, 2.0)],
    [AverageTime("CPU", 21, 13, 5.0, 1.0, 4.6)],
    [PeakMemory(4, 0.4, 0.0, 2.48), PeakMemory(16, 0.404, 1.0, 2.54)],
)


def test_reports() -> None:
    text = markdown(REPORT)
    assert "| CPU | 64 x 48 | x2 | 2.0 | 3.0 | 4.0 | 0.50 | 8.0 | 0.25 |" in text
    assert "| CPU | 21 x 13 | 1.00 | 5.0 | 4.6 |" in text
    assert "| x16 | 0.404 | 1.0 % | 2.54 | 2.4 % |" in text


def test_plots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CsrError, match="ends in"):
        check_plot(tmp_path / "plot.doc")
    with monkeypatch.context() as patch:
        patch.setitem(__import__("sys").modules, "matplotlib", None)
        with pytest.raises(CsrError, match="pip install"):
            check_plot(tmp_path / "plot.png")
    pytest.importorskip("matplotlib")
    check_plot(tmp_path / "plot.png")
    plot(tmp_path / "plot.png", replace(REPORT, frames=[*REPORT.frames, replace(REPORT.frames[0], width=32)]))
    assert (tmp_path / "plot.png").stat().st_size > 1000
