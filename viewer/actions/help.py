"""The actions of the menu Help: what every key does, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMessageBox, QScrollArea, QWidget

from ...core.utils.log import log_file
from ...core.utils.version import VERSION
from ..canvas.canvas import Canvas
from ..i18n import plain, tr
from ..style import MOST_OF_SCREEN
from ..widgets.network_label import field_maker
from .table import ACTIONS, HELD_AND_MOUSE, MENUS

PAPER = "“Pixel to Gaussian: Ultra-Fast Continuous Super-Resolution with 2D Gaussian Modeling”"
COLUMNS = 3
"""Columns of the sheet of keys."""
SHEET_SIZE = (1200, 720)
"""Size of the sheet of keys, in device-independent pixels, where the screen has room."""


class HelpActions(QObject):
    """Shows its boxes beside the window, which goes on."""

    def __init__(self, window: QWidget, canvas: Canvas) -> None:
        super().__init__(window)
        self._window, self._canvas = window, canvas

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The handlers of its actions, by the action's name."""
        return {
            "sheet": self.show_sheet,
            "log": self.show_log,
            "about": self.show_about,
        }

    def show_sheet(self) -> None:
        """Show what every key does."""
        inside = QWidget()
        row = QHBoxLayout(inside)
        for text in _columns():
            label = QLabel(text)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
        area = QScrollArea()
        area.setAccessibleName(tr("Keys and mouse"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        sheet = QDialog(self._window)
        sheet.setWindowTitle(tr("Keys and mouse"))
        whole = QHBoxLayout(sheet)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        sheet.resize(QSize(*SHEET_SIZE).boundedTo(sheet.screen().availableSize() * MOST_OF_SCREEN))
        _show(sheet)

    def show_log(self) -> None:
        """Show where the log lies, as a text that can be copied."""
        file = log_file()
        text = (
            tr("There is no log: its folder cannot be written to.")
            if file is None
            else tr("The log is {file}", file=file)
        )
        box = QMessageBox(QMessageBox.Icon.NoIcon, tr("Log"), text, parent=self._window)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _show(box)

    def show_about(self) -> None:
        """Say what this is."""
        scene = self._canvas.scene_shown
        source = None if scene is None or scene.field is None else scene.field.source
        field = ""
        if scene is not None and source is not None and source.model:
            licence = source.licence or tr("not known")
            field = "<br>" + tr(
                "The field that is shown was made by {model}; licence of its weights: {licence}.",
                model=escape(field_maker(scene)),
                licence=escape(licence),
            )
        words = tr("A photo as a continuous field of 2-D Gaussians, after the paper {title}.", title=PAPER)
        licence = tr("Code and bundled weights: MIT licence.")
        text = f"<b>csr-viewer {VERSION}</b><br>{words}<br>{licence}{field}"
        _show(QMessageBox(QMessageBox.Icon.NoIcon, tr("About csr-viewer"), text, parent=self._window))


def _show(box: QDialog) -> None:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.NonModal)
    box.show()


def _columns() -> list[str]:
    """The sheet's columns: the mouse, then the longest menu first, each where the column is shortest."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for action in ACTIONS:
        if action.keys:
            rows = sections.setdefault(plain(tr(MENUS[action.menu.partition(" > ")[0]])), [])
            keys = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in action.keys)
            together = "&nbsp; ".join(escape(key) for key in keys)
            if rows and rows[-1][1] == tr(action.help):  # 1 to 9
                together = f"{rows.pop()[0]}&nbsp; {together}"
            rows.append((together, tr(action.help)))
    columns: list[list[str]] = [[] for _ in range(COLUMNS)]
    held = [(tr(keys), tr(what)) for keys, what in HELD_AND_MOUSE]
    menus = sorted(sections.items(), key=lambda section: -len(section[1]))
    for title, rows in ((tr("Mouse and held keys"), held), *menus):
        shortest = min(columns, key=len)
        shortest.append(f"<tr><td colspan='2'><b>{title}</b></td></tr>")
        shortest.extend(f"<tr><td><b>{k}</b>&nbsp;&nbsp;</td><td>{v}</td></tr>" for k, v in rows)
        shortest.append("<tr><td>&nbsp;</td></tr>")
    return [f"<table cellpadding='1'>{''.join(lines)}</table>" for lines in columns]
