from pathlib import Path
from typing import Any

import pytest
from csr.viewer.documents.photo_cache import PhotoCache
from csr.viewer.window.window import Window
from PIL import Image
from pytestqt.qtbot import QtBot

from ..conftest import settled


@pytest.mark.parametrize("how", ["written", "replaced", "deleted and made again"])
def test_a_file_that_changes_is_shown_anew_in_the_same_view(
    qtbot: QtBot, opened: Window, photo: Path, how: str
) -> None:
    opened.canvas.look_at(100, 80, 7.3)
    view = opened.canvas.view
    settled(qtbot, opened)
    new = Image.new("RGB", (320, 240), (10, 200, 30))
    with qtbot.waitSignal(opened.opened):
        if how == "replaced":
            new.save(photo.with_name("new.tmp"), "PNG")
            photo.with_name("new.tmp").replace(photo)
        else:
            if how != "written":
                photo.unlink()
            new.save(photo)
    assert opened.canvas.view == view
    scene = opened.canvas.scene_shown
    assert scene is not None
    assert (scene.photo.pixels == (10, 200, 30)).all()
    assert opened.windowTitle().startswith("b.png")
    with qtbot.waitSignal(opened.opened):
        Image.new("RGB", (100, 90)).save(photo)
    assert opened.canvas.view == opened.canvas.fit_view()


def test_a_file_that_changes_while_it_is_opened_is_shown_as_it_is_at_last(
    qtbot: QtBot, window: Window, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its decoding and the watching: as one that another program still writes."""
    changed, keep = list[Path](), PhotoCache._keep

    def keep_and_change(cache: PhotoCache, path: Path, *arguments: Any) -> None:
        keep(cache, path, *arguments)
        if not changed:
            changed.append(path)
            Image.new("RGB", (320, 240), (10, 200, 30)).save(path)

    monkeypatch.setattr(PhotoCache, "_keep", keep_and_change)
    with qtbot.waitSignals([window.opened, window.opened]):
        window.open(photo)
    scene = window.canvas.scene_shown
    assert changed == [photo] and scene is not None
    assert (scene.photo.pixels == (10, 200, 30)).all()
