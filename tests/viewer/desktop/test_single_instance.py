"""Files that a second start hands to the window of the first."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from csr.viewer.desktop import single_instance
from csr.viewer.desktop.single_instance import GREETING, MOST_CONNECTIONS, TAKEN, Listener, address, hand_over
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="named pipes have no files")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Of short name: a socket's path has at most 107 letters."""
    with tempfile.TemporaryDirectory(prefix="csr") as name:
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        yield Path(name)


@pytest.fixture
def listener(qtbot: QtBot, folder: Path) -> Iterator[Listener]:  # noqa: ARG001
    listener = Listener()
    listener.listen(address())
    assert listener.listening
    yield listener
    listener.close()


def second_start(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    program = "import sys; from csr.viewer.app import run; run(sys.argv[1:])"
    return subprocess.Popen([sys.executable, "-c", program, *words], env={**os.environ, **environment})


def test_a_second_start_hands_its_files_over_and_ends(qtbot: QtBot, listener: Listener, photo: Path) -> None:
    folder = photo.parent
    with qtbot.waitSignal(listener.asked) as asked:
        program = "from csr.viewer.app import run; run(['b.png', 'c.png'])"
        process = subprocess.Popen([sys.executable, "-c", program], cwd=folder)
    assert asked.args == [[folder / "b.png", folder / "c.png"]]
    assert process.wait(timeout=60) == 0


def test_the_window_opens_them_and_comes_to_the_front(
    qtbot: QtBot, window: Window, listener: Listener, photo: Path
) -> None:
    listener.asked.connect(window.open_handed)
    window.showMinimized()
    with qtbot.waitSignal(window.opened):
        listener.asked.emit([photo])
    assert not window.isMinimized() and photo.name in window.windowTitle()


@pytest.mark.slow
def test_one_that_has_options_of_its_own_or_a_picture_to_make_asks_nobody(
    qtbot: QtBot, listener: Listener, photo: Path, weights: str, tmp_path: Path
) -> None:
    asked: list[object] = []
    listener.asked.connect(asked.append)
    out = tmp_path / "s.png"
    process = second_start(str(photo), "--weights", weights, "--screenshot", str(out))
    qtbot.waitUntil(lambda: process.poll() is not None)
    assert process.returncode == 0 and out.exists() and not asked


def test_only_this_person_reaches_the_socket(listener: Listener, folder: Path) -> None:
    assert listener.listening
    (path,) = folder.iterdir()
    assert path.is_socket() and not path.stat().st_mode & 0o077


def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    assert address()
    folder.chmod(0o777)
    assert not address()
    folder.chmod(0o700)


def test_another_display_or_version_is_another_window(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = address()
    assert Path(here).parent == folder
    monkeypatch.setenv("DISPLAY", ":elsewhere")
    there = address()
    assert there != here
    monkeypatch.setattr(single_instance, "VERSION", "0.0.1")
    assert address() not in (here, there)


def test_what_a_crash_left_is_replaced(qtbot: QtBot, folder: Path, photo: Path) -> None:  # noqa: ARG001
    left = socket.socket(socket.AF_UNIX)
    left.bind(address())
    left.close()
    assert not hand_over([photo], address())
    listener = Listener()
    listener.listen(address())
    assert listener.listening
    listener.close()
    assert not Path(address()).exists()


def test_a_second_window_leaves_the_first_its_place(listener: Listener) -> None:
    second = Listener()
    second.listen(address())
    assert not second.listening
    second.close()
    assert listener.listening and Path(address()).exists()


def test_one_that_hangs_is_left_alone(folder: Path, photo: Path) -> None:  # noqa: ARG001
    """The system accepts for it; it never greets. Less than a second is lost."""
    assert single_instance.PATIENCE_MS < 1000
    hung = socket.socket(socket.AF_UNIX)
    hung.bind(address())
    hung.listen(1)
    assert not hand_over([photo], address())
    hung.close()


@pytest.mark.parametrize(
    "line",
    [b"nonsense\n", b"[1, 2]\n", b"{}\n", b'{"files": ["relative.png"], "token": ""}\n', b'{"files": 3}\n'],
)
def test_nonsense_opens_nothing(qtbot: QtBot, listener: Listener, line: bytes) -> None:
    asked: list[object] = []
    listener.asked.connect(asked.append)
    heard: list[bytes] = []

    def talk() -> None:
        with socket.socket(socket.AF_UNIX) as peer:
            peer.connect(address())
            greeting = peer.recv(100)
            peer.sendall(line)
            heard.extend((greeting, peer.recv(100)))

    thread = threading.Thread(target=talk)
    thread.start()
    qtbot.waitUntil(lambda: len(heard) == 2)
    thread.join()
    assert heard == [GREETING, b""] and not asked


def test_the_token_of_the_desktop_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(single_instance.TOKEN, raising=False)
    line = json.dumps({"files": ["/a.png"], "token": "t"}).encode()
    assert single_instance._told(line) == [Path("/a.png")] and os.environ[single_instance.TOKEN] == "t"
    monkeypatch.delenv(single_instance.TOKEN)


# -- who means harm ------------------------------------------------------------------------------------------


def connect(place: str) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(120)
    made.connect(place)
    return made


def answers(qtbot: QtBot, made: socket.socket) -> bytes:
    """All that comes until the other end closes, the loop running meanwhile."""
    made.setblocking(False)
    heard: list[bytes] = []

    def closed() -> bool:
        try:
            while part := made.recv(1 << 16):
                heard.append(part)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            pass
        return True

    qtbot.waitUntil(closed)
    made.close()
    return b"".join(heard)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b'{"files": ["/a"',
        b"[" * 100_000 + b"\n",
        b"x" * (2 << 20),
        b'{"files": [1], "token": ""}\n',
        b'{"files": "/a", "token": ""}\n',
        b'{"files": ["a"], "token": ""}\n',
        b'{"files": ["/a\\u0000"], "token": ""}\n',
        b'{"files": ["/a"], "token": "\\u0000"}\n',
        b"null\n",
        b"\xff\xfe\n",
    ],
    ids=lambda message: repr(message[:30]),
)
def test_what_is_no_request_is_refused_and_the_window_lives_on(
    qtbot: QtBot, listener: Listener, message: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[object] = []
    listener.asked.connect(asked.append)
    made = connect(address())
    with contextlib.suppress(OSError):
        made.setblocking(False)
        made.send(message)
    assert answers(qtbot, made) in (b"", GREETING)
    assert not asked and listener.listening and "was refused" in caplog.text


def test_a_flood_is_refused_and_ends_with_those_who_made_it(
    qtbot: QtBot, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    flood = [connect(address()) for _ in range(MOST_CONNECTIONS + 12)]
    qtbot.waitUntil(lambda: "too many" in caplog.text)
    for made in flood:
        made.close()
    qtbot.waitUntil(lambda: not listener._open)
    asked: list[object] = []
    listener.asked.connect(asked.append)
    made = connect(address())
    made.sendall(b'{"files": ["/a"], "token": ""}\n')
    assert answers(qtbot, made) == GREETING + TAKEN and asked == [[Path("/a")]]


def test_another_users_process_is_refused(
    qtbot: QtBot, listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    made = connect(address_of(listener))
    assert answers(qtbot, made) == b"" and "another user" in caplog.text and listener.listening


def address_of(listener: Listener) -> str:
    assert listener._server is not None
    return listener._server.fullServerName()
