"""One window for all: the files that a second start names go to the window that is there, by a local socket.

The socket is a file (on Windows a named pipe) that only the same person can reach; no network port is opened.
Who listens greets first, so that a window that hangs is noticed before anything was asked of it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket as sockets
import stat
import struct
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDeadlineTimer, QDir, QObject, QTimer, Signal

from ...core.utils.bounded_input import InputError, parse_json
from ...core.utils.version import VERSION

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

GREETING, TAKEN = b"csr-viewer\n", b"taken\n"
PATIENCE_MS = 600
"""Milliseconds after which a window that does not answer is left alone, and another one opened."""
MOST_CONNECTIONS = 8
"""Open at a time: each start of the program needs one for a moment."""
MOST_BYTES = 1 << 20
"""Largest message that a window reads, in bytes."""
log = logging.getLogger(__name__)
TOKEN = "XDG_ACTIVATION_TOKEN"
"""Variable of a Wayland desktop that lets a program come to the front; the second start passes it on."""


def address() -> str:
    """Address of a person's window of this version on this display; empty where no place is safe."""
    display = [os.environ.get(name, "") for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")]
    # The end tells displays apart; the path of a socket has little more than a hundred letters.
    of = re.sub(r"[^\w.]+", "-", ",".join(display))[-40:]
    name = f"csr-viewer-{VERSION}-{of}"
    if sys.platform == "win32":
        return f"{name}-{os.environ.get('USERNAME', '')}"
    folder = _own_folder()
    return "" if folder is None else str(folder / name)


def hand_over(paths: Sequence[Path], place: str) -> bool:
    """Give files to the window that listens at an address; whether it took them.

    That is known at once where there is none, and otherwise after `PATIENCE_MS` at the latest.
    """
    if not _may_listen(place):
        return False
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:  # on small systems without a library (Kerberos) that Qt's network part is linked to
        return False
    patience = QDeadlineTimer(PATIENCE_MS)
    socket = QLocalSocket()
    socket.connectToServer(place)
    taken = False
    if _connected(socket) and _is_own(socket) and _line(socket, patience) == GREETING:
        told = {"files": [str(path.absolute()) for path in paths], "token": os.environ.get(TOKEN, "")}
        socket.write(json.dumps(told).encode() + b"\n")
        taken = _line(socket, patience) == TAKEN
    socket.abort()
    return taken


class Listener(QObject):
    """Waits for files that later starts hand over."""

    asked = Signal(object)
    """A list of `Path`: files to open."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._open: set[QLocalSocket] = set()

    def listen(self, place: str) -> None:
        """Listen at an address, unless another window does."""
        try:
            from PySide6.QtNetwork import QLocalServer, QLocalSocket
        except ImportError:
            return
        if _may_listen(place):
            other = QLocalSocket()
            other.connectToServer(place)
            if _connected(other):
                other.abort()
                return
        # What a window left that did not end in order is replaced.
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._server.listen(place)

    @property
    def listening(self) -> bool:
        """True if files can be handed over."""
        return self._server is not None and self._server.isListening()

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def _greet(self) -> None:
        assert self._server is not None
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if not _is_own(socket) or len(self._open) >= MOST_CONNECTIONS:
                log.warning("a connection was refused: %s", "too many" if _is_own(socket) else "another user")
                socket.abort()
                socket.deleteLater()
                continue
            self._open.add(socket)
            socket.disconnected.connect(partial(self._open.discard, socket))
            QTimer.singleShot(PATIENCE_MS, socket, partial(self._give_up, socket))
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._hear, socket))
            socket.write(GREETING)

    def _give_up(self, socket: QLocalSocket) -> None:
        log.warning("a connection was refused: half a message, or none, in %d ms", PATIENCE_MS)
        socket.abort()

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                log.warning("a message was refused: longer than %d bytes", MOST_BYTES)
                socket.abort()
            return
        paths = _told(bytes(socket.readLine(MOST_BYTES).data()))
        if not paths:
            log.warning("a message was refused: it names no files")
            socket.abort()
            return
        socket.write(TAKEN)
        socket.flush()  # what follows may ask the person something
        self.asked.emit(paths)


def _told(line: bytes) -> list[Path]:
    """The files that a line names; none if it is not a line of `hand_over`."""
    try:
        told = cast("dict[str, Any]", parse_json(line))
        paths = [Path(name) for name in told["files"]]
        if any("\0" in str(path) for path in paths):
            return []
        if token := str(told["token"]):
            os.environ[TOKEN] = token
    except (InputError, ValueError, KeyError, TypeError):
        return []
    return paths if all(path.is_absolute() for path in paths) else []


def _is_own(socket: QLocalSocket) -> bool:
    """True if this person's process is at the other end, where the system tells that."""
    if not hasattr(sockets, "SO_PEERCRED"):
        return True
    try:
        with sockets.socket(fileno=os.dup(int(socket.socketDescriptor()))) as same:
            _, user, _ = struct.unpack("3i", same.getsockopt(sockets.SOL_SOCKET, sockets.SO_PEERCRED, 12))
    except OSError:
        return False
    return user == os.getuid()


def _line(socket: QLocalSocket, patience: QDeadlineTimer) -> bytes:
    while not socket.canReadLine():
        if not _connected(socket) or not socket.waitForReadyRead(int(patience.remainingTime())):
            return b""
    return bytes(socket.readLine().data())


def _connected(socket: QLocalSocket) -> bool:
    """Local sockets are connected at once, or there is nobody."""
    return socket.state() == type(socket).LocalSocketState.ConnectedState


def _may_listen(place: str) -> bool:
    return bool(place) and (sys.platform == "win32" or Path(place).exists())


def _own_folder() -> Path | None:
    """A folder that nobody else can write to: the desktop's for such things, or one of one's own."""
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(named) if named else Path(QDir.tempPath(), f"csr-viewer-{os.getuid()}")
    try:
        if not named:
            folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077
    return folder if own else None
