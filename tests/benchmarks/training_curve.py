"""Plot how validation PSNR-Y rose with the time of trainings.

    python tests/benchmarks/training_curve.py PICTURE.png LOG...

A LOG holds what `csr train --validation FOLDER` printed; its file's name without the suffix is its curve's.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from csr.core.utils.plotting import check_plot, new_figure

SCALES = (2, 3, 4)
LINE = re.compile(r"step \d+ +([\d.]+) min .*?(x1 .*)")


def curve(log: Path) -> list[tuple[float, list[float]]]:
    """Minutes of training and PSNR-Y in dB at `SCALES`, for each time that it was measured."""
    found = LINE.finditer(log.read_text(errors="replace").replace("\r", "\n"))
    values = [(float(m[1]), dict(re.findall(r"x(\d+) ([\d.]+)", m[2]))) for m in found]
    return [(minutes, [float(scores[str(s)]) for s in SCALES]) for minutes, scores in values]


def main() -> None:
    out = Path(sys.argv[1])
    check_plot(out)
    figure = new_figure(10, 3.5)
    for j, axes in enumerate(figure.subplots(1, len(SCALES))):
        axes.set_title(f"x{SCALES[j]}")
        axes.set_xlabel("minutes of training")
        for log in map(Path, sys.argv[2:]):
            measured = curve(log)
            axes.plot([m for m, _ in measured], [v[j] for _, v in measured], ".-", label=log.stem)
    figure.axes[0].set_ylabel("validation PSNR-Y, dB")
    figure.axes[0].legend()
    figure.savefig(out, dpi=110)


if __name__ == "__main__":
    main()
