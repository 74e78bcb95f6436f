"""The formats of photos."""

PHOTO_SUFFIXES = frozenset(
    f".{name}"
    for name in ("jpg", "jpeg", "jpe", "jfif", "mpo", "png", "webp", "tif", "tiff", "bmp", "gif", "avif")
)
"""Lower-case suffixes of files that may be opened."""
