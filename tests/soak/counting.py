"""What a process holds, counted; and whether it grows from round to round."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from csr.core.utils.malloc import give_back

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
    give_back()
    process = psutil.Process()
    first, *others = folders
    # What the window gave to other programs goes with it: a copied file may be pasted at any time.
    given = set(first.glob("csr-viewer-*"))
    files = [file for file in first.rglob("*") if given.isdisjoint((file, *file.parents))]
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


def memory_parts() -> Counts:
    """Count what the memory is made of, in MiB: what malloc gave out and keeps, and what objects hold.

    Pages of files are the libraries' and the weights'; shared ones are photos as the reading process sent
    them. Arrays, tensors and pictures are those that Python's objects hold, wherever their bytes lie.
    """
    parts: Counts = {}
    if Path("/proc/self/status").exists():
        lines = Path("/proc/self/status").read_text().splitlines()
        words = dict(line.split(":", 1) for line in lines)
        for title, name in (("private", "RssAnon"), ("of files", "RssFile"), ("shared", "RssShmem")):
            parts[title] = int(words[name].removesuffix("kB")) >> 10
    state = _mallinfo()
    if state is not None:
        parts |= {"malloc": (state.uordblks + state.hblkhd) >> 20, "freed": state.fordblks >> 20}
    held = held_bytes()
    for title in ("arrays", "tensors", "pictures"):
        parts[title] = sum(size for (kind, _), size in held.items() if kind == title) >> 20
    return parts


def held_bytes() -> Counter[tuple[str, str]]:
    """Sum up the bytes of arrays, tensors and pictures, by kind and by the class of what holds them.

    An array that several hold is counted once, and one that is a part of another as that. What only local
    variables of a function hold is not found.
    """
    found: dict[tuple[str, int], tuple[str, int]] = {}
    torch, qt = sys.modules.get("torch"), sys.modules.get("PySide6.QtGui")
    for holder in gc.get_objects():
        for value in (holder, *gc.get_referents(holder)):
            kind, name = type(value), type(holder).__qualname__
            if kind is np.ndarray:
                base: Any = value
                while isinstance(base.base, np.ndarray):
                    base = base.base
                found.setdefault(("arrays", id(base)), (name, base.nbytes))
            elif torch is not None and kind in (torch.Tensor, torch.nn.Parameter) and not value.is_sparse:
                storage = value.untyped_storage()
                found.setdefault(("tensors", storage.data_ptr()), (name, storage.nbytes()))
            elif qt is not None and kind is qt.QImage:
                found.setdefault(("pictures", value.cacheKey()), (name, value.sizeInBytes()))
            elif qt is not None and kind is qt.QPixmap:
                size = value.width() * value.height() * value.depth() // 8
                found.setdefault(("pictures", value.cacheKey()), (name, size))
    sums = Counter[tuple[str, str]]()
    for (kind, _), (name, size) in found.items():
        sums[kind, name] += size
    return sums


class _Mallinfo2(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")),
    )


def _mallinfo() -> Any:
    """Return what glibc's malloc says of itself; None where there is another one."""
    function = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if function is None:
        return None
    function.restype = _Mallinfo2
    return function()


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
