"""A whole field in memory: its kernels, and pictures of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, overload

import numpy as np

from ..field.field import GaussianField
from ..field.sampling import CUTOFF_REST, FOOTPRINT, Sampling
from ..geometry.view import View
from ..rasterize.base import Rasterizer
from ..utils.arrays import FloatArray
from .kernels import Kernels

if TYPE_CHECKING:
    import torch
    from PIL.Image import Image


@dataclass(frozen=True, eq=False)
class Field:
    """A continuous picture: the sum of its kernels. A value: nothing changes it."""

    gaussian_field: GaussianField
    """The field as the rest of this program has it; internal."""

    @classmethod
    def from_kernels(cls, array: FloatArray, photo_size: tuple[int, int]) -> Field:
        """A field of free kernels.

        Args:
            array: (8, n), as `Kernels.array`; it is copied.
            photo_size: width and height of the picture, in photo pixels.

        Raises:
            ValueError: if the array has another shape, or numbers that are not finite.
        """
        copy = np.array(array, np.float32, order="C", copy=True)
        if not np.isfinite(copy).all():
            raise ValueError("some kernels are not finite numbers")
        return cls(GaussianField(copy, None, photo_size))

    def __len__(self) -> int:
        return len(self.gaussian_field)

    def __repr__(self) -> str:
        width, height = self.photo_size
        return f"Field({len(self):,} kernels, {width} x {height} photo pixels, {self.model or 'no model'})"

    @property
    def photo_size(self) -> tuple[int, int]:
        """Width and height of the photo, in photo pixels."""
        return self.gaussian_field.photo_size

    @property
    def model(self) -> str:
        """Name of the network that made the field; "fit" after `fit`, empty where it is not known."""
        return self.gaussian_field.model

    @property
    def licence(self) -> str:
        """Licence of the weights that made it; empty where it is not known."""
        return self.gaussian_field.licence

    @cached_property
    def kernels(self) -> Kernels:
        """The kernels, as read-only views."""
        view = self.gaussian_field.kernels.view()
        view.flags.writeable = False
        return Kernels(view)

    def tensor(self) -> torch.Tensor:
        """The kernels as a tensor (8, n) float32 on the CPU, for `rasterize`; a copy. Loads torch."""
        import torch

        return torch.from_numpy(self.gaussian_field.kernels.copy())

    @overload
    def render(
        self,
        scale: float | None = None,
        *,
        view: View | None = None,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        device: str = "auto",
        output: Literal["numpy"] = "numpy",
    ) -> FloatArray: ...

    @overload
    def render(
        self,
        scale: float | None = None,
        *,
        view: View | None = None,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        device: str = "auto",
        output: Literal["torch"],
    ) -> torch.Tensor: ...

    @overload
    def render(
        self,
        scale: float | None = None,
        *,
        view: View | None = None,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        device: str = "auto",
        output: Literal["pil"],
    ) -> Image: ...

    def render(
        self,
        scale: float | None = None,
        *,
        view: View | None = None,
        footprint: float = FOOTPRINT,
        cutoff: float = CUTOFF_REST,
        device: str = "auto",
        output: Literal["numpy", "torch", "pil"] = "numpy",
    ) -> FloatArray | torch.Tensor | Image:
        """Draw the whole picture at a scale, or a view of it. Not differentiable: `rasterize` is.

        Args:
            scale: picture pixels for each photo pixel; any positive number.
            view: what to draw instead of the whole picture.
            footprint: variance added for a pixel's own width, in picture pixels squared; 1/12 is a unit box,
                0 samples at points.
            cutoff: share of its peak below which a kernel is left out.
            device: what draws: auto, cuda or cpu.
            output: what comes out.

        Returns:
            For "numpy" (h, w, 3) float32, for "torch" (3, h, w) float32 on the CPU, both sRGB-encoded and not
            clamped; for "pil" an 8-bit RGB image, clamped to 0..1 and rounded.

        Raises:
            ValueError: if there is neither scale nor view, or both.
            CsrError: if the device cannot be used.
        """
        if (scale is None) == (view is None):
            raise ValueError("say either the scale or the view")
        width, height = self.photo_size
        shown = view or View.of_box((0.0, 0.0, float(width), float(height)), cast(float, scale))
        picture = _rasterizer(device).draw([self.gaussian_field], shown, Sampling(footprint, cutoff))
        if output == "torch":
            import torch

            return torch.from_numpy(picture).permute(2, 0, 1).contiguous()
        if output == "pil":
            from PIL import Image

            return Image.fromarray(np.rint(picture.clip(0, 1) * 255).astype(np.uint8))
        return picture

    def save(self, path: str | Path, *, bits: Literal[8, 16] = 16, overwrite: bool = False) -> None:
        """Write the field; the suffix says how.

        Args:
            path: .safetensors (exact), .csrz (rounded, see `bits`), .ply (splats, flat), .svg (gradients), or
                .html (a page that draws the field, rounded).
            bits: of a rounded field's numbers.
            overwrite: whether an existing file may be replaced.

        Raises:
            CsrError: if the suffix is another, the file is there, or it cannot be written.
        """
        from ..field.web_page import PAGE_SUFFIXES, write_web_page
        from ..scene.interchange import write_field_as

        path = Path(path)
        if path.suffix.lower() in PAGE_SUFFIXES:
            write_web_page(self.gaussian_field, path, path.stem, bits, overwrite=overwrite)
        else:
            write_field_as(self.gaussian_field, path, bits=bits, overwrite=overwrite)


def load_field(path: str | Path) -> Field:
    """The field of a file: .safetensors, .csrz or .ply.

    Raises:
        CsrError: if it holds no field.
    """
    from ..field.formats import read_field

    return Field(read_field(Path(path)))


def _rasterizer(device: str) -> Rasterizer:
    """The rasterizer of a device, one for each: a GPU keeps what it was given."""
    made = _rasterizers.get(device)
    if made is None:
        from ..rasterize.backends import make_rasterizer

        made = _rasterizers[device] = make_rasterizer(device)
    return made


_rasterizers: dict[str, Rasterizer] = {}
