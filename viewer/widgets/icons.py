"""Line icons, in the colours of a palette."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_SIDE = 18
"""In device-independent pixels."""
RATIOS = (1, 2, 3)
"""Device pixels for each device-independent pixel that an icon is drawn for."""
INK = "currentColor"
"""Stands in the icons' files for the colour of the text."""


def line_icon(name: str, palette: QPalette) -> QIcon:
    """Draw an icon in the colour of a button's text.

    Args:
        name: of its file in resources/icons, without ".svg".
        palette: gives the colours, enabled and disabled.

    Raises:
        FileNotFoundError: if there is none of that name.
    """
    drawing = (files("csr.resources") / "icons" / f"{name}.svg").read_text()
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        ink = palette.color(group, QPalette.ColorRole.ButtonText).name()
        renderer = QSvgRenderer(QByteArray(drawing.replace(INK, ink).encode()))
        for ratio in RATIOS:
            pixmap = QPixmap(ICON_SIDE * ratio, ICON_SIDE * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(pixmap.rect()))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap, mode)
    return icon
