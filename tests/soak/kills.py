"""Writing commands of `csr`, and the window while it saves, ended by signals at random times: what is left?

    python tests/soak/kills.py [--runs 3] [--seed 0] [--only render]

Each command replaces an older result. First it runs undisturbed, which tells how long it takes; then, for
each signal, several times, it is ended at a random time before that. Afterwards the older result must be
there, byte for byte, or a new one that can be read; but for kill -9 nothing else may lie about, neither
beside it nor in the temporary folder, and the exit code must be 128 and the signal's number (0 where it had
just ended). Prints a table; exits with 1 if something is otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from csr.core.field.compact import read_compact
from csr.core.field.file import FieldFile
from csr.core.photo.decode import load_photo
from PIL import Image

SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
ENDS_WITHIN_SECONDS = 60.0
"""After a signal, of a busy machine."""
SIDE = 260
"""Of the photos, in pixels; csr pack takes none of less than 256."""
CSR = "import sys; from csr.core.cli.main import main; sys.exit(main(sys.argv[1:]))"
WINDOW = """
import sys
from pathlib import Path
from csr.viewer import app
from csr.viewer.window import window
from PySide6.QtCore import QTimer
out = Path(sys.argv.pop())
class Saving(window.Window):
    def __init__(self, *words):
        super().__init__(*words)
        save = self.picture_actions.save_view
        timer = QTimer(self)
        timer.timeout.connect(lambda: self.canvas.view and save(out, overwrite=True))
        timer.start(50)
window.Window = Saving
app.run(sys.argv[1:])
"""
"""The real program, which saves its view all the time."""
WINDOW_SECONDS = 6.0


@dataclass(frozen=True)
class Writer:
    """A command that writes."""

    name: str
    words: tuple[str, ...]
    """`{photo}`, `{folder}`, `{field}` and `{out}` stand for paths."""
    out: str
    """Name of its result."""
    program: str = CSR
    ends: bool = True
    """Whether it ends by itself."""


def _writer(words: str, out: str) -> Writer:
    return Writer(words.split()[0], tuple(words.split()), out)


WRITERS = (
    _writer("render {photo} {out} --scale 9 --overwrite", "out.png"),
    _writer("render {photo} {out} --scale 9 --overwrite", "out.tif"),
    _writer("film {photo} {out} --from 80 80 1 --to 40 40 8 --overwrite", "out.webp"),
    _writer("field {photo} {out} --overwrite", "out.safetensors"),
    _writer("convert {field} {out} --overwrite", "out.csrz"),
    _writer("export-web {field} {out} --overwrite", "out.html"),
    _writer("map {photo} {out} --density --overwrite", "out.npz"),
    _writer("fit {photo} {out} --kernels 200 --seconds 6 --overwrite", "out.safetensors"),
    _writer("prior {folder} --crops 2 --seconds 1 --plot {out} --overwrite", "out.png"),
    _writer("evaluate {folder} --scales 2 --json {out} --overwrite", "out.json"),
    _writer("pack {folder} {out} --overwrite", "out.zip"),
    Writer("window", ("{photo}", "--new-window", "--weights", "light", "{out}"), "out.png", WINDOW, False),
)


@dataclass
class Tally:
    """How the runs of a command and a signal ended."""

    codes: Counter[int] = field(default_factory=Counter)
    old: int = 0
    new: int = 0
    left: int = 0
    """Runs after which something else lay about."""
    problems: list[str] = field(default_factory=list)


def is_whole(path: Path) -> bool:
    """Return true if a result can be read to its end."""
    try:
        match path.suffix:
            case ".safetensors":
                FieldFile(path).read()
            case ".csrz":
                read_compact(path)
            case ".html":
                return path.read_text(encoding="utf-8").rstrip().endswith("</html>")
            case ".json":
                json.loads(path.read_text(encoding="utf-8"))
            case ".npz":
                with np.load(path) as arrays:
                    return all(arrays[name].size for name in arrays)
            case ".zip":
                with zipfile.ZipFile(path) as archive:
                    return archive.testzip() is None
            case _:
                return not load_photo(path).notes
    except Exception as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return False
    return True


class Runs:
    """Runs commands in folders of their own.

    Args:
        folder: for all of them.
        seed: of the times at which they are ended.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._random = folder, random.Random(seed)
        photos = folder / "photos"
        photos.mkdir()
        rng = np.random.default_rng(0)
        for name in ("a", "b"):
            small = Image.fromarray(rng.integers(0, 256, (20, 20, 3), np.uint8))
            small.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(photos / f"{name}.png")
        self._paths = {
            "photo": str(photos / "a.png"),
            "folder": str(photos),
            "field": str(folder / "f.safetensors"),
        }
        started = self._start(Writer("field", ("field", "{photo}", "{out}"), "f.safetensors"), folder)
        assert started.wait() == 0

    def _start(self, writer: Writer, folder: Path) -> subprocess.Popen[bytes]:
        """Start a command that writes into a folder, beside which it has folders for everything else."""
        beside = {
            name: folder.parent / f"{folder.name} {name}" for name in ("TMPDIR", "HOME", "XDG_RUNTIME_DIR")
        }
        for path in beside.values():
            path.mkdir(exist_ok=True, mode=0o700)
        keep = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        words = [word.format(**self._paths, out=folder / writer.out) for word in writer.words]
        return subprocess.Popen(
            [sys.executable, "-c", writer.program, *words],
            env={
                **keep,
                **{name: str(path) for name, path in beside.items()},
                "QT_QPA_PLATFORM": "offscreen",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=default_signals,
        )

    def undisturbed(self, writer: Writer) -> tuple[bytes, float]:
        """Return the result of a command that nothing ends, and its seconds."""
        folder = self._folder / "whole"
        folder.mkdir()
        start = time.monotonic()
        process = self._start(writer, folder)
        if writer.ends:
            assert process.wait() == 0, writer
        else:
            while not (folder / writer.out).exists():
                time.sleep(0.05)
            time.sleep(WINDOW_SECONDS)
            process.terminate()
            process.wait()
        seconds = time.monotonic() - start
        content = (folder / writer.out).read_bytes()
        shutil.rmtree(folder)
        return content, seconds

    def end(self, writer: Writer, name: str, old: bytes, seconds: float, tally: Tally) -> None:
        """Run a command, end it by a signal at a random time, and look what is left."""
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        out = folder / writer.out
        out.write_bytes(old)
        number = signal.Signals[name]
        process = self._start(writer, folder)
        time.sleep(self._random.uniform(0.1, 1.0) * seconds)
        process.send_signal(number)
        try:
            code = process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            tally.problems.append(f"did not end within {ENDS_WITHIN_SECONDS:g} s")
            code = process.wait()
        tally.codes[code] += 1
        if out.is_file() and out.read_bytes() == old:
            tally.old += 1
        elif out.is_file() and is_whole(out):
            tally.new += 1
        else:
            tally.problems.append("the result is neither old nor whole")
        others = [path for path in folder.iterdir() if path != out]
        others += (folder.parent / f"{folder.name} TMPDIR").iterdir()
        tally.left += bool(others)
        if name != "SIGKILL":
            if others:
                tally.problems.append(f"left: {sorted(path.name for path in others)}")
            # A signal that comes before Python runs, or after its last word, has Unix's own effect.
            if code not in (128 + number, -number, 0):
                tally.problems.append(f"exit code {code}")


def default_signals() -> None:
    """Heed signals that whoever runs this ignores, as nohup does."""
    for name in SIGNALS[1:]:
        signal.signal(signal.Signals[name], signal.SIG_DFL)


def main() -> int:
    """Print the table; 1 if something was otherwise than it should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="of each command and signal")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="the name of one command")
    arguments = parser.parse_args()
    failed = False
    print("| command | result | signal | runs | exit codes | old kept | new whole | left over |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="csr-kills-") as name:
        runs = Runs(Path(name), arguments.seed)
        for writer in WRITERS:
            if arguments.only not in (None, writer.name):
                continue
            old, seconds = runs.undisturbed(writer)
            for number in SIGNALS:
                tally = Tally()
                for _ in range(arguments.runs):
                    runs.end(writer, number, old, seconds, tally)
                codes = ", ".join(f"{code}: {count}" for code, count in sorted(tally.codes.items()))
                cells = (
                    writer.name,
                    writer.out,
                    number,
                    arguments.runs,
                    codes,
                    tally.old,
                    tally.new,
                    tally.left,
                )
                print("|", " | ".join(map(str, cells)), "|", flush=True)
                for problem in tally.problems:
                    failed = True
                    print(f"  PROBLEM: {problem}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
