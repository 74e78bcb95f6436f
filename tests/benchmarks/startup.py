"""From the command to the photo on the screen, seen from outside: in a real window, beside other viewers.

    xvfb-run -a -s "-screen 0 1600x1200x24" python tests/benchmarks/startup.py [MEGAPIXELS...] [--runs N] \
        [--suffix jpg|png|heic|dng]

Makes a photo of each size (12 and 100 megapixels by default), starts each program that is installed with it,
and looks at the screen every hundredth of a second until the photo's colours are there. Then it waits until
the program is at rest and reads its memory, that of its child processes with it. Of the runs, the median.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import tifffile
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QScreen

PROGRAMS = {
    "csr-viewer": [sys.executable, "-c", "from csr.viewer.app import run; run()"],
    "eog": ["eog", "--new-instance"],
    "geeqie": ["geeqie"],
    "gwenview": ["gwenview"],
    "feh": ["feh"],
    "nomacs": ["nomacs"],
}
OPTIONS = {
    "csr-viewer": ["--new-window", "--size", "1280", "800"],
    "feh": ["--geometry", "1280x800", "--scale-down"],
}
COLOURS = ((230, 60, 40), (40, 200, 70), (50, 80, 230), (235, 200, 40))
"""Of the photo's quarters: left and right above, left and right below."""
LEAST_SHARE = 0.03
"""Of the screen's pixels, those of each colour that show that the photo is there."""
NEAR = 24
"""Steps of 255 that a pixel may be off: noise, resampling, and a viewer's ideas of colour."""
ROW_STEP = 150
"""Rows of the screen from one that is looked at to the next."""
LONGEST_SECONDS = 20.0
REST_SECONDS = 3.0
"""After the photo is there, until memory is read."""


def make_photo(path: Path, megapixels: float) -> None:
    """A photo of four colours under noise, as heavy for a decoder as a photo of that size."""
    width = round((megapixels * 1e6 * 4 / 3) ** 0.5) // 2 * 2
    height = width * 3 // 8 * 2
    noise = np.random.default_rng(0).normal(0, 6, (256, width, 3))
    picture = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, 256):
        rows = min(256, height - top)
        below = np.arange(top, top + rows)[:, None] >= height / 2
        right = np.arange(width)[None] >= width / 2
        colours = np.array(COLOURS)[below * 2 + right]
        picture[top : top + rows] = np.clip(colours + noise[:rows], 0, 255)
    if path.suffix == ".dng":
        write_dng(path, picture)
    elif path.suffix == ".heic":
        import pillow_heif

        pillow_heif.from_pillow(Image.fromarray(picture)).save(path, quality=92)
    else:
        Image.fromarray(picture).save(path, quality=92)


def write_dng(path: Path, picture: npt.NDArray[np.uint8]) -> None:
    """What a sensor with a mosaic of red, green and blue saw, behind a thumbnail of a colour of its own."""
    light = (picture / np.float32(255)) ** 2.2 * 4095
    sensor = np.empty(picture.shape[:2], np.uint16)
    for (row, column), channel in zip(((0, 0), (0, 1), (1, 0), (1, 1)), (0, 1, 1, 2), strict=True):
        sensor[row::2, column::2] = light[row::2, column::2, channel]
    thumbnail = np.full((120, 160, 3), (10, 90, 200), np.uint8)
    # From XYZ to the sensor's red, green and blue: those of sRGB (IEC 61966-2-1).
    matrix = (32406, -15372, -4986, -9689, 18758, 415, 557, -2040, 10570)
    told = [
        (50706, 1, 4, bytes([1, 4, 0, 0]), True),
        (50721, 10, 9, tuple(n for value in matrix for n in (value, 10000)), True),
        (50728, 5, 3, (1, 1) * 3, True),
        (50778, 3, 1, 21, True),
    ]
    pattern = [
        (33421, 3, 2, (2, 2), True),
        (33422, 1, 4, bytes([0, 1, 1, 2]), True),
        (50717, 3, 1, 4095, True),
    ]
    with tifffile.TiffWriter(path) as file:
        file.write(thumbnail, photometric="rgb", subfiletype=1, subifds=1, extratags=told, metadata=None)
        file.write(sensor, photometric="cfa", subfiletype=0, extratags=pattern, metadata=None)


def is_shown(screen: QScreen) -> bool:
    """Whether the photo's four colours are on the screen, by some of its rows.

    All of the screen, again and again, would take one of two cores from the program that is measured.
    """
    size = screen.size()
    rows: list[npt.NDArray[np.int16]] = []
    for top in range(ROW_STEP // 2, size.height(), ROW_STEP):
        image = screen.grabWindow(0, 0, top, size.width(), 1).toImage()
        row = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
        rows.append(row.reshape(-1, 4)[:, 2::-1].astype(np.int16))
    pixels = np.stack(rows)
    shares = [(np.abs(pixels - colour).max(axis=2) <= NEAR).mean() for colour in COLOURS]
    return min(shares) >= LEAST_SHARE


def measure(name: str, photo: Path, screen: QScreen) -> tuple[float, float]:
    """Seconds until the photo is on the screen, and megabytes at rest, of one start."""
    with tempfile.TemporaryDirectory() as config:
        environment = {**os.environ, "XDG_CONFIG_HOME": config, "QT_QPA_PLATFORM": "xcb"}
        environment.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # an installed program is compiled once, not at each start
        words = [*PROGRAMS[name], *OPTIONS.get(name, []), str(photo)]
        start = time.perf_counter()
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        try:
            while not is_shown(screen):
                if time.perf_counter() - start > LONGEST_SECONDS or process.poll() is not None:
                    return float("nan"), float("nan")
                time.sleep(0.01)
            seconds = time.perf_counter() - start
            time.sleep(REST_SECONDS)
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            return seconds, sum(member.memory_full_info().pss for member in family) / 1e6
        finally:
            process.kill()
            process.wait()
            while is_shown(screen):
                time.sleep(0.02)


def main() -> None:
    """Print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megapixels", nargs="*", type=float, default=[12.0, 100.0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--suffix", choices=("jpg", "png", "heic", "dng"), default="jpg")
    arguments = parser.parse_args()
    app = QGuiApplication([])
    screen = app.primaryScreen()
    with tempfile.TemporaryDirectory() as folder:
        for megapixels in arguments.megapixels:
            photo = Path(folder, f"{megapixels:g}.{arguments.suffix}")
            make_photo(photo, megapixels)
            for name, words in PROGRAMS.items():
                if shutil.which(words[0]) is None:
                    print(f"{megapixels:g} MP   {name}: not installed")
                    continue
                # Files are in the system's cache from here on.
                if math.isnan(measure(name, photo, screen)[0]):
                    print(f"{megapixels:g} MP   {name}: does not show it", flush=True)
                    continue
                runs = [measure(name, photo, screen) for _ in range(arguments.runs)]
                seconds, memory = (statistics.median(values) for values in zip(*runs, strict=True))
                print(
                    f"{megapixels:g} MP   {name}: {seconds:.2f} s to the photo, {memory:.0f} MB", flush=True
                )


if __name__ == "__main__":
    main()
