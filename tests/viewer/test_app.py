import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a child process, without a display unless the environment names one."""
    keep = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    program = "import sys; from csr.viewer.app import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**keep, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_a_screenshot_needs_no_display(factor: str, photo: Path, weights: str, tmp_path: Path) -> None:
    out = tmp_path / "s.png"
    words = ["--scale", "8", "--center", "100", "90", "--overlay", "positions", "--size", "500", "400"]
    done = run(str(photo), *words, "--weights", weights, "--screenshot", str(out), QT_SCALE_FACTOR=factor)
    assert done.returncode == 0, done.stderr
    with Image.open(out) as image:
        assert image.size == (round(500 * float(factor)), round(400 * float(factor)))


def test_without_a_display_it_says_what_to_do() -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    done = run()
    assert done.returncode == 2
    assert "no display" in done.stderr and "--screenshot" in done.stderr


def test_bad_input_ends_a_screenshot_with_2(tmp_path: Path, photo: Path) -> None:
    out = tmp_path / "s.png"
    for words in ([str(tmp_path / "none.jpg")], [str(photo), "--weights", "nothing"]):
        done = run(*words, "--screenshot", str(out))
        assert done.returncode == 2, done.stderr
        assert done.stderr.count("csr-viewer:") == 1 and "Traceback" not in done.stderr
    assert not out.exists()
    assert run(str(photo), "--scale", "nan", "--screenshot", str(out)).returncode == 2


def test_version_loads_no_qt() -> None:
    program = (
        "import sys; from csr.viewer.app import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'torch', 'numba', 'numpy'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("csr-viewer 0.")


def test_the_window_shows_before_torch_and_numba_load() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from csr.viewer.window import Window; w = Window('light', None); w.show(); app.processEvents()\n"
        "heavy = {'torch', 'numba', 'gsplat'} & set(sys.modules); w.close(); assert not heavy, heavy"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
