"""Peeling: histograms of the view's kernels, each with a range to be dragged."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDockWidget,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.field.kernel_filter import KernelFilter, Range
from ...core.field.measures import HALF_TURN, MEASURES
from ...core.field.queries import sample
from ...core.geometry.view import View
from ..i18n import N_, format_number, grouped, tr
from ..notifier import Notifier
from ..tasks.query_worker import QueryWorker
from ..tasks.registry import TaskRegistry
from ..widgets.panel_column import column, fill_panel, scrolled
from .model import KernelModel

BINS = 160
REGION_OPACITY, HOVERED_OPACITY = 0.12, 0.2
"""Opacity of the range over its histogram, also under the mouse."""
MOST_SAMPLED = 300_000
"""Kernels that a histogram looks at; of more, every n-th."""
OUTLIERS = 0.05
"""Percent of the kernels at either end that a histogram's axis leaves out."""

TITLES = {
    "size": (N_("Size"), N_("geometric mean of the two standard deviations, photo pixels")),
    "elongation": (N_("Elongation"), N_("longer axis over the shorter")),
    "angle": (
        N_("Angle"),
        N_("of the longer axis, degrees from x towards y (down); shown one and a half times"),
    ),
    "weight": (N_("Weight"), N_("magnitude of the colour; 1 is white")),
}
LOGARITHMIC = ("size", "elongation")
PEEL_WAIT_MS = 150
"""Milliseconds between the last change of the view and the next histograms of its kernels."""
PLOT_HEIGHT = 92
"""Height of a histogram of kernels, in device-independent pixels."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often a measure has which value."""

    edges: npt.NDArray[np.float64]
    """(BINS + 1,), on the axis that is shown: logarithms where the measure is in `LOGARITHMIC`."""
    counts: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Histograms:
    """Histograms of the kernels in a view."""

    of: dict[str, Histogram]
    total: int
    """Kernels in the view."""
    kept: float
    """Share of them that is shown."""


def histograms(kernels: npt.NDArray[np.float32], total: int, peel: KernelFilter) -> Histograms:
    """Histograms of a sample of a view's kernels, (8, n)."""
    of: dict[str, Histogram] = {}
    for name, measure in MEASURES.items():
        values = measure(kernels).astype(np.float64)
        if name in LOGARITHMIC:
            values = np.log10(np.maximum(values, 1e-6))
        if name == "angle":
            # Once more before its beginning, so that a range may reach over it.
            values, ends = np.concatenate((values, values - HALF_TURN)), (-HALF_TURN / 2, HALF_TURN)
        elif values.size:
            low, high = (float(v) for v in np.percentile(values, (OUTLIERS, 100 - OUTLIERS)))
            spare = max((high - low) * 0.03, 1e-4)
            ends = (low - spare, high + spare)
        else:
            ends = (0.0, 1.0)
        counts, edges = np.histogram(values, BINS, ends)
        of[name] = Histogram(edges, counts)
    kept = float(peel.keeps(kernels).mean()) if kernels.shape[1] else 1.0
    return Histograms(of, total, kept)


class _Axis(pg.AxisItem):
    """Shows the numbers of which the axis has the logarithms, or degrees."""

    def __init__(self, logarithmic: bool, unit: str) -> None:
        super().__init__("bottom")
        self._logarithmic, self._unit = logarithmic, unit

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Numbers with as many decimals as tell them from their neighbours."""
        del scale
        if not self._logarithmic:
            return [f"{format_number(v, f'.{_decimals(spacing)}f')}{self._unit}" for v in values]
        return [format_number(10**v, f".{_decimals(10**v * (10**spacing - 1))}f") for v in values]


def _decimals(spacing: float) -> int:
    return max(0, math.ceil(-math.log10(spacing)))


class RangePlot(QWidget):
    """One measure: histogram, range, and the range's ends as numbers."""

    changed = Signal()
    """The person chose another range."""

    def __init__(self, name: str) -> None:
        super().__init__()
        title, tip = (tr(text) for text in TITLES[name])
        self._logarithmic = name in LOGARITHMIC
        self._wraps = name == "angle"
        unit = "°" if self._wraps else ""
        self._ends = (0.0, 1.0)
        self._plot = pg.PlotWidget(axisItems={"bottom": _Axis(self._logarithmic, unit)})
        self._plot.setFixedHeight(PLOT_HEIGHT)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self._plot.setSizePolicy(policy)
        self._plot.hide()  # until there is something to show
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the numbers above do the same by keys
        self._plot.setAccessibleName(tr("Histogram: {measure}", measure=title))
        self._bars = self._plot.plot(stepMode="center", fillLevel=0, pen=None)
        self._region = pg.LinearRegionItem()
        self._region.sigRegionChanged.connect(self._dragged)
        self._plot.addItem(self._region)
        decimals = 1 if self._wraps else 4
        self._low = _limit(tr("{measure}: least", measure=title), decimals)
        self._high = _limit(tr("{measure}: largest", measure=title), decimals)
        for limit in (self._low, self._high):
            limit.setSuffix(unit)
        self._low.valueChanged.connect(self._typed)
        self._high.valueChanged.connect(self._typed)
        line = QHBoxLayout()
        label = QLabel(f"<b>{title}</b>")
        label.setToolTip(tip[0].upper() + tip[1:])
        reset = QPushButton(tr("All"))
        reset.setFixedWidth(44)
        reset.setToolTip(tr("{measure}: let every kernel through", measure=title))
        reset.setAccessibleName(reset.toolTip())
        reset.clicked.connect(self.reset)
        line.addWidget(label, 1)
        for widget in (self._low, self._high, reset):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._plot)
        self._range: Range | None = None
        self._wear()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._wear()
        super().changeEvent(event)

    def _wear(self) -> None:
        palette = self.palette()
        self._plot.setBackground(palette.color(QPalette.ColorRole.Base))
        axis: Any = self._plot.getAxis("bottom")
        axis.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        axis.setTextPen(palette.color(QPalette.ColorRole.Text))
        self._bars.setBrush(palette.color(QPalette.ColorRole.Highlight))
        shade, hovered = (palette.color(QPalette.ColorRole.Text) for _ in range(2))
        shade.setAlphaF(REGION_OPACITY)
        hovered.setAlphaF(HOVERED_OPACITY)
        self._region.setBrush(shade)
        self._region.setHoverBrush(hovered)
        for line in self._region.lines:
            line.setPen(palette.color(QPalette.ColorRole.Text))

    @property
    def range(self) -> Range | None:
        """The chosen range; None where every value is let through."""
        return self._range

    def set_range(self, limits: Range | None) -> None:
        """Show a range."""
        self._range = limits
        low, high = self._ends if limits is None else (self._on_axis(v) for v in limits)
        low, high = max(low, self._ends[0]), min(high, self._ends[1])
        with QSignalBlocker(self._region), QSignalBlocker(self._low), QSignalBlocker(self._high):
            self._region.setRegion((low, high))
            self._low.setValue(self._of_axis(low))
            self._high.setValue(self._of_axis(high))

    def show_histogram(self, histogram: Histogram) -> None:
        """Other kernels."""
        self._bars.setData(histogram.edges, histogram.counts)
        self._ends = (float(histogram.edges[0]), float(histogram.edges[-1]))
        low, high = self._ends
        most = max(1, int(histogram.counts.max()))
        box: Any = self._plot.getViewBox()
        box.setRange(xRange=(low, high), yRange=(0, most), padding=0.02)
        self.set_range(self._range)
        self._plot.show()

    def hide_histogram(self) -> None:
        """Hide the histogram, which is that of a view no longer shown."""
        self._plot.hide()

    def reset(self) -> None:
        """Let every value through."""
        self._choose(*self._ends)

    def _dragged(self) -> None:
        region: Any = self._region.getRegion()
        low, high = region
        self._choose(float(low), float(high))

    def _typed(self) -> None:
        low, high = sorted((self._low.value(), self._high.value()))
        self._choose(self._on_axis(low), self._on_axis(high))

    def _choose(self, low: float, high: float) -> None:
        """A range on the axis; an end at or beyond the histogram's end lets everything through there."""
        first, last = self._ends
        slack = (last - first) / BINS / 2
        least = -math.inf if low <= first + slack else self._of_axis(low)
        largest = math.inf if high >= last - slack else self._of_axis(high)
        if self._wraps:
            chosen = None if high - low >= HALF_TURN else (low, high)
        else:
            chosen = None if math.isinf(least) and math.isinf(largest) else (least, largest)
        self.set_range(chosen)
        self.changed.emit()

    def _on_axis(self, value: float) -> float:
        if not self._logarithmic or math.isinf(value):
            return value
        return math.log10(max(value, 1e-6))

    def _of_axis(self, value: float) -> float:
        return 10**value if self._logarithmic else value


class PeelPanel(QDockWidget):
    """A view of the model's filter, with histograms of the kernels that the view holds."""

    def __init__(
        self,
        model: KernelModel,
        view: Callable[[], View | None],
        tasks: TaskRegistry,
        notifier: Notifier,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Peel"), parent)
        self.setObjectName("peel")
        self._model, self._view = model, view
        self._worker = QueryWorker("histograms", tasks, notifier, self)
        self._worker.answered.connect(self._show)
        self._plots = {name: RangePlot(name) for name in TITLES}
        self._count = QLabel()
        self._count.setWordWrap(True)
        for name, plot in self._plots.items():
            plot.changed.connect(lambda name=name: self._chosen(name))
        everything = QPushButton(tr("Show all kernels"))
        everything.clicked.connect(model.show_all)
        fill_panel(self, scrolled(column(*self._plots.values(), self._count, everything)))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PEEL_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self._answer: Histograms | None = None
        self._to_show: list[str] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._show_next)
        model.kernels_changed.connect(self._altered)
        self.visibilityChanged.connect(self._seen)
        tasks.add("peel panel", stop=self._stop)

    def _stop(self) -> None:
        self._wait.stop()
        self._turn.stop()

    def _seen(self, seen: bool) -> None:
        """The plots come one by one when they are known: at once, they would take longer than a frame."""
        if not seen:
            self._turn.stop()
            for plot in self._plots.values():
                plot.hide_histogram()
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Look at the view's kernels again, soon."""
        if self.isVisible():
            self._wait.start()

    def _altered(self) -> None:
        for name, plot in self._plots.items():
            limits: Range | None = getattr(self._model.peel, name)
            if limits != plot.range:
                plot.set_range(limits)
        self.refresh()

    def _chosen(self, name: str) -> None:
        self._model.peel_to(replace(self._model.peel, **{name: self._plots[name].range}))

    def _ask(self) -> None:
        field, view, peel = self._model.field, self._view(), self._model.peel
        if field is None or view is None:
            self._count.setText(tr("There is no field yet."))
            return

        def query() -> object:
            kernels, total = sample(field.tiles_as_made(view), field.photo_box(view), MOST_SAMPLED)
            return histograms(kernels, total, peel)

        self._worker.submit("histograms", query)

    def _show(self, _key: object, answer: object) -> None:
        assert isinstance(answer, Histograms)
        if self.isVisible():
            self._answer, self._to_show = answer, list(self._plots)
            self._turn.start()

    def _show_next(self) -> None:
        answer = self._answer
        assert answer is not None
        if self._to_show:
            name = self._to_show.pop(0)
            self._plots[name].show_histogram(answer.of[name])
            return
        self._turn.stop()
        total = grouped(answer.total)
        every = tr("all of the {total} kernels in the view", total=total)
        some = tr("{share:.1%} of the {total} kernels in the view", share=answer.kept, total=total)
        self._count.setText(every if answer.kept == 1 else some)


def _limit(name: str, decimals: int) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setDecimals(decimals)
    field.setRange(-1e4, 1e4)
    field.setSingleStep(0.01)
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
    field.setFixedWidth(64)
    return field
