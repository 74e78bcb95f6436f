"""Frames reach the screen pixel for pixel, at every ratio of device pixels: each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
import numpy as np
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from csr.core.geometry.view import View
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.window import Window
from pathlib import Path

app = QApplication([])
window = Window(SettingsFile(given={"weights": sys.argv[2]}))
window.resize(611, 433)
window.show()
problems = []
window.notifier.error_sent.connect(problems.append)

def wait(condition):
    late = QDeadlineTimer(60_000)
    while not condition():
        assert not problems and not late.hasExpired(), problems
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

window.open(Path(sys.argv[1]))
canvas = window.canvas
wait(lambda: canvas.settled is not None and canvas.scene_shown.field is not None)
ratio = canvas.devicePixelRatioF()
assert ratio == float(sys.argv[3]), ratio
width, height = canvas.device_size()

def shown():
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3].copy()

window.actions_by_name["positions"].setChecked(True)
for x, y, scale in ((160, 120, 5.3), (3, 2, 17.77), (160, 120, 1.0), (317.5, 238.1, 512), (160, 120, 0.7)):
    canvas.look_at(x, y, scale)
    wait(lambda: canvas.settled is not None)
    drawn, screen = canvas.settled, shown()
    h, w = min(height, screen.shape[0]), min(width, screen.shape[1])
    part = drawn.request.scene.clipped(drawn.frame.view)
    left, top = (round(v) for v in drawn.frame.view.to_device(part.x0, part.y0))
    below, right = min(top + part.height, h), min(left + part.width, w)
    caption = round(50 * ratio)
    photo = np.zeros((h, w), bool)
    photo[top:below, left:right] = True
    photo[h - caption :, : w // 2] = False
    same = (screen[:h, :w] == drawn.pixels[:h, :w, :3]).all(axis=2)
    assert same[photo].all(), (scale, (~same & photo).sum())
    outside = np.ones((h, w), bool)
    outside[max(top, 0) : below, max(left, 0) : right] = False
    outside[h - caption :, : w // 2] = False
    assert (screen[:h, :w][outside] == (0x1e, 0x1c, 0x1b)).all(), scale

# What is saved is what the screen shows, to the byte.
from PIL import Image
window.actions_by_name["positions"].setChecked(False)
for x, y, scale in ((160, 120, 5.3), (3, 2, 17.77), (160, 120, 0.7)):
    canvas.look_at(x, y, scale)
    wait(lambda: canvas.settled is not None)
    out = Path(sys.argv[2]).with_name(f"{scale}.png")
    ended = []
    window.jobs.ended.connect(lambda job: ended.append(job.problem))
    window.picture_actions.save_view(out, overwrite=False)
    wait(lambda: ended)
    assert ended[0] == "", ended
    drawn, screen = canvas.settled, shown()
    part = drawn.request.scene.clipped(drawn.frame.view)
    left, top = (round(v) for v in drawn.frame.view.to_device(part.x0, part.y0))
    saved = np.asarray(Image.open(out))[: screen.shape[0] - top, : screen.shape[1] - left, ::-1]
    assert np.array_equal(saved, screen[top : top + saved.shape[0], left : left + saved.shape[1]]), scale

# The anchor, in device pixels, by a real wheel event at a fractional place.
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
canvas.fit()
at = QPointF(201.3, 97.6)
before = canvas.view.to_photo(at.x() * ratio, at.y() * ratio)
for angle in [120] * 70 + [-40] * 300 + [15] * 100:
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, phase, False)
    app.sendEvent(canvas.viewport(), turn)
    p, q = canvas.view.to_device(*before)
    # Towards a whole scale the view goes where the pixels are whole, half a one off at most.
    assert max(abs(p - at.x() * ratio), abs(q - at.y() * ratio)) < 0.51
window.close()
"""


@pytest.mark.slow
@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_the_screen_shows_the_frame_pixel_for_pixel(ratio: str, photo: Path, weights: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio}
    words = [sys.executable, "-c", PROGRAM, str(photo), weights, ratio]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
