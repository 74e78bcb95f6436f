"""Random crops of training pictures, cut and reduced on the device that trains."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch

from ..geometry.view import View
from ..utils.arrays import Picture
from ..utils.errors import CsrError
from .degradation import Degradation
from .downsample import downsampled

AHEAD = 3
"""Batches prepared ahead of their use."""


@dataclass(frozen=True)
class Group:
    """Crops of one scale: of each, `target` is what `view` shows of `reduced`; sRGB-encoded, 0..1."""

    downsampled: torch.Tensor
    """(n, 3, side, side) float32."""
    target: torch.Tensor
    """(n, 3, height, width) float32."""
    view: View
    """As if each of `reduced` were a photo."""
    strength: torch.Tensor
    """(n,) float32: how much noise and compression there is in each of `reduced`, 0..1."""


class Crops:
    """The source of crops: the pixels of all pictures, one after the other, on a device.

    A crop that is turned and mirrored is a first pixel and two steps, so all crops of a group are one
    look-up, whatever their number; a pixel is a word of four bytes, for words are looked up fastest.

    Args:
        pictures: (h, w, 3) each.
        least: pictures with a shorter side, in pixels, are left out.
        device: where the pixels lie, and crops are made.

    Raises:
        CsrError: if all are left out.
    """

    def __init__(self, pictures: list[Picture], least: int, device: torch.device) -> None:
        pictures = [p for p in pictures if min(p.shape[:2]) >= least]
        if not pictures:
            raise CsrError(f"no training picture has sides of {least} pixels or more")
        self.device = device
        self.sizes = [p.shape[:2] for p in pictures]
        """Height and width of each picture, in pixels."""
        ends = itertools.accumulate((h * w for h, w in self.sizes), initial=0)
        *self._firsts, total = ends
        self._words = torch.empty(total, dtype=torch.int32, device=device)
        pixels = self._words.view(torch.uint8).view(-1, 4)[:, :3]
        for first, picture in zip(self._firsts, pictures, strict=True):
            pixels[first : first + picture[..., 0].size] = torch.tensor(picture).view(-1, 3)

    def taken(self, side: int, count: int, rng: np.random.Generator) -> torch.Tensor:
        """Squares of the pictures, turned and mirrored at random, (count, 3, side, side) uint8."""
        places = torch.tensor([self._place(side, rng) for _ in range(count)]).to(self.device)
        first, down, across = places[..., None, None].unbind(1)
        step = torch.arange(side, device=self.device)
        words = self._words.index_select(0, (first + down * step[:, None] + across * step).flatten())
        return words.view(torch.uint8).view(count, side, side, 4).permute(0, 3, 1, 2)[:, :3]

    def _place(self, side: int, rng: np.random.Generator) -> tuple[int, int, int]:
        """Upper left pixel of a square, and the steps from a pixel to those below and right of it."""
        i = rng.integers(len(self.sizes))
        height, width = self.sizes[i]
        y, x = int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
        first, down, across = self._firsts[i] + y * width + x, width, 1
        for _ in range(rng.integers(4)):
            first, down, across = first + (side - 1) * across, -across, down
        if rng.random() < 0.5:
            first, across = first + (side - 1) * across, -across
        return first, down, across


def grouped(
    targets: torch.Tensor,
    side: int,
    rng: np.random.Generator,
    degrade: Degradation | None = None,
    *,
    shave: int = 0,
    window: int | None = None,
) -> Group:
    """Crops with their reductions.

    Args:
        targets: (n, 3, h, h) uint8.
        side: of the reductions, in pixels, at most h.
        rng: of what degrades.
        degrade: what happens to the reductions; it comes back to the CPU for that.
        shave: pixels of the reductions at their border that are left out of the targets.
        window: largest side of the targets, in pixels: a part of each, somewhere, where they are larger.
    """
    strength = torch.zeros(len(targets))
    sources = targets if targets.shape[-1] == side else downsampled(targets, side, side)
    if degrade is not None:
        pictures = sources.permute(0, 2, 3, 1).cpu().numpy()
        degraded = [degrade(picture, rng) for picture in pictures]
        sources = torch.from_numpy(np.stack([picture for picture, _ in degraded]))
        sources = sources.to(targets.device).permute(0, 3, 1, 2)
        strength = torch.tensor([share for _, share in degraded], dtype=torch.float32)
    scale = targets.shape[-1] / side
    border = math.ceil(shave * scale)
    free = targets.shape[-1] - 2 * border
    cut = free if window is None else min(free, window)
    x, y = (border + int(rng.integers(free - cut + 1)) for _ in range(2))
    view = View(scale, x / scale, y / scale, cut, cut)
    seen = targets[..., y : y + cut, x : x + cut]
    return Group(_shares(sources), _shares(seen), view, strength.to(targets.device))


def _shares(levels: torch.Tensor) -> torch.Tensor:
    return levels.to(torch.float32, memory_format=torch.contiguous_format).div_(255)


def ahead(make: Callable[[np.random.Generator], list[Group]], seed: int, start: int) -> Iterator[list[Group]]:
    """Batches from number `start`, without end, made in a thread ahead of their use.

    Args:
        make: makes a batch from its chance, which depends on the seed and the batch's number alone, so
            that a training can go on where it stopped.
        seed: of all batches.
        start: number of the first.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="crops") as pool:
        waiting: list[Future[list[Group]]] = []
        for k in itertools.count(start):
            waiting.append(pool.submit(make, np.random.default_rng((seed, k))))
            if len(waiting) > AHEAD:
                yield waiting.pop(0).result()
