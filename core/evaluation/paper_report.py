"""Results of `csr bench-paper`: as Markdown, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from .paper_benchmark import PaperReport
from .paper_quality import HERE, Table
from .paper_tables import Row

OUT_OF_MEMORY = "OOM"


def markdown(report: PaperReport) -> str:
    """The tables as Markdown, and what their marks mean."""
    return "\n\n".join(
        [
            f'"{HERE}" is {report.machine}.\n'
            f'"paper" is "Pixel to Gaussian" (ContinuousSR); backbones in brackets, where it says them.\n'
            f"(n): the mean of n pictures only, the others are too small. OOM: out of memory.",
            *(("\n".join(report.notes),) if report.notes else ()),
            *(_markdown(table) for table in report.tables),
        ]
    )


def _markdown(table: Table) -> str:
    head = ["method", *table.columns, "source"]
    lines = [f"{table.title}\n", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for row in table.rows:
        cells = [_cell(row, column, table.digits) for column in table.columns]
        lines.append(f"| {' | '.join([row.method, *cells, row.source])} |")
    return "\n".join(lines)


def _cell(row: Row, column: str, digits: int) -> str:
    if column not in row.values:
        return "-"
    value = row.values[column]
    text = OUT_OF_MEMORY if value is None else f"{value:.{digits}f}"
    return f"{text} ({row.pictures[column]})" if column in row.pictures else text


def write_json(path: Path, report: PaperReport) -> None:
    """Every table as JSON; the names are those of `PaperReport`'s parts."""
    path.write_text(json.dumps(asdict(report), indent=1), encoding="utf-8")
