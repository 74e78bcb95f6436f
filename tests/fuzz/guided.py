"""Fuzzing of a reader, guided by which of its lines are reached (`pip install atheris`; Linux).

    python tests/fuzz/guided.py field --minutes 10 [--smallest]

The readers are those of `readers.py`. What is found new goes to `.fuzz/READER` here; with `--smallest` the
few files that take as many steps from line to line then replace `corpus/READER`. Ends at the first error that
is no refusal, and keeps its bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

import atheris  # pyright: ignore[reportMissingImports]

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["csr"]):
    import csr.core.field.file
    import csr.core.network.weights
    import csr.viewer.settings.settings_file
    import csr.viewer.state.state_file  # noqa: F401
from fuzz.readers import CORPUS, READERS, ends_well, seeds

PROGRAM = tuple(str(Path(__file__).parents[2] / folder) for folder in ("core", "viewer"))
Step = tuple[str, int, int]
"""File, and two lines of it, the second after the first."""
LONGEST = 4096
"""Bytes of a file that is tried; most of what readers decide lies in headers."""
MEMORY_MB, SECONDS = 2048, 60
"""What one file may take, on a loaded machine."""


def main() -> int:
    """Fuzz, or merge; libFuzzer's own exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--smallest", action="store_true", help="replace the corpus by the smallest one")
    arguments = parser.parse_args()
    found, kept = Path(".fuzz", arguments.reader), CORPUS / arguments.reader
    for folder in (found, kept):
        folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds(arguments.reader)):
        Path(found, f"seed{number}").write_bytes(content)
    folder = Path(tempfile.mkdtemp(prefix="csr-fuzz-"))
    if arguments.smallest:
        keep_few(arguments.reader, [*found.iterdir(), *kept.iterdir()], folder)
        return 0
    for content in seeds(arguments.reader):
        ends_well(arguments.reader, content, folder)  # what is loaded late is loaded before time counts
    words = [f"-max_len={LONGEST}", f"-rss_limit_mb={MEMORY_MB}", f"-timeout={SECONDS}"]
    words += [f"-max_total_time={round(60 * arguments.minutes)}", "-print_final_stats=1", "-verbosity=0"]
    words += [f"-artifact_prefix={found.parent}/{arguments.reader}-", str(found), str(kept)]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    atheris.Setup(
        [sys.argv[0], *words], lambda content: ends_well(arguments.reader, content, folder) and None
    )
    atheris.Fuzz()
    return 0


def steps_of(reader: str, content: bytes, folder: Path) -> set[Step]:
    """Return the steps from line to line of this program that reading takes."""
    steps: set[Step] = set()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(PROGRAM):
            return None
        last = frame.f_lineno

        def line(frame: FrameType, event: str, _: object) -> Any:
            nonlocal last
            if event == "line":
                steps.add((name, last, frame.f_lineno))
                last = frame.f_lineno
            return line

        return line if event == "call" else None

    sys.settrace(trace)
    try:
        ends_well(reader, content, folder)
    finally:
        sys.settrace(None)
    return steps


def keep_few(reader: str, paths: list[Path], folder: Path) -> None:
    """Replace a reader's corpus by few of some files that take all their steps: the most new ones first."""
    contents = sorted({path.read_bytes() for path in paths}, key=len)
    steps = {content: steps_of(reader, content, folder) for content in contents}
    kept = CORPUS / reader
    shutil.rmtree(kept)
    kept.mkdir()
    left = set[Step]().union(*steps.values())
    while left:
        best = max(contents, key=lambda content: len(steps[content] & left))
        left -= steps[best]
        (kept / hashlib.sha1(best).hexdigest()).write_bytes(best)


if __name__ == "__main__":
    sys.exit(main())
