"""The tables beside a transcription that was made independently of them: a mistyped digit shows."""

import re
from pathlib import Path

from csr.core.evaluation.paper_tables import (
    AVERAGE_TIME,
    COST,
    DISTS,
    FID,
    LPIPS,
    MEMORY,
    PSNR,
    SSIM,
    Row,
    published_on_y,
)
from csr.core.training.ablations import VARIANTS

PAGE = (Path(__file__).parent / "paper_tables.md").read_text(encoding="utf-8")
Found = dict[tuple[str, str, str], float | None]
"""By set or metric, method and column."""


def plain(method: str) -> str:
    """A method's name without its backbone: the transcription names those in its text."""
    return re.sub(r" \(.*\)|^SwinIR-", "", method).replace("Ours", "ContinuousSR")


def section(title: str) -> list[list[str]]:
    """The cells of a section's table, without its ruler."""
    text = PAGE.split(f"### {title}", 1)[1].split("\n###", 1)[0]
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(cell: str) -> float | None:
    return None if cell == "OOM" else float(cell)


def of(table: dict[str, tuple[Row, ...]], source: str) -> Found:
    return {
        (name, plain(row.method), column): value
        for name, rows in table.items()
        for row in rows
        if row.source in (f"paper, {source}", source)
        for column, value in row.values.items()
    }


def blocks(title: str) -> Found:
    """A table whose first column names the set (or metric) of the rows below it, whose second the method."""
    head, *rows = section(title)
    name, found = "", {}
    for row in rows:
        name = row[0].split(" (")[0] or name
        for column, cell in zip(head[2:], row[2:], strict=True):
            if cell != "-":
                found[name, plain(row[1]), column] = number(cell)
    return found


def test_table_1() -> None:
    printed = blocks("Table 1, PSNR")
    ours = of(PSNR, "Table 1") | {
        (name, plain(row.method), "AT"): value
        for row in AVERAGE_TIME
        if row.source.startswith("paper, ")
        for name, value in row.values.items()
    }
    assert ours == printed and sum(column == "AT" for _, _, column in ours) == 16


def test_table_2() -> None:
    printed = blocks("Table 2, Urban100")
    ours: Found = {}
    for metric, table in (("SSIM", SSIM), ("DISTS", DISTS), ("FID", FID)):
        ours |= {(metric, method, column): v for (_, method, column), v in of(table, "Table 2").items()}
    assert ours == printed and len(printed) == 150


def test_tables_3_and_7() -> None:
    head, *rows = section("Table 3")
    printed = {
        (plain(row[0]), c): number(cell) for row in rows for c, cell in zip(head[1:], row[1:], strict=True)
    }
    assert printed == {(row.method, c): v for row in MEMORY for c, v in row.values.items()}
    head, *rows = section("Table 7")
    printed = {
        (plain(row[0]), f"{column} {what}"): float(value)
        for row in rows
        for column, cell in zip(head[1:], row[1:], strict=True)
        for what, value in zip(("PSNR", "GFLOPs", "ms"), cell.split(" / "), strict=True)
    }
    assert printed == {(plain(row.method), c): v for row in COST for c, v in row.values.items()}


def test_tables_5_and_14() -> None:
    head, *rows = section("Table 5 and 14")
    printed = {
        ("Rain200H", plain(row[0]), column): float(cell)
        for row in rows
        for column, cell in zip(head[1:], row[1:], strict=True)
    }
    assert of(PSNR, "Tables 5 and 14") == printed


def test_table_6() -> None:
    head, *rows = section("Table 6")
    name, printed = "", {}
    for row in rows:
        name = row[0] or name
        for method, cell in zip(head[2:], row[2:], strict=True):
            if cell != "-":
                printed[name, plain(method), row[1]] = float(cell)
    assert of(PSNR, "Table 6") == printed and len(printed) == 5 * (7 + 6 + 6 + 4)


def test_tables_8_and_9() -> None:
    text = PAGE.split("### Tables 8 and 9", 1)[1].split("###", 1)[0]
    for title, name, column, table, source in (
        ("COZ x5 PSNR", "COZ", "x5", PSNR, "Table 8"),
        ("Urban100 x4 LPIPS", "Urban100", "x4", LPIPS, "Table 9"),
    ):
        (line,) = re.findall(rf"- {title}: (.*)\.$", text, flags=re.M)
        pairs = [part.rsplit(" ", 1) for part in line.split(", ")]
        assert of(table, source) == {(name, plain(method), column): float(v) for method, v in pairs}


def test_tables_4_and_10_to_13() -> None:
    printed: dict[tuple[str, str], tuple[float, float | None]] = {}
    for title in ("Table 4", "Tables 10 to 13"):
        head, *rows = section(title)
        for row in rows:
            for comparison, name, cell in zip(head[::2], row[::2], row[1::2], strict=True):
                psnr, _, ssim = cell.partition(" / ")
                printed[comparison, name] = float(psnr), float(ssim) if ssim else None
    assert {(v.table.split(" ", 1)[1], v.name): (v.paper, v.ssim) for v in VARIANTS} == printed


def test_table_15() -> None:
    head, *rows = section("Table 15")
    printed = {
        (row[0], plain(method), "x4"): float(cell)
        for row in rows
        for method, cell in zip(head[1:], row[1:], strict=True)
    }
    assert of(PSNR, "Table 15") == printed


def test_gsasr_by_its_authors() -> None:
    head, *rows = section("GSASR, its authors")
    for index, table in enumerate((PSNR, SSIM, LPIPS, DISTS)):
        printed = {
            (name, f"GSASR ({row[0]})", "x4"): float(cell.split(" / ")[index])
            for row in rows
            for name, cell in zip(head[1:], row[1:], strict=True)
        }
        ours = {
            (name, row.method, column): value
            for name, found in table.items()
            for row in found
            if row.source == "GSASR's README"
            for column, value in row.values.items()
        }
        assert ours == printed and len(printed) == 10


def test_every_row_is_the_papers_own_or_by_a_peers_authors() -> None:
    tables = [rows for table in (PSNR, SSIM, LPIPS, DISTS) for rows in table.values()]
    for row in (row for rows in (*tables, AVERAGE_TIME) for row in rows):
        assert row.source.startswith("paper, Table") or row.source == "GSASR's README", row


def test_what_psnr_is_on() -> None:
    assert published_on_y("Urban100") and not published_on_y("DIV2K") and not published_on_y("COZ")
