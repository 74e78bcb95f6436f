"""Minutes of random calls of `csr` in one process, and what grows: memory, descriptors, threads, files.

    python tests/soak/commands.py [--minutes 5] [--seed 0] [--calls 12]

Each call is a command with words that were drawn at random, good and bad ones: all that it may end with is
exit code 0, or 2 with a sentence. After so many calls (a round) everything is counted. Prints a row a round;
exits with 1 if a command ended otherwise or if a count grew.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
from csr.core.cli.main import main as csr
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))
from soak.counting import Counts, counts_of, grown, print_row

SIDES = ((60, 40), (33, 70), (96, 96))
SHARE_OF_BAD_WORDS = 0.15
FRAMES = ("--from", "10", "10", "1", "--to", "20", "20", "4", "--seconds", "0.2", "--size", "48", "32")


class Calls:
    """Calls `csr` with random words.

    Args:
        folder: for photos and results.
        seed: of everything that is chosen.
        weights: name or file.
    """

    def __init__(self, folder: Path, seed: int, weights: str = "light") -> None:
        self.random, self.folder, self._weights = random.Random(seed), folder, weights
        self.done: Counter[str] = Counter()
        """How often each command ended with each code."""
        self.problems: list[str] = []
        self._photos: list[str] = []
        for number, size in enumerate(SIDES):
            self._photos.append(str(folder / f"{number}.png"))
            pixels = np.random.default_rng(number).integers(0, 256, (size[1] // 4, size[0] // 4, 3), np.uint8)
            Image.fromarray(pixels).resize(size).save(self._photos[-1])
        self._fields = [str(folder / name) for name in ("a.safetensors", "b.csrz", "c.ply")]
        self._call("field", self._photos[0], self._fields[0], "--weights", weights, "--overwrite")
        for field in self._fields[1:]:
            self._call("convert", self._fields[0], field, "--overwrite")

    def step(self) -> None:
        """Call one command."""
        words = self._words()
        if self.random.random() < SHARE_OF_BAD_WORDS:
            place = self.random.randrange(1, len(words))
            words[place] = self.random.choice(
                ("", "nan", "-1", "1e99", "/", "\udcff", "--scale", "missing.png")
            )
        self._call(*words)

    def _call(self, *words: str) -> None:
        told = io.StringIO()
        with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
            try:
                code = csr(list(words))
            except SystemExit as end:  # of argparse
                code = end.code
        self.done[f"{words[0]} {code}"] += 1
        if code not in (0, 2):
            self.problems.append(f"{words} ended with {code}: {told.getvalue()[-500:]!r}")

    def _words(self) -> list[str]:
        pick = self.random.choice
        source, photo = pick([*self._photos, self._fields[0]]), pick(self._photos)
        networks = ["--weights", self._weights, "--device", "cpu"]
        out = str(self.folder / "out")
        match pick(("render", "render", "render", "field", "convert", "map", "film", "export-web", "fit")):
            case "render":
                words = ["render", source, f"{out}.{pick(('png', 'tif', 'jpg', 'webp'))}"]
                words += ["--scale", f"{self.random.uniform(0.3, 6):.3f}", *networks]
                words += pick(
                    (
                        [],
                        ["--box", "3", "2", "30", "20"],
                        ["--rotate", "12"],
                        ["--footprint", "0"],
                        ["--lens", "20", "20", "45", "2"],
                    )
                )
            case "field":
                words = ["field", photo, f"{out}.safetensors", *networks]
            case "convert":
                words = [
                    "convert",
                    pick(self._fields),
                    f"{out}.{pick(('csrz', 'ply', 'svg', 'safetensors'))}",
                ]
            case "map":
                words = ["map", source, f"{out}.{pick(('png', 'npz'))}"]
                words += [pick(("--density", "--orientation", "--elongation"))]
            case "film":
                words = ["film", source, f"{out}.{pick(('gif', 'webp'))}", *FRAMES]
            case "export-web":
                words = ["export-web", source, f"{out}.html"]
            case _:
                words = ["fit", photo, f"{out}_fit.safetensors", "--kernels", "50", "--seconds", "1"]
        return [*words, "--overwrite"]


def main() -> int:
    """Print the table; 1 if something failed or grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--calls", type=int, default=12, help="of a round")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="csr-soak-") as name:
        folder, temporary = Path(name), Path(name, "temporary")
        temporary.mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
        os.environ["XDG_STATE_HOME"] = str(folder / "state")
        calls = Calls(folder, arguments.seed)
        rows: list[Counts] = []
        start = time.monotonic()
        while time.monotonic() - start < 60 * arguments.minutes:
            for _ in range(arguments.calls):
                calls.step()
            gc.collect()
            rows.append(counts_of((temporary, folder)))
            if len(rows) == 1:
                print_row("minutes", "calls", *rows[0])
            print_row(f"{(time.monotonic() - start) / 60:.1f}", calls.done.total(), *rows[-1].values())
    print("ended with:", ", ".join(f"{count} x {what}" for what, count in sorted(calls.done.items())))
    problems = calls.problems + grown(rows)
    print("\n".join(problems) or "nothing failed, nothing grew")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
