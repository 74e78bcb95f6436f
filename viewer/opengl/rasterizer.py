"""The OpenGL rasterizer: every GPU that has OpenGL 3.3, whoever made it, without a compiler.

Kernels are quads, as large as their ellipses at the cut-off, drawn as instances and added by blending into
a texture of floats. Where that texture is turned into 8 bits it happens on the GPU too.

Why float32 suffices for positions. A kernel's mean is handed over from a whole photo pixel near it, which
is exact. The view's middle lies p whole photo pixels and a rest r from there; p is exact, and r, below a
half, is off by 2^-26: 8e-6 device pixel at x512. mean + p is exact or rounded once, + r and * s are rounded
once: three times 2^-24 of the distance from the block's middle, which is 1024 device pixels at most, so
2e-4 device pixel in a block's corner, at any scale and anywhere in a photo. A kernel is steepest where it is
small: at x1, 0.4 of its colour high and with a standard deviation of 0.44 device pixel, it rises by 0.55
of its colour a pixel, so that 2e-4 pixel is 1e-4 of one kernel's colour; neighbours round independently,
and rise and fall in turn.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from ...core.field.field import GaussianField
from ...core.field.sampling import RESTING, Sampling
from ...core.geometry.view import View
from ...core.rasterize.base import acts_in
from ...core.rasterize.reference import draw_reference
from ...core.utils.errors import Cancelled, DeviceError, DeviceLost, never
from ..i18n import tr
from ..render.marks import Marks, Overlays, Stroke
from .gl import (
    GL_BGRA,
    GL_BLEND,
    GL_FLOAT,
    GL_NO_ERROR,
    GL_ONE,
    GL_ONE_MINUS_SRC_ALPHA,
    GL_PACK_ROW_LENGTH,
    GL_RENDERER,
    GL_RGB,
    GL_RGBA8,
    GL_RGBA16F,
    GL_RGBA32F,
    GL_SRC_ALPHA,
    GL_TEXTURE_2D,
    GL_TRIANGLE_STRIP,
    GL_TRIANGLES,
    GL_UNPACK_ROW_LENGTH,
    GL_UNSIGNED_BYTE,
    Functions,
    Program,
    Target,
)
from .textures import KeptTiles

BLOCK = 2048
"""Largest side of what is drawn at a time, in device pixels: see above, and 64 MiB of floats."""
MOST_MARKS = 1_000_000
"""Kernels that an overlay shows."""
TOLERANCE = {GL_RGBA32F: 1e-4, GL_RGBA16F: 1 / 510}
"""Largest difference of the first picture from the sum, for sums of float32 and of float16."""
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "microsoft basic render", "gdi generic")
"""Words in the names of renderers that run on the CPU: our own way to use it is several times faster."""


def surface_format() -> QSurfaceFormat:
    """Format of the surfaces that OpenGL is used with."""
    form = QSurfaceFormat()
    form.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    form.setVersion(3, 3)
    form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    return form


class OpenGLRasterizer:
    """Draws with OpenGL; implements `Rasterizer` and `MarkDrawer`. Any thread may call it; they take turns.

    Args:
        surface: where the context lives; it was made in the GUI thread, with `surface_format`, and outlives
            the rasterizer.
        formats: of the texture that kernels are added up in; the first that adds right is taken.

    Raises:
        DeviceError: if OpenGL cannot be used; the message says why in a sentence.
    """

    def __init__(self, surface: QOffscreenSurface, formats: Sequence[int] = (GL_RGBA32F, GL_RGBA16F)) -> None:
        self._surface = surface
        # A context belongs to a thread.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="opengl")
        try:
            self._painter: _Painter | None = self._thread.submit(_Painter, surface, formats).result()
        except BaseException:
            self._thread.shutdown()
            raise
        renderer = self._painter.renderer
        halves = ", sums in 16 bits" if self._painter.form == GL_RGBA16F else ""
        self.name = f"OpenGL, {re.split(r'[/(]', renderer)[0].strip()}{halves}"
        self.software = any(word in renderer.lower() for word in SOFTWARE)
        """True if a CPU does the work."""

    def close(self) -> None:
        """Give back what is held on the GPU, and end the thread; nothing may be drawing any more."""

        def end() -> None:
            if self._painter is not None:
                self._painter.close()
                self._painter = None

        self._thread.submit(end).result()
        self._thread.shutdown()

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.float32]:
        """The picture, (height, width, 3) float32, unclamped; see `Rasterizer.draw`.

        Raises:
            DeviceLost: if OpenGL fails.
        """
        out = np.empty((view.height, view.width, 3), np.float32)
        self._have(lambda painter: painter.draw(tiles, view, sampling, cancelled, out))
        return out

    def draw_frame(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling = RESTING,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> npt.NDArray[np.uint8]:
        """The picture, (height, width, 4) uint8: blue, green, red, 255; see `Rasterizer.draw_frame`.

        Raises:
            DeviceLost: if OpenGL fails.
        """
        out = np.empty((view.height, view.width, 4), np.uint8)
        self._have(lambda painter: painter.draw(tiles, view, sampling, cancelled, out))
        return out

    def most_marks(self, overlays: Overlays) -> int:
        """See `MarkDrawer.most_marks`."""
        del overlays
        return MOST_MARKS

    def draw_marks(
        self, pixels: npt.NDArray[np.uint8], marks: Marks, view: View, strokes: Sequence[Stroke]
    ) -> None:
        """Draw kernels into a frame's pixels; see `MarkDrawer.draw_marks`.

        Raises:
            DeviceLost: if OpenGL fails.
        """
        self._have(lambda painter: painter.draw_marks(pixels, marks, view, strokes))

    def _have(self, paint: Callable[[_Painter], None]) -> None:
        """Have the thread do something, and wait for it."""

        def work() -> None:
            assert self._painter is not None
            self._painter.check_after(paint)

        try:
            done = self._thread.submit(work)
        except RuntimeError:  # the thread has ended
            raise DeviceLost("OpenGL was given back") from None
        try:
            done.result()
        finally:
            del done  # it holds what it raised, that this frame: a circle that would keep the tiles


class _Painter:
    """The part that lives in the thread of the context."""

    def __init__(self, surface: QOffscreenSurface, formats: Sequence[int]) -> None:
        self._surface = surface
        self._context = QOpenGLContext()
        self._context.setFormat(surface_format())
        if not self._context.create() or not self._context.makeCurrent(self._surface):
            raise DeviceError(tr("there is no OpenGL 3.3 here"))
        with ExitStack() as failed:
            # A context that is current in a thread is asked for once more when that ends: by then it may be
            # gone, and the program crashes.
            failed.callback(self._context.doneCurrent)
            got = self._context.format()
            if self._context.isOpenGLES() or got.version() < (3, 3):
                version = f"{got.majorVersion()}.{got.minorVersion()}"
                raise DeviceError(tr("there is only OpenGL {version} here", version=version))
            gl = self._gl = Functions(self._context)
            gl.BindVertexArray(gl.new("VertexArrays"))  # nothing is in it, but there must be one
            self._splats = Program(gl, ("kernel.glsl", "splat.vert"), "splat.frag")
            self._finish = Program(gl, ("frame.vert",), "frame.frag")
            self._strokes = Program(gl, ("kernel.glsl", "mark.vert"), "mark.frag")
            self._tiles = KeptTiles(gl)
            self._frame, self._floats = Target(gl, GL_RGBA8), Target(gl, GL_RGBA32F)
            self.renderer: str = gl.GetString(GL_RENDERER).decode(errors="replace")
            """The driver's name of the device."""
            problems: list[str] = []
            for self.form in formats:
                self._sums = Target(gl, self.form, count=2 if self.form == GL_RGBA16F else 1)
                problem = self._problem_with(TOLERANCE[self.form])
                if not problem:
                    failed.pop_all()
                    return
                self._sums.delete()
                problems.append(problem)
            raise DeviceError("; ".join(problems))

    def close(self) -> None:
        """Let go of the context and all that is in it."""
        self._tiles.clear()
        self._context.doneCurrent()

    def check_after(self, paint: Callable[[_Painter], None]) -> None:
        """Paint something.

        Raises:
            DeviceLost: if OpenGL failed.
        """
        if not self._context.makeCurrent(self._surface):
            raise DeviceLost("the OpenGL context is lost")
        try:
            paint(self)
        except DeviceError as error:
            raise DeviceLost(str(error)) from error
        error = self._gl.GetError()
        if error != GL_NO_ERROR:
            raise DeviceLost(f"OpenGL reports error {error:#x}")

    def draw(
        self,
        tiles: Sequence[GaussianField],
        view: View,
        sampling: Sampling,
        cancelled: Callable[[], bool],
        out: npt.NDArray[Any],
    ) -> None:
        """Draw a view into an array: (height, width, 3) of floats or (height, width, 4) of bytes."""
        for left, top, block in _blocks(view):
            self._add_up(tiles, block, sampling, cancelled)
            eight_bits = out.dtype == np.uint8
            (self._frame if eight_bits else self._floats).bind(block.width, block.height)
            self._gl.Disable(GL_BLEND)
            self._sums.read_from()
            self._finish.use(sum=0, rest=1, halves=self.form == GL_RGBA16F, eight_bits=eight_bits)
            self._gl.DrawArrays(GL_TRIANGLES, 0, 3)
            self._read(out, left, top, block)

    def draw_marks(
        self, pixels: npt.NDArray[np.uint8], marks: Marks, view: View, strokes: Sequence[Stroke]
    ) -> None:
        """Draw marks over a frame."""
        gl = self._gl
        for left, top, block in _blocks(view):
            size = (block.width, block.height)
            self._frame.bind(*size)
            self._frame.read_from()
            gl.PixelStorei(GL_UNPACK_ROW_LENGTH, view.width)
            source = pixels[top:, left:].ctypes.data
            gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, *size, GL_BGRA, GL_UNSIGNED_BYTE, source)
            gl.PixelStorei(GL_UNPACK_ROW_LENGTH, 0)
            gl.Enable(GL_BLEND)
            gl.BlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA)
            gl.ColorMask(1, 1, 1, 0)
            self._strokes.use(scale=float(block.scale), centre=(block.width / 2, block.height / 2))
            for stroke in strokes:
                colour = (*(level / 255 for level in stroke.colour), stroke.opacity)
                self._strokes.set(ellipse=stroke.ellipse, width=stroke.width, colour=colour)
                for part in marks.parts:
                    place = self._tiles.bind(part.tile, block)
                    numbers = (part.first, part.columns, part.step, part.row_step)
                    self._strokes.set(place=place, part=numbers)
                    gl.DrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, part.rows * part.columns)
            gl.ColorMask(1, 1, 1, 1)
            self._read(pixels, left, top, block)

    def _add_up(
        self,
        tiles: Sequence[GaussianField],
        block: View,
        sampling: Sampling,
        cancelled: Callable[[], bool],
    ) -> None:
        """The sum of the kernels in a block, as the texture of sums."""
        gl = self._gl
        self._sums.bind(block.width, block.height)
        self._sums.clear()
        gl.Enable(GL_BLEND)
        gl.BlendFunc(GL_ONE, GL_ONE)
        self._splats.use(
            scale=float(block.scale),
            centre=(block.width / 2, block.height / 2),
            footprint=float(sampling.footprint),
            halves=self.form == GL_RGBA16F,
            radius=math.sqrt(-2 * math.log(sampling.cutoff)),
        )
        if cancelled():
            raise Cancelled
        for tile in tiles:
            for first, columns, rows, row_step in _reached(
                tile, block, tile.reach(sampling.cutoff, sampling.footprint, block.scale)
            ):
                if cancelled():
                    raise Cancelled
                self._splats.set(place=self._tiles.bind(tile, block), part=(first, columns, 1, row_step))
                gl.DrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, rows * columns)

    def _read(self, out: npt.NDArray[Any], left: int, top: int, block: View) -> None:
        """Copy what was drawn to its place in a picture; its first row is the GPU's first."""
        gl = self._gl
        kind = (GL_BGRA, GL_UNSIGNED_BYTE) if out.dtype == np.uint8 else (GL_RGB, GL_FLOAT)
        gl.PixelStorei(GL_PACK_ROW_LENGTH, out.shape[1])
        gl.ReadPixels(0, 0, block.width, block.height, *kind, out[top:, left:].ctypes.data)

    def _problem_with(self, tolerance: float) -> str:
        """Draw some kernels, and compare with their sum; empty if it is right."""
        tiles, view = _trial()
        floats = np.empty((view.height, view.width, 3), np.float32)
        levels = np.empty((view.height, view.width, 4), np.uint8)
        try:
            for out in (floats, levels):
                self.draw(tiles, view, RESTING, never, out)
        except DeviceError as error:
            return str(error)
        exact = draw_reference(tiles, view)
        error = float(np.abs(floats - exact).max())
        if self._gl.GetError() != GL_NO_ERROR or not error <= tolerance:
            return f"its driver draws wrong: kernels differ from their sum by {error:.2g}"
        steps = float(np.abs(levels[..., 2::-1] - exact.clip(0, 1) * 255).max())
        if steps > 0.5 + 255 * tolerance or (levels[..., 3] != 255).any():
            return f"its driver draws wrong: colours differ by {steps:.2g} levels"
        return ""


def _blocks(view: View) -> Iterator[tuple[int, int, View]]:
    """A view in blocks: left and top in the view, and the block as a view."""
    for top in range(0, view.height, BLOCK):
        for left in range(0, view.width, BLOCK):
            width, height = min(BLOCK, view.width - left), min(BLOCK, view.height - top)
            x0, y0 = view.to_photo(left, top)
            yield left, top, View(view.scale, x0, y0, width, height)


def _reached(tile: GaussianField, view: View, reach: float) -> Iterator[tuple[int, int, int, int]]:
    """The kernels of a tile that act in a view.

    Yields:
        Index of the first, kernels in a row, rows, and kernels from a row to the next.
    """
    if not len(tile) or not acts_in(tile, view, reach):
        return
    if tile.lattice is None:
        yield 0, len(tile), 1, len(tile)
        return
    left, top, right, bottom = view.box
    part = tile.lattice.touching((left - reach, top - reach, right + reach, bottom + reach))
    if not part.rows or not part.columns:
        return
    row, column = part.row - tile.lattice.row, part.column - tile.lattice.column
    yield row * tile.lattice.columns + column, part.columns, part.rows, tile.lattice.columns
    if tile.details is not None:
        first, last = tile.detail_rows(part)
        if last > first:
            yield first, last - first, 1, last - first


def _trial() -> tuple[list[GaussianField], View]:
    """Some kernels of a network's size and colours, on top of each other, far from the photo's corner."""
    rng = np.random.default_rng(0)
    kernels = np.empty((8, 200), np.float32)
    kernels[:2] = rng.uniform(0, 5, (2, 200)) + np.array([[3000], [2000]])
    kernels[2], kernels[3], kernels[4] = rng.uniform(0.1, 0.2, 200), 0.05, rng.uniform(0.1, 0.2, 200)
    kernels[5:] = rng.uniform(0, 1, (3, 200))
    return [GaussianField(kernels, None, (4000, 3000))], View(3.3, 3000.2, 2000.4, 14, 12)
