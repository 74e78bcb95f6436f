"""SVG drawings through Qt's own renderer (SVG 1.2 Tiny), without what they refer to outside of the file."""

from __future__ import annotations

import gzip
import io
import math
import re
import sys
from typing import Any, BinaryIO
from xml.etree import ElementTree

import numpy as np

from ...utils.messages import Message
from ..photo import check_size
from ..raster import DecodeError, Raster, chosen_page, no_header

LEAST_SIDE = 1024
"""A smaller drawing is drawn this long, by a whole factor: it has no pixels of its own."""
_MOST_BYTES = 64 << 20
"""Largest drawing, unpacked."""
_GZIP = b"\x1f\x8b"
_INNER = ("#", "data:")
"""Beginnings of references within the file."""
_XLINK = "http://www.w3.org/1999/xlink"
_OUTER_URL = re.compile(r"@import[^;]*;?|url\(\s*['\"]?(?!#|data:|['\"])[^)]*\)")


def read(file: BinaryIO, name: str, page: int | None) -> Raster:
    """Draw an SVG file at the size that it states, or larger.

    Raises:
        DecodeError: if it is no drawing, or Qt's SVG module is not installed.
    """
    chosen_page(page, 1)
    try:
        from PySide6.QtCore import QByteArray, QRectF
        from PySide6.QtGui import QGuiApplication, QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer
    except ImportError as error:
        raise DecodeError(Message("drawings need Qt's SVG module, which is not installed here")) from error
    inner = _without_references(_unpacked(file.read()))
    if QGuiApplication.instance() is None:  # fonts need one; it stays as long as this process
        platform = ["-platform", "offscreen"]
        _applications.append(QGuiApplication([sys.argv[0], *platform]))
    renderer = QSvgRenderer(QByteArray(inner))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        raise no_header()
    own = size.width(), size.height()
    check_size(name, *own)
    factor = max(1, math.ceil(LEAST_SIDE / max(own)))
    width, height = (side * factor for side in own)
    check_size(name, width, height)
    image = QImage(width, height, QImage.Format.Format_RGBA8888_Premultiplied)
    if image.isNull():
        raise MemoryError
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    pixels = rows[:, : 4 * width].reshape(height, width, 4).copy()
    note = Message(
        "A drawing of {own_width} × {own_height}, drawn with {width} × {height} pixels.",
        own_width=own[0],
        own_height=own[1],
        width=width,
        height=height,
    )
    return Raster(pixels[..., :3], "RGB", pixels[..., 3]).noted(note)


_applications: list[Any] = []


def _unpacked(data: bytes) -> bytes:
    if data[:2] != _GZIP:
        return data
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(_MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise no_header() from error
    if len(data) > _MOST_BYTES:
        raise DecodeError(Message("the drawing is larger than {most} MB", most=_MOST_BYTES >> 20))
    return data


def _without_references(data: bytes) -> bytes:
    """The drawing without references to anything outside of it: files, addresses, style sheets, entities."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    ElementTree.register_namespace("xlink", _XLINK)
    try:
        # Expat expands no external entities, and bounds the others.
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise no_header() from error
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key.rpartition("}")[2] in ("href", "base") and not value.strip().startswith(_INNER):
                del element.attrib[key]
            else:
                element.attrib[key] = _OUTER_URL.sub("", value)
        if element.text and str(element.tag).endswith("style"):
            element.text = _OUTER_URL.sub("", element.text)
    return ElementTree.tostring(root)
