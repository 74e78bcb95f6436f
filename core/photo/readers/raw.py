"""Camera raw files through LibRaw: DNG, NEF, ARW, CR2, CR3, RAF, ORF, RW2 and their like."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, cast

from PIL import ExifTags, Image, ImageOps

from ..photo import check_size
from ..raster import Raster, chosen_page, undecodable
from .extras import needs_extra

_SAME_SHAPE = 0.03
"""Previews may lack a few pixels of the picture's rim."""


def read_preview(file: BinaryIO, least_side: int) -> tuple[Image.Image, tuple[int, int]] | None:
    """Decode the camera's own preview, upright, and the size of the photo that it stands for.

    None where there is none of that shape with as many pixels along each side, or rawpy is not installed.
    """
    try:
        import rawpy  # pyright: ignore[reportMissingImports]
    except ImportError:
        return None
    library = cast("Any", rawpy)
    with library.imread(io.BytesIO(file.read())) as raw:
        preview, sizes = raw.extract_thumb(), raw.sizes
    if preview.format != library.ThumbFormat.JPEG:
        return None
    with Image.open(io.BytesIO(preview.data), formats=("JPEG",)) as image:
        image.draft("RGB", (least_side, least_side))
        told = image.getexif().get(ExifTags.Base.Orientation, 1)
        upright = ImageOps.exif_transpose(image)
    turns = {3: Image.Transpose.ROTATE_180, 5: Image.Transpose.ROTATE_90, 6: Image.Transpose.ROTATE_270}
    if told == 1 and sizes.flip in turns:
        upright = upright.transpose(turns[sizes.flip])
    size = sizes.iwidth, sizes.iheight
    size = size[::-1] if sizes.flip in (5, 6) else size
    shape = upright.width * size[1] / (upright.height * size[0])
    return (upright, size) if min(upright.size) >= least_side and abs(shape - 1) < _SAME_SHAPE else None


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Develop a raw file: the camera's white balance, sRGB, 16 bits. Its previews are never shown instead.

    Raises:
        DecodeError: if rawpy is not installed, or does not know the file.
    """
    with needs_extra("raw"):
        import rawpy  # pyright: ignore[reportMissingImports]
    library = cast("Any", rawpy)
    chosen_page(page, 1)
    try:
        with library.imread(io.BytesIO(file.read())) as raw:
            check_size(name, raw.sizes.width, raw.sizes.height)
            values = raw.postprocess(
                use_camera_wb=True, output_bps=16, output_color=library.ColorSpace.sRGB, gamma=(2.4, 12.92)
            )
    except library.LibRawError as error:
        reason = error.args[0] if error.args else error
        reason = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
        raise undecodable(reason) from error
    # LibRaw turns the picture upright itself.
    return Raster(values, "RGB")
