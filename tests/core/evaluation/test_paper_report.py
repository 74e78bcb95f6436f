from csr.core.evaluation.paper_benchmark import PaperReport
from csr.core.evaluation.paper_quality import Table
from csr.core.evaluation.paper_report import markdown
from csr.core.evaluation.paper_tables import Row


def test_cells_tell_what_is_known() -> None:
    row = Row("m", "here", {"x4": 1.234, "x6": None, "x8": 2.0}, {"x8": 3})
    text = markdown(PaperReport("machine", (Table("t", ("x4", "x6", "x8", "x10"), 2, (row,)),)))
    assert "| m | 1.23 | OOM | 2.00 (3) | - | here |" in text
    assert "| method | x4 | x6 | x8 | x10 | source |\n|---|---|---|---|---|---|\n" in text
    assert text.startswith('"here" is machine.')
