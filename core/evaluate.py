"""How good the pictures are: PSNR and SSIM on luma against the truth, bicubic beside them."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image
from tqdm import tqdm

from .photo import PHOTO_SUFFIXES, load_photo, photo_from_pixels
from .rasterize import Rasterizer
from .view import View

if TYPE_CHECKING:
    from .network.model import Network

Picture = npt.NDArray[np.uint8]

LUMA = (65.481, 128.553, 24.966)
"""BT.601 weights of red, green, blue (0..1) for Y in 16..235; the offset of 16 cancels in differences."""

WINDOW = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
"""One axis of the window of SSIM, not normalised."""


def luma(picture: Picture) -> npt.NDArray[np.float64]:
    """BT.601 Y, 16..235, of an 8-bit sRGB picture (h, w, 3)."""
    return picture.astype(np.float64) @ (np.array(LUMA) / 255) + 16


def psnr_y(picture: Picture, truth: Picture, border: int) -> float:
    """Peak signal-to-noise ratio on Y in dB, peak 255, `border` pixels shaved on every side; inf if equal."""
    difference = _shaved(luma(picture) - luma(truth), border)
    error = float((difference**2).mean())
    return 10 * math.log10(255**2 / error) if error > 0 else math.inf


def ssim_y(picture: Picture, truth: Picture, border: int) -> float:
    """Structural similarity on Y (Wang et al. 2004): 11 x 11 Gaussian window of sd 1.5, K1 0.01, K2 0.03.

    The mean over the windows that lie wholly in the shaved picture.
    """
    x, y = _shaved(luma(picture), border), _shaved(luma(truth), border)
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mx, my = _windowed(x), _windowed(y)
    vx, vy, cov = _windowed(x * x) - mx * mx, _windowed(y * y) - my * my, _windowed(x * y) - mx * my
    top = (2 * mx * my + c1) * (2 * cov + c2)
    return float((top / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())


def _shaved(plane: npt.NDArray[np.float64], border: int) -> npt.NDArray[np.float64]:
    return plane[border : plane.shape[0] - border, border : plane.shape[1] - border]


def _windowed(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The plane's Gaussian-weighted means over 11 x 11 windows."""
    taps = WINDOW / WINDOW.sum()
    rows = np.lib.stride_tricks.sliding_window_view(plane, taps.size, axis=0) @ taps
    return np.lib.stride_tricks.sliding_window_view(rows, taps.size, axis=1) @ taps


@dataclass(frozen=True)
class Score:
    """Of one picture at one scale, or the mean over a set; PSNR in dB."""

    set: str
    picture: str
    scale: float
    psnr_y: float
    ssim_y: float
    bicubic_psnr_y: float | None
    """None at x1, where there is nothing to enlarge."""
    bicubic_ssim_y: float | None


def task(truth: Picture, scale: float) -> tuple[Picture, Picture]:
    """The reduced photo and its truth, cropped to whole photo pixels; Pillow's bicubic, 8 bits."""
    h, w = (max(1, int(n / scale + 1e-9)) for n in truth.shape[:2])
    truth = truth[: round(h * scale), : round(w * scale)]
    if scale == 1:
        return truth, truth
    box = (0, 0, w * scale, h * scale)
    low = Image.fromarray(truth).resize((w, h), Image.Resampling.BICUBIC, box=_within(box, truth))
    return np.asarray(low), truth


def _within(box: tuple[float, float, float, float], picture: Picture) -> tuple[float, float, float, float]:
    return (box[0], box[1], min(box[2], picture.shape[1]), min(box[3], picture.shape[0]))


def evaluate(
    folder: Path, scales: list[float], network: Network, rasterizer: Rasterizer, limit: int | None = None
) -> list[Score]:
    """Scores of every picture of every set (a sub-folder, or the folder itself) at every scale.

    Raises:
        ValueError: if there are no pictures, or one cannot be read or is too small to be measured.
    """
    sets = sorted(p for p in folder.iterdir() if p.is_dir()) or [folder]
    work = [(s.name, p) for s in sets for p in _pictures(s)[:limit]]
    if not work:
        raise ValueError(f"{folder} and its sub-folders hold no pictures")
    scores: list[Score] = []
    for name, path in tqdm(work, unit="picture", leave=False):
        pixels = load_photo(path).pixels
        truth = pixels if pixels.dtype == np.uint8 else (pixels // 257).astype(np.uint8)
        scores += [
            _score(name, path.name, np.asarray(truth, np.uint8), s, network, rasterizer) for s in scales
        ]
    return scores


def _pictures(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES)


def _score(
    group: str, name: str, truth: Picture, scale: float, network: Network, rasterizer: Rasterizer
) -> Score:
    from .inference import NetworkSource, choose_device
    from .tiled_field import TiledField

    low, truth = task(truth, scale)
    border = math.ceil(scale)
    if min(truth.shape[:2]) - 2 * border < len(WINDOW):
        raise ValueError(f"{name} is too small to be measured at x{scale:g}")
    view = View(scale, 0, 0, truth.shape[1], truth.shape[0])
    field = TiledField(NetworkSource(photo_from_pixels(low), network, choose_device("auto")))
    drawn = rasterizer.draw(field.require(view), view)
    picture = np.rint(drawn.clip(0, 1) * 255).astype(np.uint8)
    bicubic = None
    if scale != 1:
        size = (truth.shape[1], truth.shape[0])
        bicubic = np.asarray(Image.fromarray(low).resize(size, Image.Resampling.BICUBIC))
    return Score(
        group,
        name,
        scale,
        psnr_y(picture, truth, border),
        ssim_y(picture, truth, border),
        None if bicubic is None else psnr_y(bicubic, truth, border),
        None if bicubic is None else ssim_y(bicubic, truth, border),
    )


def means(scores: list[Score]) -> list[Score]:
    """The mean of each set at each scale, in the order of the scores."""
    groups: dict[tuple[str, float], list[Score]] = {}
    for score in scores:
        groups.setdefault((score.set, score.scale), []).append(score)
    return [
        Score(
            name,
            f"mean of {len(g)}",
            scale,
            float(np.mean([s.psnr_y for s in g])),
            float(np.mean([s.ssim_y for s in g])),
            None if scale == 1 else float(np.mean([s.bicubic_psnr_y for s in g if s.bicubic_psnr_y])),
            None if scale == 1 else float(np.mean([s.bicubic_ssim_y for s in g if s.bicubic_ssim_y])),
        )
        for (name, scale), g in groups.items()
    ]


def table(scores: list[Score]) -> str:
    """Scores as a Markdown table."""
    lines = ["| set | scale | PSNR-Y | SSIM | bicubic PSNR-Y | bicubic SSIM |", "|---|---|---|---|---|---|"]
    for s in scores:
        ours = f"{s.psnr_y:.2f} | {s.ssim_y:.4f}"
        theirs = "- | -" if s.bicubic_psnr_y is None else f"{s.bicubic_psnr_y:.2f} | {s.bicubic_ssim_y:.4f}"
        lines.append(f"| {s.set} | x{s.scale:g} | {ours} | {theirs} |")
    return "\n".join(lines)


def write_json(path: Path, scores: list[Score]) -> None:
    """Every score and the means as JSON."""
    content = {"means": [asdict(s) for s in means(scores)], "pictures": [asdict(s) for s in scores]}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
