"""From one screen to another of a different pixel ratio, in a process that has two."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
import numpy as np
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication
app = QApplication([])
from pathlib import Path
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.window import Window
window = Window(SettingsFile(given={"weights": sys.argv[2], "device": "cpu"}))
canvas = window.canvas
failed = []
window.notifier.error_sent.connect(failed.append)

def wait(reached):
    late = QDeadlineTimer(60_000)
    while not reached():
        assert not failed and not late.hasExpired(), failed
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

def shown():
    navigator.hide()  # it lies over the photo
    image = canvas.grab().toImage()
    navigator.show()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return image.devicePixelRatio(), rows[:, :, :3].copy()

window.resize(500, 400)
window.show()
window.actions_by_name["navigator"].setChecked(True)
navigator = window.corner_widgets.navigator
made = []
window.opener.settled.connect(lambda: made.append(1))
window.open(Path(sys.argv[1]))
wait(lambda: made)
one, two = app.screens()
other = float(sys.argv[3])
canvas.look_at(101.3, 77.7, 6.4)
for screen, ratio in ((two, other), (one, 1.0), (two, other)):
    centre = canvas.view.centre
    window.windowHandle().setScreen(screen)
    wait(lambda: canvas.devicePixelRatioF() == ratio)
    view = canvas.view
    assert (view.width, view.height) == canvas.device_size()
    assert canvas.device_size()[0] == -(-canvas.viewport().width() * ratio // 1)
    # A device pixel stays what it is, so the photo keeps its scale, about the middle of the view.
    assert view.scale == 6.4
    assert max(abs(a - b) for a, b in zip(view.centre, centre)) * view.scale < 0.01
    wait(lambda: canvas.settled is not None and canvas.settled.frame.view == view)
    drawn = canvas.settled
    found, screen_pixels = shown()
    assert found == ratio and drawn.pixels.shape[:2] == (view.height, view.width)
    h, w = (min(a, b) for a, b in zip(drawn.pixels.shape[:2], screen_pixels.shape[:2]))
    assert np.array_equal(drawn.pixels[:h, :w, :3], screen_pixels[:h, :w])
    wait(lambda: navigator._map.width() == navigator.width() * ratio)
canvas.fit()
for screen, ratio in ((one, 1.0), (two, other)):
    window.windowHandle().setScreen(screen)
    wait(lambda: canvas.devicePixelRatioF() == ratio)
    assert canvas.view == canvas.fit_view()
window.close()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the offscreen platform is told of its screens by a file")
@pytest.mark.parametrize("ratio", ["1.25", "1.5", "2"])
def test_the_view_follows_the_screen(ratio: str, photo: Path, weights: str, tmp_path: Path) -> None:
    dots = {"width": 2000, "height": 1600, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [{"name": "one", "x": 0, "y": 0, **dots}, {"name": "two", "x": 2000, "y": 0, **dots}]
    told = tmp_path / "screens.json"
    told.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={told}",
        "QT_SCREEN_SCALE_FACTORS": f"one=1;two={ratio}",
    }
    words = [sys.executable, "-c", PROGRAM, str(photo), weights, ratio]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
