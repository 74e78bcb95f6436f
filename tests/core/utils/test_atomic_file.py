"""The one door for everything that is written: what it replaces, what it refuses, what it leaves."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from csr.core.utils import atomic_file
from csr.core.utils.atomic_file import SaveError, check_folder, check_place, filling, remove_parts, replacing

unix = pytest.mark.skipif(sys.platform == "win32", reason="devices, links and owners as Unix has them")


@pytest.fixture(autouse=True)
def _nothing_swept() -> None:
    atomic_file._swept.clear()


def write(path: Path, content: bytes = b"new", overwrite: bool = True, *sources: Path) -> None:
    with replacing(path, overwrite, *sources) as part:
        part.write_bytes(content)


def only(folder: Path, *names: str) -> None:
    assert sorted(p.name for p in folder.iterdir()) == sorted(names)


def test_a_new_file_has_the_usual_mode_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "a", overwrite=False)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "usual").stat().st_mode
    only(tmp_path, "a", "usual")


@unix
@pytest.mark.parametrize("mode", [0o600, 0o444, 0o755])
def test_what_is_replaced_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(mode)
    write(path)
    assert path.read_bytes() == b"new" and stat.S_IMODE(path.stat().st_mode) == mode


@unix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_what_is_replaced_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.chown(path, 12345, 54321)
    write(path)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


@unix
def test_a_group_that_cannot_be_kept_gets_no_more_than_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)
    before = path.stat()

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    other = os.stat_result((*before[:4], before.st_uid + 1, before.st_gid + 1, *before[6:]))
    part = tmp_path / "part"
    part.touch()
    atomic_file._inherit(path, other, part)
    assert stat.S_IMODE(part.stat().st_mode) == 0o644


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="extended attributes as Linux has them")
def test_what_is_replaced_keeps_its_extended_attributes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.xdg.comment", b"mine")
    except OSError:
        pytest.skip("this file system has none")
    write(path)
    assert os.getxattr(path, "user.xdg.comment") == b"mine"


@unix
def test_of_a_hard_link_the_other_names_keep_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    os.link(tmp_path / "a", tmp_path / "b")
    write(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"new" and (tmp_path / "b").read_bytes() == b"old"


@unix
@pytest.mark.parametrize("link", ["hard", "symbolic", "same"])
def test_what_is_read_is_never_replaced_under_whatever_name(tmp_path: Path, link: str) -> None:
    photo, out = tmp_path / "photos" / "photo.png", tmp_path / "out.png"
    photo.parent.mkdir()
    photo.write_bytes(b"the photo")
    if link == "hard":
        os.link(photo, out)
    elif link == "symbolic":
        out.symlink_to(photo)
    else:
        out = tmp_path / "photos" / ".." / "photos" / "photo.png"
    with pytest.raises(SaveError, match="is a file that is read"):
        check_place(out, True, photo)
    with pytest.raises(SaveError, match="is a file that is read"):
        write(out, b"new", True, photo)
    assert photo.read_bytes() == b"the photo"


@unix
def test_only_files_are_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    for path, reason in (
        (tmp_path / "pipe", "a pipe"),
        (Path(os.devnull), "a device"),
        (tmp_path / "folder", "is a folder"),
        (tmp_path / "loop", "cannot be written"),
        (tmp_path / ("n" * 300), "File name too long"),
        (tmp_path / "none" / "a", "There is no folder"),
    ):
        with pytest.raises(SaveError, match=reason):
            check_place(path, True)
        with pytest.raises(SaveError, match=reason):
            write(path)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    only(tmp_path, "pipe", "folder", "loop")


def test_what_appears_at_the_last_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the last look and the renaming, too."""
    path = tmp_path / "a"
    look = atomic_file._check_file

    def late(*arguments: object) -> object:
        found = look(*arguments)  # pyright: ignore[reportArgumentType]
        if any(tmp_path.glob(".csr-*.part/a")):
            path.write_bytes(b"someone else's")
        return found

    monkeypatch.setattr(atomic_file, "_check_file", late)
    with pytest.raises(SaveError, match="there already"):
        write(path, overwrite=False)
    assert path.read_bytes() == b"someone else's"
    only(tmp_path, "a")


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "frames"

    def fill(fail: bool) -> None:
        with filling(out) as part:
            (part / "1").write_bytes(b"1")
            if fail:
                raise RuntimeError
            (part / "2").write_bytes(b"2")

    with pytest.raises(RuntimeError):
        fill(True)
    only(tmp_path)
    fill(False)
    only(tmp_path, "frames")
    only(out, "1", "2")
    with pytest.raises(SaveError, match="not empty"):
        check_folder(out, False)
    (out / "1").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        fill(True)
    assert (out / "1").read_bytes() == b"old"
    fill(False)
    assert (out / "1").read_bytes() == b"1"


# -- what a killed process leaves ----------------------------------------------------------------------------


def leave(folder: Path, process: int, age_hours: float) -> Path:
    part = folder / f".csr-{process}-0123456789ab.part"
    part.mkdir()
    (part / "a.png").write_bytes(b"half")
    then = time.time() - age_hours * 3600
    os.utime(part, (then, then))
    return part


def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_dead_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, fresh = leave(tmp_path, gone(), 25), tmp_path / "fresh"
    fresh.mkdir()
    young = leave(fresh, gone(), 23)
    check_place(tmp_path / "a", False)
    check_place(fresh / "a", False)
    assert not old.exists() and young.exists()


def test_what_a_living_process_writes_is_left_alone(tmp_path: Path) -> None:
    parent = os.getppid()
    import psutil

    age = (time.time() - psutil.Process(parent).create_time()) / 3600
    mine = leave(tmp_path, parent, min(age / 2, 1))
    other = tmp_path / "other.part"
    other.mkdir()
    atomic_file.ABANDONED_SECONDS, before = 0, atomic_file.ABANDONED_SECONDS
    try:
        check_place(tmp_path / "a", False)
    finally:
        atomic_file.ABANDONED_SECONDS = before
    assert mine.exists() and other.exists()


def test_a_number_that_was_given_again_protects_nothing(tmp_path: Path) -> None:
    before_this_process = leave(tmp_path, os.getpid(), 24 * 365)
    check_place(tmp_path / "a", False)
    assert not before_this_process.exists()


def test_the_end_of_the_program_removes_what_was_begun(tmp_path: Path) -> None:
    writing = replacing(tmp_path / "a", False)
    part = writing.__enter__()
    assert part.exists()
    remove_parts()
    only(tmp_path)


WRITES = """
import signal, sys, time
from pathlib import Path
from csr.core.utils.interruption import exit_code_of, raising_on_signals
from csr.core.utils.atomic_file import remove_parts, replacing

try:
    with raising_on_signals(), replacing(Path(sys.argv[1]), True) as part:
        part.write_bytes(b"half")
        print("begun", flush=True)
        time.sleep(60)
except KeyboardInterrupt as interrupt:
    sys.exit(exit_code_of(interrupt))
"""


def default_signals() -> None:
    """Heed signals that whoever runs the tests ignores, as nohup does."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@unix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, "SIGHUP"])
def test_signals_end_a_writer_in_order(tmp_path: Path, number: int | str) -> None:
    number = signal.Signals[number] if isinstance(number, str) else number
    path = tmp_path / "a"
    path.write_bytes(b"old")
    words = [sys.executable, "-c", WRITES, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, preexec_fn=default_signals) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(number)
        assert process.wait(60) == 128 + number
    assert path.read_bytes() == b"old"
    only(tmp_path, "a")
