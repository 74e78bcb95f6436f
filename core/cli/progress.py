"""Progress bars of the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def teller(bar: Any) -> Callable[[int, int], None]:
    """What shows in a progress bar, of `tqdm`, how many are done, and how many there are."""

    def told(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return told
