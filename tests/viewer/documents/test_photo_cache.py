import os
from pathlib import Path

import numpy as np
import pytest
from csr.core.photo.file_stamp import stamp_of
from csr.core.photo.reader import PhotoReader
from csr.viewer.documents.photo_cache import PhotoCache
from csr.viewer.notifier import Notifier
from csr.viewer.tasks.registry import TaskRegistry
from PIL import Image
from pytestqt.qtbot import QtBot


@pytest.fixture
def photo_cache(reader: PhotoReader, tasks: TaskRegistry, notifier: Notifier) -> PhotoCache:
    return PhotoCache(reader, tasks, notifier, 3 * 320 * 240 * 2)  # two of the photos


def test_wanted_photos_are_decoded_within_the_budget(
    qtbot: QtBot, photo_cache: PhotoCache, photo: Path
) -> None:
    a, b, c = (photo.with_name(f"{n}.png") for n in "abc")
    photo_cache.want([b, c, a])
    qtbot.waitUntil(lambda: photo_cache.find(b) is not None and photo_cache.find(c) is not None)
    found = photo_cache.find(b)
    assert found is not None and np.array_equal(found.pixels, np.asarray(Image.open(b)))
    qtbot.waitUntil(lambda: not photo_cache._left)
    assert photo_cache.find(a) is None
    photo_cache.want([c, a])
    qtbot.waitUntil(lambda: photo_cache.find(a) is not None)
    assert photo_cache.find(b) is None


def test_a_file_that_changed_or_is_gone_is_not_found(
    qtbot: QtBot, photo_cache: PhotoCache, photo: Path
) -> None:
    photo_cache.want([photo])
    qtbot.waitUntil(lambda: photo_cache.find(photo) is not None)
    os.utime(photo, ns=(1, 1))
    assert photo_cache.find(photo) is None
    photo.write_text("no picture")
    photo_cache.want([photo, photo.with_name("none.png"), photo.with_name("a.png")])
    qtbot.waitUntil(lambda: photo_cache.find(photo.with_name("a.png")) is not None)
    assert photo_cache.find(photo) is None
    photo.unlink()
    assert photo_cache.find(photo) is None and stamp_of(photo) is None
