"""The status bar: the place and colour under the cursor; what is shown, and at which scale."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from ...core.scene.scene import Scene
from ..i18n import N_, format_number, plain_tip, scale_text, tr
from ..render.request import RenderResult
from .eliding_label import ElidingLabel
from .field_progress import FieldProgress
from .network_label import field_maker, shortened
from .progress_chip import ProgressChip
from .scale_entry import ScaleEntry

SHOWN = {"photo": N_("Original pixels"), "partly field": N_("Partly sharp"), "field": N_("Sharp")}
"""Names of what is shown, by `Frame.source`."""
SWATCH = 12
"""Side of the colour's square, in device-independent pixels."""
MESSAGE_MARGIN = 6
"""Beside a message, in device-independent pixels."""
MESSAGE_MS = 6000
"""Milliseconds that a note stays in the status bar."""


class StatusBar(QStatusBar):
    """Tells about the newest frame; a short message takes the left half for some seconds."""

    scale_chosen = Signal(float)
    """A scale that was typed, in device pixels for each photo pixel."""

    def __init__(self) -> None:
        super().__init__()
        # Its labels may be cut short; the window may be as narrow as a person wants.
        self.setMinimumWidth(1)
        self._drawn: RenderResult | None = None
        self._made_by = ""
        self._point: tuple[float, float] | None = None
        self._swatch = QLabel()
        self._swatch.setFixedWidth(SWATCH + 12)
        self._place = self._label(tr("x and y in photo pixels, and the colour, under the cursor"))
        self.addWidget(self._swatch)
        self.addWidget(self._place, 1)
        self.progress = FieldProgress(self)
        """Progress of opening a file and of making its field."""
        self._jobs = QWidget()
        QHBoxLayout(self._jobs).setContentsMargins(0, 0, 0, 0)
        self._page = self._label(tr("Page, frame or size of the file (Ctrl+PgUp, Ctrl+PgDown)"))
        self._source = self._label("", *(tr(text) for text in SHOWN.values()))
        self._scale = self._label(tr("Device pixels for each photo pixel (click to type)"), scale_text(512.0))
        self._entry = ScaleEntry(self)
        self._entry.chosen.connect(self.scale_chosen)
        self._entry.refused.connect(self.say)
        self._permanent = (self._jobs, self.progress, self._page, self._source, self._scale)
        for widget in self._permanent:
            self.addPermanentWidget(widget)
        self.progress.hide()
        self._page.hide()

    def show_frame(self, drawn: RenderResult) -> None:
        """Tell about a new frame."""
        self._drawn = drawn
        self.progress.show_view(done=drawn.complete)
        frame = drawn.frame
        source = "photo" if drawn.request.source_pixels else frame.source
        self._source.setText(tr(SHOWN[source]))
        self._made_by = ", ".join(shortened(name) for name in frame.models)
        maker = field_maker(drawn.request.scene)
        what = tr("What is shown: the photo itself, or its field")
        made = tr("What is shown: the photo itself, or its field, made by {model}", model=maker)
        self._source.setToolTip(plain_tip(made if maker else what))
        photo = drawn.request.scene.photo
        self._page.setText(tr("{page} of {pages}", page=photo.page + 1, pages=photo.pages))
        self._page.setVisible(photo.pages > 1)
        self._show_place()

    def show_nothing(self) -> None:
        """Tell about no frame, as at the start."""
        self._drawn, self._made_by = None, ""
        self._source.setText("")
        self._scale.setText("")
        self._page.hide()
        self.progress.end_making(stopped=False)
        self._show_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a message with three dots where it has no room for all of it."""
        message = self.currentMessage()
        if not message:
            super().paintEvent(event)
            return
        right = min((w.x() for w in self._permanent if w.isVisible()), default=self.width())
        room = QRect(MESSAGE_MARGIN, 0, max(right - 2 * MESSAGE_MARGIN, 0), self.height())
        text = self.fontMetrics().elidedText(message, Qt.TextElideMode.ElideRight, room.width())
        QPainter(self).drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def add_chip(self, chip: ProgressChip) -> None:
        """Show the chip of another piece of work."""
        layout = self._jobs.layout()
        assert layout is not None
        layout.addWidget(chip)

    def ask_scale(self) -> None:
        """Let the scale be typed."""
        self._entry.ask(self._scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the scale lets it be typed."""
        if self._scale.geometry().contains(event.position().toPoint()):
            self.ask_scale()
        super().mousePressEvent(event)

    def show_scale(self, scale: float) -> None:
        """Tell the scale, in device pixels for each photo pixel."""
        self._scale.setText(scale_text(scale))

    def show_cursor(self, point: tuple[float, float] | None) -> None:
        """Tell about the device point under the cursor, or None where there is none."""
        self._point = point
        self._show_place()

    def say(self, message: str) -> None:
        """Show a short message for some seconds."""
        self.showMessage(message, MESSAGE_MS)

    @property
    def made_by(self) -> str:
        """Names of the networks that made what is shown; empty where it is the photo itself."""
        return self._made_by

    @property
    def reading(self) -> str:
        """Place and colour under the cursor; empty where it is not on the photo."""
        return self._place.text()

    def text(self) -> str:
        """All that the bar tells, for people who cannot see it."""
        pages = () if self._page.isHidden() else (self._page,)
        labels = (self._place, *pages, self._source, self._scale)
        return "  ".join(label.text() for label in labels if label.text())

    def _label(self, tip: str, *texts: str) -> QLabel:
        label = ElidingLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)  # names of networks stand in files, too
        label.setContentsMargins(6, 1, 6, 1)
        label.setToolTip(tip)
        if texts:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # As wide as its widest text: labels that grow and shrink would make the bar dance. At a ratio that is
        # no whole number a text may be a pixel wider than its advance.
        widest = max((label.fontMetrics().horizontalAdvance(text) for text in texts), default=-14)
        label.setMinimumWidth(widest + 14)
        return label

    def _show_place(self) -> None:
        drawn, point = self._drawn, self._point
        text, colour = "", None
        if drawn is not None and point is not None:
            frame, scene = drawn.frame, drawn.request.scene
            x, y = scene.to_photo(*drawn.request.view.to_photo(*point))
            if _on_photo(scene, x, y):
                text = f"x {format_number(x, '.2f')}   y {format_number(y, '.2f')}"
                u, v = (math.floor(at * frame.quality.resolution) for at in point)
                if u < frame.view.width and v < frame.view.height:
                    colour = QColor(*(int(c) for c in frame.screen[v, u, 2::-1]))
                    values = frame.pixels[v, u, 2::-1]
                    if drawn.request.source_pixels or (frame.source == "photo" and frame.view.scale == 1):
                        values = scene.photo.pixels[math.floor(y), math.floor(x)]  # perhaps of 16 bits
                    text += f"     {colour.name()}   {' '.join(str(c) for c in values)}"
                    if scene.photo.space is not None:
                        text += f" {scene.photo.space.name}"
                    if drawn.alpha is not None:
                        text += "   " + tr("alpha {share:.0%}", share=drawn.alpha[v, u])
        self._place.setText(text)
        swatch = QPixmap(SWATCH, SWATCH)
        swatch.fill(colour or QColor(0, 0, 0, 0))
        self._swatch.setPixmap(swatch)


def _on_photo(scene: Scene, x: float, y: float) -> bool:
    w, h = scene.photo.size
    return 0 <= x < w and 0 <= y < h
