"""From a cold start to the window, and from a warm one to a photo on the screen.

    python tests/benchmarks/startup.py PHOTO

Cold: a new process, from its start until the window has been shown. Warm: in a running window, from the
asking until the first frame of the photo was painted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 5

COLD = """
import sys, time
from PySide6.QtWidgets import QApplication
app = QApplication([])
from csr.viewer.settings.settings_file import SettingsFile
from csr.viewer.window.window import Window
window = Window(SettingsFile())
window.show()
app.processEvents()
window.grab()
print(time.time())
window.close()
"""


def main() -> None:
    """Print both medians, in seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    cold: list[float] = []
    for _ in range(RUNS):
        start = time.time()
        done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
        cold.append(float(done.stdout.split()[-1]) - start)
    print(f"cold start to window: median {statistics.median(cold):.2f} s of {RUNS}")

    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    from csr.viewer.settings.settings_file import SettingsFile
    from csr.viewer.window.window import Window

    warm: list[float] = []
    for _ in range(RUNS):
        window = Window(SettingsFile())
        window.show()
        app.processEvents()
        start = time.perf_counter()
        window.open(Path(sys.argv[1]))
        while window.canvas.item.drawn is None:
            app.processEvents()
        window.grab()
        warm.append(time.perf_counter() - start)
        window.close()
    print(f"photo on the screen, process warm: median {statistics.median(warm):.2f} s of {RUNS}")


if __name__ == "__main__":
    main()
