"""The walk through the window: by keys and mouse, each line keeps what it promises. Nothing is timed."""

import time
from pathlib import Path

import pytest
from csr.viewer.window.window import Window
from PySide6.QtWidgets import QApplication
from window_walk import LINES, Walk, make_folder

SAMPLE = Path(__file__).parents[3] / "resources" / "sample.jpg"


def pump() -> None:
    QApplication.processEvents()
    time.sleep(0.002)


@pytest.mark.parametrize("line", LINES)
def test_what_each_line_promises_is_so(window: Window, tmp_path: Path, line: str) -> None:
    walk = Walk(window, make_folder(tmp_path / "walk", SAMPLE, (160, 100)), pump, 0.1)
    walk.begin()
    stops = {stop.name: stop.holds for stop in walk.line(line)}
    assert stops and stops == dict.fromkeys(stops, True)
