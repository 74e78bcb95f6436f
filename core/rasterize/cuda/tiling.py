"""For each screen tile, which kernels to draw: a tiling of our own in torch, and gsplat's.

A sum has no order, so nothing is sorted by depth; the stable sort by tile keeps a tile's kernels in the order
of the field, and so the picture of a view the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import torch

from .kernel_sum import TILE, Lists, Prepared

PAIRS = 1 << 22
"""Kernels in lists at a time, each counted once for each tile; bounds the memory, some 80 bytes for each."""


def torch_tiling(prepared: Prepared) -> Iterator[Lists]:
    """The lists of the screen tiles, in parts that a bounded memory can hold."""
    seen, ends = _seen(prepared.spans)
    borders = torch.arange(prepared.rows * prepared.columns + 1, dtype=torch.int32, device=seen.device)
    for first, last, pairs in _parts(ends):
        members, edges = seen[first:last], ends[first : last + 1] - ends[first]
        owner = torch.arange(len(members), device=seen.device)
        owner = owner.repeat_interleave(edges.diff(), output_size=pairs)
        step = torch.arange(pairs, device=seen.device) - edges[owner]
        left, top, wide, _ = prepared.spans[members].unbind(1)
        tile = (top[owner] + step // wide[owner]) * prepared.columns + left[owner] + step % wide[owner]
        tile, order = torch.sort(tile.int(), stable=True)
        yield torch.searchsorted(tile, borders, out_int32=True), members[owner[order]].int()


def gsplat_tiling(prepared: Prepared) -> Iterator[Lists]:
    """The same from gsplat's CUDA extension, which must be there: see `gsplat.load`."""
    from gsplat.cuda._wrapper import isect_offset_encode, isect_tiles

    if prepared.pictures > 1:  # gsplat wants as many kernels seen in each picture
        yield from torch_tiling(prepared)
        return
    seen, ends = _seen(prepared.spans)
    grid = prepared.columns, prepared.rows
    for first, last, _ in _parts(ends):
        members = seen[first:last]
        place = prepared.splats[members, :4]
        # gsplat's pixel centres are at halves; its depths only order a tile's kernels
        means, radii = place[None, :, :2] + 0.5, place[None, :, 2:].ceil().clamp(min=1).int()
        depths = torch.arange(len(members), device=members.device, dtype=torch.float32)[None]
        _, keys, order = isect_tiles(means, radii, depths, TILE, *grid)
        offsets = isect_offset_encode(keys, 1, *grid).reshape(-1)
        end = torch.full((1,), len(order), dtype=torch.int32, device=members.device)
        yield torch.cat((offsets.int(), end)), members[order.long()].int()


def _seen(spans: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The kernels that are seen (n), and how many tiles those before each meet, and all (n + 1); int64."""
    touched = spans[:, 2].long() * spans[:, 3]
    seen = touched.nonzero()[:, 0]
    return seen, torch.nn.functional.pad(touched[seen].cumsum(0), (1, 0))


def _parts(ends: torch.Tensor) -> list[tuple[int, int, int]]:
    """Runs of kernels that meet about `PAIRS` tiles together, or fewer: first, end, and how many tiles."""
    total, count = int(ends[-1]), len(ends) - 1
    if total <= PAIRS:
        return [(0, count, total)] if count else []
    aims = torch.arange(PAIRS, total, PAIRS, device=ends.device)
    borders = sorted({0, *torch.searchsorted(ends, aims).tolist(), count})
    met = ends[borders].tolist()
    return [(a, b, n - m) for (a, b), (m, n) in zip(pairwise(borders), pairwise(met), strict=True)]
