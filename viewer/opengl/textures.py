"""Kernels on the GPU: each tile is handed over once and kept there while it lives and memory allows."""

from __future__ import annotations

import weakref
from collections import OrderedDict, deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...core.field.field import GaussianField
from ...core.geometry.view import View
from ...core.utils.errors import DeviceError
from .gl import (
    GL_FLOAT,
    GL_MAX_TEXTURE_SIZE,
    GL_NEAREST,
    GL_NO_ERROR,
    GL_R32F,
    GL_RED,
    GL_TEXTURE_2D_ARRAY,
    GL_TEXTURE_MAG_FILTER,
    GL_TEXTURE_MIN_FILTER,
    Functions,
)

COLUMNS = 4096
"""Kernels in a row of a texture, as resources/shaders/kernel.glsl has it; every driver takes as many."""
LAYERS = 9
"""Numbers of a kernel on the GPU: the field's eight, and the determinant of its covariance."""
NO_MEMORY = "the GPU has no memory for the kernels"
LIMIT = 9 << 27
"""Bytes that are kept by default: the budget of a field's tiles, with the ninth number."""


@dataclass(frozen=True, eq=False)
class _Kept:
    texture: int
    origin: tuple[int, int]
    """Photo point that the means are told from."""
    nbytes: int
    alive: weakref.ref[GaussianField]


class KeptTiles:
    """Tiles as textures, by the tile's identity; those not used for longest go first.

    Args:
        gl: functions of the current context.
        limit: bytes to keep; a tile that is asked for is kept even beyond it.
    """

    def __init__(self, gl: Functions, limit: int = LIMIT) -> None:
        self._gl, self._limit = gl, limit
        self._most_rows = gl.integer(GL_MAX_TEXTURE_SIZE)
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._dead: deque[int] = deque()

    @property
    def nbytes(self) -> int:
        """Bytes that are kept."""
        return sum(kept.nbytes for kept in self._kept.values())

    def bind(self, tile: GaussianField, view: View) -> tuple[float, float, float, float]:
        """Make a tile's kernels the texture that shaders read.

        Returns:
            The shaders' `place`: the tile's origin seen from the middle of the view, in photo pixels, as
            whole numbers (x, y) and what is left of them (x, y).

        Raises:
            DeviceError: if it is not there and the GPU cannot hold it.
        """
        while self._dead:
            self._drop(self._dead.popleft())
        kept = self._kept.get(id(tile))
        if kept is None:
            kept = self._kept[id(tile)] = self._hand_over(tile)
            used = self.nbytes
            while used > self._limit and len(self._kept) > 1:
                used -= self._drop(next(iter(self._kept)))
        self._kept.move_to_end(id(tile))
        self._gl.BindTexture(GL_TEXTURE_2D_ARRAY, kept.texture)
        x, y = view.centre
        dx, dy = kept.origin[0] - x, kept.origin[1] - y
        return float(round(dx)), float(round(dy)), float(dx - round(dx)), float(dy - round(dy))

    def clear(self) -> None:
        """Keep nothing."""
        for key in list(self._kept):
            self._drop(key)

    def _drop(self, key: int) -> int:
        kept = self._kept.pop(key, None)
        if kept is None:
            return 0
        self._gl.delete("Textures", kept.texture)
        return kept.nbytes

    def _hand_over(self, tile: GaussianField) -> _Kept:
        texels, origin = _texels(tile)
        gl = self._gl
        if texels.shape[1] > self._most_rows:
            raise DeviceError(NO_MEMORY)
        texture = gl.new("Textures")
        gl.BindTexture(GL_TEXTURE_2D_ARRAY, texture)
        gl.TexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MIN_FILTER, GL_NEAREST)
        gl.TexParameteri(GL_TEXTURE_2D_ARRAY, GL_TEXTURE_MAG_FILTER, GL_NEAREST)
        size = (COLUMNS, texels.shape[1], LAYERS)
        gl.TexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_R32F, *size, 0, GL_RED, GL_FLOAT, texels.ctypes.data)
        if gl.GetError() != GL_NO_ERROR:
            gl.delete("Textures", texture)
            raise DeviceError(NO_MEMORY)
        # Called in whatever thread lets the tile go, which may have no context: the next drawing deletes.
        dead, key = self._dead, id(tile)
        alive = weakref.ref(tile, lambda _: dead.append(key))
        return _Kept(texture, origin, texels.nbytes, alive)


def _texels(tile: GaussianField) -> tuple[npt.NDArray[np.float32], tuple[int, int]]:
    """A tile's kernels as layers of rows, (9, rows, 4096), and the whole photo pixel they are told from.

    A mean is a float32 in photo pixels. Less a whole number near it, it still is one, to the last bit.
    """
    n = len(tile)
    rows = max(1, -(-n // COLUMNS))
    texels = np.zeros((LAYERS, rows * COLUMNS), np.float32)
    x0, y0, x1, y1 = tile.box
    origin = (round((x0 + x1) / 2), round((y0 + y1) / 2))
    for axis in (0, 1):
        np.subtract(
            tile.kernels[axis], origin[axis], out=texels[axis, :n], dtype=np.float64, casting="same_kind"
        )
    texels[2:8, :n] = tile.kernels[2:]
    xx, xy, yy = tile.kernels[2:5].astype(np.float64)
    texels[8, :n] = xx * yy - xy * xy
    return texels.reshape(LAYERS, rows, COLUMNS), origin
