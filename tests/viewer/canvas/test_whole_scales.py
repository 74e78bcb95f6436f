"""At rest at a whole scale the photo's pixels lie on whole device pixels, by whatever way one came there.

A process for each ratio of device pixels: Qt takes it once, at its start.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path
import numpy as np
from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.window import Window

folder, weights, ratio = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
app = QApplication([])
window = Window(SettingsFile(given={"weights": weights, "device": "cpu"}))
window.show()
problems = []
window.notifier.error_sent.connect(problems.append)
canvas = window.canvas
rng = np.random.default_rng(5)
do = window.actions_by_name

def wait(condition):
    late = QDeadlineTimer(60_000)
    while not condition():
        assert not problems and not late.hasExpired(), problems
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

def rows(image, kind):
    image = image.convertToFormat(kind)
    values = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return values[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., 2::-1].copy()

def check(what, noise):
    wait(lambda: not canvas.navigation.moving)
    wait(lambda: canvas.settled is not None)
    view = canvas.view
    assert view.scale.is_integer(), (what, view)
    for origin in (view.x0, view.y0):
        assert abs(origin * view.scale - round(origin * view.scale)) < 1e-6, (what, view)
    if view.scale != 1:
        return
    h, w = noise.shape[:2]
    x0, y0 = round(view.x0), round(view.y0)
    left, top, right, bottom = max(0, -x0), max(0, -y0), min(view.width, w - x0), min(view.height, h - y0)
    seen = noise[y0 + top : y0 + bottom, x0 + left : x0 + right]
    part = canvas.scene_shown.clipped(view)
    assert (part.x0, part.y0, part.height, part.width) == (x0 + left, y0 + top, *seen.shape[:2])
    # on the screen, but for where a pixel of the window is only in part one of the screen
    screen = rows(canvas.grab().toImage(), QImage.Format.Format_RGB32)
    on_screen = screen[top:bottom, left:right]
    assert np.array_equal(on_screen, seen[: on_screen.shape[0], : on_screen.shape[1]]), what
    # copied
    window.copy()
    copied = QApplication.clipboard().image()
    assert np.array_equal(rows(copied, QImage.Format.Format_RGB32), seen), what
    # told under the cursor
    for _ in range(20):
        u, v = int(rng.integers(left, right)), int(rng.integers(top, bottom))
        window.status.show_cursor((u + 0.5, v + 0.5))
        red, green, blue = noise[y0 + v, x0 + u]
        assert f"{red} {green} {blue}" in window.status.reading, (what, window.status.reading)
    # saved
    out = folder / "out.png"
    ended = []
    window.jobs.ended.connect(lambda job: ended.append(job.problem))
    window.picture_actions.save_view(out, overwrite=True)
    wait(lambda: ended)
    window.jobs.ended.disconnect()
    assert ended == [""], ended
    assert np.array_equal(np.asarray(Image.open(out)), seen), what

def wheel(at, angle):
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, none, phase, False)
    app.sendEvent(canvas.viewport(), turn)

for w, h, width, height in ((161, 120, 500, 350), (1602, 1203, 611, 433), (97, 640, 512, 391)):
    window.resize(width, height)
    noise = rng.integers(0, 256, (h, w, 3), dtype=np.uint8)
    path = folder / f"{w}x{h}.png"
    Image.fromarray(noise).save(path)
    window.open(path)
    wait(lambda: canvas.scene_shown is not None and canvas.scene_shown.photo.path == path)
    for name in ("times_1", "times_2", "times_5", "times_1", "left", "up", "right"):
        do[name].trigger()
        check(name, noise)
    canvas.fit()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(203, 97))
    wait(lambda: not canvas.navigation.moving)
    if canvas.view.scale == 1:
        check("double click", noise)
    canvas.look_at(w / 3, h / 2.7, 1.0)
    check("--scale", noise)
    for grow in (1, 2, 5, -3):
        window.resize(window.width() + grow, window.height() + grow + 1)
        check("resized", noise)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    for x in range(100, 131, 3):
        QTest.mouseMove(canvas.viewport(), QPoint(x, 90))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(130, 90))
    check("dragged", noise)
    canvas.pan(-1e6, -1e6)
    check("pushed to the end", noise)
    window.status.scale_chosen.emit(3.0)
    check("typed", noise)
    canvas.zoom_to(2.0)
    for _ in range(4):
        wheel(QPointF(101.3, 77.7), -120)
    check("wheel", noise)
    canvas.show_source_pixels(True)
    check("Space", noise)
    canvas.show_source_pixels(False)
    do["split"].setChecked(True)
    check("split", noise)
    do["split"].setChecked(False)
window.close()
QApplication.clipboard().clear()
"""


@pytest.mark.slow
@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_at_x1_all_that_one_gets_is_the_photo_s_pixels(ratio: str, tmp_path: Path, weights: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": ratio}
    words = [sys.executable, "-c", PROGRAM, str(tmp_path), weights, ratio]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
