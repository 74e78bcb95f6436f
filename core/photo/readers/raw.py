"""Camera raw files through LibRaw: DNG, NEF, ARW, CR2, CR3, RAF, ORF, RW2 and their like."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, cast

from ..photo import check_size
from ..raster import Raster, chosen_page, undecodable
from .extras import needs_extra


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
