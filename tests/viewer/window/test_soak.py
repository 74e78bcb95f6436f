"""A short seeded run of tests/soak/window.py."""

from pathlib import Path

import pytest
from csr.core.utils.log import start_logging
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot
from soak.window import Soak

STEPS = 60


def test_random_use(
    qtbot: QtBot,
    opened: Window,
    photo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    start_logging("csr-viewer")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    photos = sorted(photo.parent.iterdir())
    soak = Soak(opened, photos, temporary, 0, lambda seconds: qtbot.wait(round(200 * seconds)))
    for _ in range(STEPS):
        soak.step()
    assert soak.rest()
    qtbot.waitUntil(lambda: soak.counts()["files"] == 0)  # a neighbour may just be read
    now = soak.counts()
    assert min(now[name] for name in ("widgets", "objects", "threads")) > 0
    assert sum(soak.done.values()) == STEPS and len(soak.done) > 5
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
