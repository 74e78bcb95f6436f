"""Make the tables of core/README.md and of the weights' cards anew.

    python tests/benchmarks/tables.py EVAL_FOLDER PHOTO [frames] [scores] [jpeg] [faithful]

EVAL_FOLDER holds the evaluation sets, a sub-folder each; PHOTO is drawn for the frame times. Where tables
are named, only those are made. A table stands between two comments, `<!-- NAME -->` and `<!-- /NAME -->`;
what is between them is replaced.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import rasterize
from csr.core.evaluation.evaluate import Mean, Protocol, Score, evaluate, means
from csr.core.evaluation.low_photos import Degradation
from csr.core.evaluation.report import table
from csr.core.network.bundled import bundled
from csr.core.network.weights import load_network
from csr.core.photo.decode import load_photo
from csr.core.rasterize.cpu import CpuRasterizer
from tqdm import tqdm

ROOT = Path(__file__).parents[2]
SCALES = [1.0, 2.0, 3.0, 4.0, 8.0]
README_SCALES = (1, 2, 3, 4, 8)
JPEG_QUALITIES = (95, 92, 75, 50)
JPEG_SCALES = [2.0, 4.0]
JPEG_SETS = ("Set14",)


def scores_of(folder: Path, scales: list[float], weights: str, jpeg: int | None = None) -> list[Mean]:
    """The means of each set."""
    scores: list[Score] = []
    with tqdm(unit="picture", leave=False, desc=f"{weights} {jpeg or ''}") as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        network = load_network(weights)
        protocol = Protocol(tuple(scales), degradation=Degradation(jpeg=jpeg))
        for task in evaluate(folder, protocol, network, CpuRasterizer(), on_progress=told):
            scores += task.scores()
    return means(scores)


def psnr(mean: Mean) -> str:
    """PSNR-Y in dB, as text."""
    return f"{mean.values['PSNR-Y']:.2f}"


def compact(scores: dict[str, list[Mean]]) -> str:
    """A row for each set and weights, bicubic below them; PSNR-Y alone."""
    lines = [
        "| set | | " + " | ".join(f"x{s}" for s in README_SCALES) + " |",
        "|---|---|" + "---|" * len(README_SCALES),
    ]
    every = [score for found in scores.values() for score in found]
    for name in dict.fromkeys(s.set for s in every):
        for method in (*scores, "bicubic"):
            cells = {s.scale: psnr(s) for s in every if (s.set, s.method) == (name, method)}
            row = " | ".join(cells.get(scale, "-") for scale in README_SCALES)
            lines.append(f"| {name} | {method} | {row} |")
    return "\n".join(lines)


def jpeg_table(folder: Path, names: list[str]) -> str:
    """PSNR-Y of photos stored as JPEG: a row for each set, quality and scale, a column for each method."""
    lines = [
        f"| set | quality | scale | {' | '.join(names)} | bicubic |",
        "|---|---|---|" + "---|" * (len(names) + 1),
    ]
    for quality in JPEG_QUALITIES:
        for group in JPEG_SETS:
            found = [s for n in names for s in scores_of(folder / group, JPEG_SCALES, n, quality)]
            for scale in JPEG_SCALES:
                cells = {s.method: psnr(s) for s in found if s.scale == scale}
                row = " | ".join(cells[m] for m in (*names, "bicubic"))
                lines.append(f"| {group} | {quality} | x{scale:g} | {row} |")
    return "\n".join(lines)


def frame_table(photo: Path) -> str:
    """Frame times and their ratios to Pillow's LANCZOS: two rows for each view, a column for each scale."""
    times = list(rasterize.compare(load_photo(photo), CpuRasterizer()))
    lines: list[str] = []
    for width, height in rasterize.SIZES:
        shown = [t for t in times if (t.width, t.height) == (width, height)]
        if not lines:
            lines = [
                "| view | | " + " | ".join(f"x{t.scale:g}" for t in shown) + " |",
                "|---|---|" + "---|" * len(shown),
            ]
        lines += [
            f"| {width} x {height} | ours, ms | " + " | ".join(f"{t.ours:.1f}" for t in shown) + " |",
            "| | ratio to LANCZOS | " + " | ".join(f"{t.ours / t.lanczos:.2f}" for t in shown) + " |",
        ]
    return "\n".join(lines)


def replace(path: Path, name: str, text: str) -> None:
    """Put a table between its comments."""
    old = path.read_text(encoding="utf-8")
    pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    new, count = re.subn(pattern, lambda m: f"{m[1]}{text}\n{m[2]}", old, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{path.name} has no place for the table '{name}'")
    path.write_text(new, encoding="utf-8")


def faithful_table(names: list[str]) -> str:
    """What would give the machine away, a row for each weights."""
    script = Path(__file__).parents[1] / "faithfulness.py"
    return subprocess.run(
        [sys.executable, script, *names], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def main() -> None:
    """Measure, and replace the tables."""
    folder, photo = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = set(sys.argv[3:]) or {"frames", "scores", "jpeg", "faithful"}
    readme, names = ROOT / "core" / "README.md", bundled()
    cards = {name: ROOT / "resources" / "weights" / f"{name}.md" for name in names}
    if "frames" in wanted:
        replace(readme, "frames", frame_table(photo))
    if "faithful" in wanted:
        replace(readme, "faithful", faithful_table(names))
    if "scores" in wanted:
        scores = {name: scores_of(folder, SCALES, name) for name in names}
        replace(readme, "scores", compact(scores))
        for name, card in cards.items():
            replace(card, "scores", table(scores[name]))
    if "jpeg" in wanted:
        jpeg = jpeg_table(folder, names)
        for path in (readme, *cards.values()):
            replace(path, "jpeg", jpeg)


if __name__ == "__main__":
    main()
