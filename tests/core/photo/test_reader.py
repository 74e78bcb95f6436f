import os
import signal
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
import tifffile
from csr.core.photo import reader as reader_module
from csr.core.photo import reader_process
from csr.core.photo.decode import load_photo
from csr.core.photo.limits import ReadingLimits
from csr.core.photo.photo import PhotoError
from csr.core.photo.reader import PhotoReader, ReadingCancelled
from csr.core.utils.log import log_file, start_logging, stop_logging
from PIL import Image

posix = pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signals")


@pytest.fixture(scope="module")
def warm() -> Iterator[PhotoReader]:
    """A reader for all tests that do not close it: a process takes half a second to start."""
    reader = PhotoReader()
    yield reader
    reader.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (300, 401, 4), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def process_of(reader: PhotoReader) -> psutil.Process:
    assert reader._process is not None
    return psutil.Process(reader._process.pid)


def test_a_photo_is_as_if_it_were_read_here(warm: PhotoReader, photo: Path) -> None:
    here, there = load_photo(photo), warm.read(photo).photo
    assert there.alpha is not None and here.alpha is not None
    assert np.array_equal(there.pixels, here.pixels) and np.array_equal(there.alpha, here.alpha)
    assert (there.hash, there.path, there.notes) == (here.hash, here.path, here.notes)
    assert there.pixels.flags.c_contiguous and there.pixels.flags.writeable


def test_one_process_reads_one_photo_after_the_other(warm: PhotoReader, photo: Path) -> None:
    warm.read(photo)
    first = process_of(warm).pid
    with pytest.raises(PhotoError, match="no file"):
        warm.read(photo.with_name("gone.png"))
    warm.read(photo)
    assert process_of(warm).pid == first


def test_what_is_begun_is_read_once_and_another_photo_takes_its_place(warm: PhotoReader, photo: Path) -> None:
    other = photo.with_name("b.png")
    Image.new("RGB", (7, 5), (1, 2, 3)).save(other)
    warm.begin(photo)
    assert warm.read(photo).photo.size == (401, 300)
    warm.begin(photo)
    assert warm.read(other).photo.size == (7, 5)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_memory_is_there_as_long_as_the_pixels_and_no_longer(warm: PhotoReader, photo: Path) -> None:
    photos = [warm.read(photo).photo for _ in range(3)]
    part = photos[0].pixels[10:20, 3:]
    expected = load_photo(photo).pixels[10:20, 3:]

    def mapped() -> int:
        return Path("/proc/self/maps").read_text().count(f"/dev/shm/csr_{os.getpid()}_")

    assert mapped() == 3
    photos.clear()
    assert mapped() == 1
    assert np.array_equal(part, expected)
    del part
    assert mapped() == 0
    assert not list(Path("/dev/shm").glob(f"csr_{os.getpid()}_*"))


@posix
def test_a_pipe_is_refused_at_once(warm: PhotoReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.jpg")
    with pytest.raises(PhotoError, match="cannot be opened: it is not a regular file"):
        warm.read(tmp_path / "b.jpg")


def test_a_small_file_that_wants_gigabytes_is_refused_within_its_bounds(
    warm: PhotoReader, tmp_path: Path
) -> None:
    """1000 x 1000 pixels of 100 samples of 8 bytes: 800 MB, of zeros, in a file of 1 MB."""
    strip = zlib.compress(bytes(10 * 1000 * 100 * 8))
    tifffile.imwrite(
        tmp_path / "many.tif",
        iter([strip] * 100),
        shape=(1000, 1000, 100),
        dtype="f8",
        photometric="minisblack",
        planarconfig="contig",
        compression="adobe_deflate",
        rowsperstrip=10,
    )
    peaks, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.005):
            peaks.append(process_of(warm).memory_info().rss)

    warm.start()
    before = process_of(warm).memory_info().rss
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        warm.read(tmp_path / "many.tif")
    except PhotoError:
        pass  # a sentence is right, a picture within the bounds as well
    finally:
        ended.set()
        watcher.join()
    assert max(peaks) - before < 700e6


@posix
def test_a_reading_that_hangs_is_given_up_when_nobody_wants_it(photo: Path) -> None:
    reader = PhotoReader()
    try:
        reader.read(photo)
        hanging = process_of(reader)
        hanging.send_signal(signal.SIGSTOP)
        asked: list[bool] = []
        with pytest.raises(ReadingCancelled):
            reader.read(photo, cancelled=lambda: len(asked) > 3 or asked.append(True) is not None)
        assert not hanging.is_running()
        assert reader.read(photo).photo.size == (401, 300)
    finally:
        reader.close()


@posix
def test_a_reading_that_hangs_is_given_up_in_time(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "START_LIMIT_SECONDS", 0.1)
    reader = PhotoReader()
    try:
        reader.start()
        process_of(reader).send_signal(signal.SIGSTOP)
        with pytest.raises(PhotoError, match="not read within"):
            reader.read(photo)
    finally:
        reader.close()


@posix
def test_a_crash_is_told_and_the_next_photo_is_read(photo: Path) -> None:
    reader = PhotoReader()
    try:
        reader.read(photo)
        crashing = process_of(reader)
        crashing.send_signal(signal.SIGSTOP)
        threading.Timer(0.1, crashing.kill).start()
        with pytest.raises(PhotoError, match=r"a\.png cannot be read: its decoder crashed"):
            reader.read(photo)
        assert reader.read(photo).photo.size == (401, 300)
    finally:
        reader.close()


@posix
def test_closing_ends_a_reading_that_hangs(photo: Path) -> None:
    reader = PhotoReader()
    reader.read(photo)
    process = process_of(reader)
    process.send_signal(signal.SIGSTOP)
    ended: list[type[BaseException]] = []

    def read() -> None:
        try:
            reader.read(photo)
        except ReadingCancelled as error:
            ended.append(type(error))

    thread = threading.Thread(target=read)
    thread.start()
    while reader._asked is None:
        time.sleep(0.001)
    reader.close()
    thread.join()
    assert ended == [ReadingCancelled]
    assert not process.is_running()
    with pytest.raises(ReadingCancelled):
        reader.read(photo)


@posix
def test_what_its_decoders_say_goes_to_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "samples.tif"
    tifffile.imwrite(path, np.zeros((4, 4, 16), np.uint8), photometric="minisblack", planarconfig="contig")
    start_logging("csr-viewer")
    reader = PhotoReader()
    reader.read(path)
    reader.close()
    file = log_file()
    assert file is not None
    assert "PIL.TiffImagePlugin: More samples per pixel" in file.read_text(encoding="utf-8")
    stop_logging()
    assert capfd.readouterr().err == ""


@posix
def test_a_process_that_does_not_start_is_told(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise BlockingIOError("no more processes for this person")

    reader = PhotoReader()
    monkeypatch.setattr(reader, "start", lambda: refuse(reader))
    reader.begin(photo)
    with pytest.raises(
        PhotoError, match=r"a\.png cannot be read: the process that reads photos does not start"
    ):
        reader.read(photo)
    monkeypatch.undo()
    assert reader.read(photo).photo.size == (401, 300)
    reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is watched, not limited")
@pytest.mark.parametrize("inherited", [1 << 20, 1 << 50, -1])
def test_an_inherited_limit_of_memory_is_not_raised(inherited: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(resource, "getrlimit", lambda _: (inherited, inherited))
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, values: limits.append(values))
    reader_process._limit_memory(ReadingLimits(1.0, 1 << 30, 0))
    [(soft, hard)] = limits
    assert hard == inherited  # a higher one is refused, but for root
    assert soft <= hard or hard == resource.RLIM_INFINITY
    assert inherited == 1 << 20 or soft > 1 << 30
