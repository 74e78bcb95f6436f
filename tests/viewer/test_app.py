import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from csr.core.photo.reader import PhotoReader
from csr.core.utils.log import log_file, start_logging, stop_logging
from csr.viewer import app
from PIL import Image


def run(
    *words: str,
    folder: Path | None = None,
    before: str = "",
    piped: Path | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """The program as a child process, after some code; without a display unless the environment names one."""
    keep = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    program = before + "import sys; from csr.viewer.app import run; run(sys.argv[1:])"
    given = nullcontext(subprocess.DEVNULL) if piped is None else piped.open("rb")
    # An address of its own: no window that is open takes the files.
    with tempfile.TemporaryDirectory(prefix="csr") as alone, given as source:
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            stdin=source,
            env={**keep, "XDG_RUNTIME_DIR": alone, **environment},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.mark.slow
@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_a_screenshot_needs_no_display(factor: str, photo: Path, weights: str, tmp_path: Path) -> None:
    out = tmp_path / "s.png"
    words = ["--scale", "8", "--center", "100", "90", "--overlay", "positions", "--size", "500", "400"]
    done = run(str(photo), *words, "--weights", weights, "--screenshot", str(out), QT_SCALE_FACTOR=factor)
    assert done.returncode == 0, done.stderr
    with Image.open(out) as image:
        assert image.size == (round(500 * float(factor)), round(400 * float(factor)))


@pytest.mark.slow
@pytest.mark.parametrize(("fonts", "language"), [(["Noto Sans CJK"], "zh_CN"), ([], "en")])
def test_chinese_without_a_font_is_told_in_english(
    fonts: list[str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtGui.QFontDatabase.families", lambda *_: fonts)
    spoken, sentence = app._readable("zh_CN")
    assert spoken == language and bool(sentence) == (language == "en")
    assert app._readable("de") == ("de", "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="heaps of threads are glibc's")
def test_all_threads_share_one_heap(photo: Path, weights: str, tmp_path: Path) -> None:
    count = (
        "import atexit, ctypes\n"
        "libc = ctypes.CDLL(None)\n"
        "out = ctypes.c_void_p.in_dll(libc, 'stdout')\n"
        "atexit.register(lambda: (libc.malloc_info(0, out), libc.fflush(out)))\n"
    )
    done = run(str(photo), "--weights", weights, "--screenshot", str(tmp_path / "s.png"), before=count)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("<heap nr=") == 1


@pytest.mark.slow
def test_a_full_disk_is_told_in_a_sentence(photo: Path, weights: str, tmp_path: Path) -> None:
    full = "import errno, os, pathlib\ndef full(*_): raise OSError(errno.ENOSPC, 'full')\n"
    out = tmp_path / "s.png"
    words = [str(photo), "--weights", weights, "--screenshot", str(out)]
    done = run(*words, before=full + "pathlib.Path.write_bytes = full\n")
    assert done.returncode == 2
    assert done.stderr == f"csr-viewer: The disk is full: {out} was not saved.\n"
    assert not out.exists()


def test_without_a_display_it_says_what_to_do() -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    done = run()
    assert done.returncode == 2
    assert "no display" in done.stderr and "--screenshot" in done.stderr


def test_a_display_that_does_not_answer_gets_a_sentence() -> None:
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there is always a display")
    done = run(DISPLAY=":987")
    assert done.returncode == 2
    assert "csr-viewer: No window can be opened" in done.stderr.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["none.jpg", "--screenshot", "s.png"],
        ["empty", "--screenshot", "s.png"],
        ["b.png", "-", "--screenshot", "s.png"],
        ["text.png", "--screenshot", "s.png"],
        ["text.png"],
        ["b.png", "--weights", "nothing", "--screenshot", "s.png"],
        ["b.png", "--screenshot", "s.doc"],
        ["b.png", "--device", "opengl", "--screenshot", "s.png"],
        ["b.png", "--device", "toaster", "--screenshot", "s.png"],
        ["b.png", "--screenshot", "nowhere/s.png"],
        ["b.png", "--scale", "nan", "--screenshot", "s.png"],
        ["b.png", "--scale", "-2", "--screenshot", "s.png"],
        ["b.png", "--center", "1", "inf", "--screenshot", "s.png"],
        ["b.png", "--size", "0", "10", "--screenshot", "s.png"],
    ],
    ids=" ".join,
)
def test_bad_input_gets_a_sentence_and_exit_code_2(words: list[str], photo: Path) -> None:
    (photo.parent / "text.png").write_text("no picture")
    (photo.parent / "empty").mkdir()
    done = run(*words, folder=photo.parent, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("csr-viewer: ") == 1 and "Traceback" not in done.stderr
    assert not (photo.parent / "s.png").exists()


@pytest.mark.slow
def test_kernels_of_a_whole_photo_are_on_the_screenshot(photo: Path, weights: str, tmp_path: Path) -> None:
    """Below x1 the photo itself is shown; its kernels are waited for all the same."""
    pictures: list[Image.Image] = []
    for words in ([], ["--overlay", "positions"]):
        out = tmp_path / "s.png"
        words = [*words, "--scale", "0.9", "--size", "500", "400", "--weights", weights]
        done = run(str(photo), *words, "--screenshot", str(out), "--overwrite")
        assert (done.returncode, done.stderr) == (0, "")
        with Image.open(out) as image:
            pictures.append(image.convert("RGB"))
    yellow = [sum(n for n, c in p.getcolors(1 << 20) or () if c == (255, 204, 51)) for p in pictures]
    assert yellow[0] == 0 and yellow[1] > 100


@pytest.mark.slow
def test_a_folder_and_an_address_are_opened(photo: Path, weights: str, tmp_path: Path) -> None:
    words = ["--weights", weights, "--screenshot", str(tmp_path / "s.png"), "--size", "400", "300"]
    done = run(str(photo.parent), *words)
    assert done.returncode == 0, done.stderr
    done = run(photo.as_uri(), *words, "--overwrite")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_no_other_thread_than_the_windows_loads_qt(photo: Path, weights: str, tmp_path: Path) -> None:
    """PySide6 makes a class of Qt when its name is first asked for: two threads must not do so at a time."""
    told = (
        "import sys, threading\n"
        "def look(event, given):\n"
        "    if event == 'import' and threading.current_thread() is not threading.main_thread():\n"
        "        name = str(given[0])\n"
        "        if name.startswith(('PySide6', 'pyqtgraph', 'csr.viewer')):\n"
        "            print(name, file=sys.stderr)\n"
        "sys.addaudithook(look)\n"
    )
    words = ["--weights", weights, "--overlay", "positions", "--overlay", "covariances", "--scale", "9"]
    done = run(str(photo), *words, "--screenshot", str(tmp_path / "s.png"), before=told)
    assert done.returncode == 0
    assert done.stderr.split() == ["csr.viewer.render.mark_raster"]  # which has nothing of Qt


@pytest.mark.slow
def test_a_photo_comes_by_standard_input(photo: Path, weights: str, tmp_path: Path) -> None:
    out = tmp_path / "s.png"
    words = ["-", "--weights", weights, "--screenshot", str(out), "--size", "400", "300", "--scale", "1"]
    done = run(*words, piped=photo)
    assert done.returncode == 0, done.stderr
    with Image.open(out) as shown, Image.open(photo) as image:
        middle = image.convert("RGB").getpixel((160, 120))
        assert middle in {colour for _, colour in shown.convert("RGB").getcolors(1 << 20) or ()}


LATE = {
    *("torch", "numba", "gsplat", "tifffile", "imagecodecs", "numpy.ma", "PIL.TiffImagePlugin"),
    *("PySide6.QtPrintSupport", "csr.core.field.svg", "csr.core.photo.description", "csr.core.photo.encode"),
    *("csr.core.photo.metadata", "csr.core.scene.film", "csr.core.scene.save_field"),
    *("csr.viewer.saving.save_dialog", "csr.viewer.settings.settings_dialog"),
}
"""Modules that the first picture does not need."""


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


@pytest.mark.slow
def test_the_window_shows_before_what_it_does_not_need_loads() -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from csr.viewer.settings.settings_file import SettingsFile\n"
        "from csr.viewer.window.window import Window\n"
        "w = Window(SettingsFile()); w.show(); app.processEvents()\n"
        f"late = {LATE} & set(sys.modules)\n"
        "w.close(); assert not late, late"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_sources_of_what_loads_after_qt_are_not_read(tmp_path: Path) -> None:
    """PySide6 would read all of torch's, which takes longer than all else at the start."""
    (tmp_path / "late.py").write_text("loaded = True\n")
    program = (
        "import linecache, PySide6.QtCore; from csr.viewer.tasks.fast_import import import_quickly\n"
        "import_quickly(); import late\n"
        "assert late.__file__ not in linecache.cache, 'PySide6 has read it'"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_messages_of_qt_go_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    start_logging("csr-viewer")
    app._tell(PhotoReader(), None, None, "QFont::setPointSize: Point size <= 0 (-1)")
    file = log_file()
    assert file is not None
    assert "WARNING csr.viewer.app: Qt: QFont::setPointSize" in file.read_text(encoding="utf-8")
    stop_logging()
    assert capfd.readouterr().err == ""
