"""Results of `csr bench`: as Markdown, as JSON, as a plot."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ..utils.plotting import new_figure
from .frame_times import Report


def markdown(report: Report) -> str:
    """The report as three Markdown tables, with what each of them measures."""
    lines = [
        f"{report.photo}\n{report.machine}\n",
        "Frame times, medians in ms, and their ratio to ours moving:\n",
    ]
    lines += [
        "| rasterizer | view | scale | moving | at rest | LANCZOS | ratio | torch bicubic | ratio |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for f in report.frames:
        lines.append(
            f"| {f.rasterizer} | {f.width} x {f.height} | x{f.scale:g} | {f.moving:.1f} | {f.rest:.1f} "
            f"| {f.lanczos:.1f} | {f.moving / f.lanczos:.2f} | {f.bicubic:.1f} | {f.moving / f.bicubic:.2f} |"
        )
    lines += [
        "\nThe paper's AT, ms: the network and 45 pictures from x4 to x48, divided by 45 (theirs: a V100):\n",
        "| rasterizer | photo | AT | network, once | paper's AT |",
        "|---|---|---|---|---|",
    ]
    for a in report.average_times:
        lines.append(
            f"| {a.rasterizer} | {a.width} x {a.height} | {a.average:.2f} | {a.network:.1f} | {a.paper} |"
        )
    lines += [
        "\nPeak memory of the whole process, photo of 48 x 48, CPU (theirs: a V100's memory):\n",
        "| scale | peak, GB | growth | paper, GB | paper's growth |",
        "|---|---|---|---|---|",
    ]
    for m in report.memory:
        theirs = 100 * (m.paper / report.memory[0].paper - 1)
        lines.append(f"| x{m.scale:g} | {m.peak:.3f} | {m.growth:.1f} % | {m.paper:.2f} | {theirs:.1f} % |")
    return "\n".join(lines)


def write_json(path: Path, report: Report) -> None:
    """Every figure as JSON; the names are those of `Report`'s parts."""
    path.write_text(json.dumps(asdict(report), indent=1), encoding="utf-8")


def plot(path: Path, report: Report) -> None:
    """Frame time against scale, a panel for each size of view, to a picture."""
    figure = new_figure(13, 4.5)
    sizes = list(dict.fromkeys((f.width, f.height) for f in report.frames))
    panels = figure.subplots(1, len(sizes), sharey=True, squeeze=False)[0]
    for panel, (width, height) in zip(panels, sizes, strict=True):
        shown = [f for f in report.frames if (f.width, f.height) == (width, height)]
        for name in dict.fromkeys(f.rasterizer for f in shown):
            ours = [f for f in shown if f.rasterizer == name]
            (line,) = panel.plot(
                [f.scale for f in ours], [f.moving for f in ours], "o-", label=f"{name}, moving"
            )
            panel.plot(
                [f.scale for f in ours], [f.rest for f in ours], "--", color=line.get_color(), label="at rest"
            )
        peers = [f for f in shown if f.rasterizer == shown[0].rasterizer]
        scales = [f.scale for f in peers]
        panel.plot(scales, [f.lanczos for f in peers], "s:", color="grey", label="Pillow LANCZOS")
        panel.plot(scales, [f.bicubic for f in peers], "^:", color="silver", label="torch bicubic")
        panel.set_xscale("log", base=2)
        panel.set_xticks(scales, labels=[f"x{s:g}" for s in scales], rotation=60)
        panel.set_yscale("log")
        panel.set_title(f"{width} x {height}")
        panel.set_xlabel("scale, device pixels per photo pixel")
        panel.grid(alpha=0.3)
    panels[0].set_ylabel("frame time, ms")
    panels[0].legend(fontsize="small")
    figure.savefig(path, dpi=120)
