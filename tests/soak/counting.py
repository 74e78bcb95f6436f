"""What a process holds, counted; and whether it grows from round to round."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import psutil

Counts = dict[str, int]
"""By name, as the table's columns."""
WARM_ROUNDS = 2
"""After which counts are compared: by then every cache is filled."""
MEMORY_GROWTH = 0.15
"""Of the memory, from the least of the first rounds to the least of the last ones."""
SHARE_GROWTH = 0.05
"""Of what there are hundreds of."""
COUNT_GROWTH = 8
"""Of the others: a saving or a preview may just be going on."""
MANY = 100


def counts_of(folders: Iterable[Path]) -> Counts:
    """Count what this process holds.

    Args:
        folders: where temporary files lie: all files of the first, and in all the parts of files to come.
    """
    process = psutil.Process()
    first, *others = folders
    files = list(first.rglob("*"))
    for folder in others:
        files += folder.glob(".csr-*")
    if (shared := Path("/dev/shm")).is_dir():
        files += shared.glob(f"csr_{os.getpid()}_*")
    return {
        "memory, MiB": process.memory_info().rss >> 20,
        "descriptors": process.num_fds() if hasattr(process, "num_fds") else 0,
        "threads": process.num_threads(),
        "processes": len(process.children(recursive=True)),
        "files": len(files),
    }


def grown(rows: list[Counts]) -> list[str]:
    """Return what grew over the rounds after the first ones, in words."""
    rows = rows[WARM_ROUNDS:]
    if len(rows) < 4:
        return []
    third = len(rows) // 3 or 1
    problems: list[str] = []
    for name in rows[0]:
        # The least of some rounds: what a saving or a cache holds for a moment is no growth.
        first, last = (min(row[name] for row in part) for part in (rows[:third], rows[-third:]))
        share = MEMORY_GROWTH if name.startswith("memory") else SHARE_GROWTH
        if last - first > (first * share if first >= MANY else COUNT_GROWTH):
            problems.append(f"{name} grew from {first} to {last}")
    return problems


def print_row(*cells: object) -> None:
    """Print a row of a table."""
    print(" | ".join(f"{cell!s:>11}" for cell in cells), flush=True)
