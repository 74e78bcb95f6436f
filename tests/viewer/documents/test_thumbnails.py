from pathlib import Path

from csr.viewer.widgets.filmstrip import CELL, MOST_KEPT
from csr.viewer.window.window import Window
from pytestqt.qtbot import QtBot


def test_a_damaged_photo_has_no_thumbnail_and_the_others_have(
    qtbot: QtBot, opened: Window, photo: Path
) -> None:
    (bad := photo.with_name("aa.png")).write_text("no picture")
    strip, made = opened.filmstrip.strip, list[Path]()
    opened.thumbnails.made.connect(lambda path, _: made.append(path))
    opened.open(photo.with_name("a.png"))
    opened.actions_by_name["filmstrip"].setChecked(True)
    # The folder may have been listed before the damaged one was there.
    qtbot.waitUntil(lambda: bad in made and strip.has_thumbnail(photo.with_name("c.png")))
    assert bad in strip.visible_files and not strip.has_thumbnail(bad)
    assert not opened.message.isVisible()


def test_of_a_large_folder_only_what_is_seen_is_made(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for i in range(60):
        (many / f"{i:03}.png").symlink_to(tmp_path / "folder" / "b.png")
    with qtbot.waitSignal(opened.folder_browser.listed):
        opened.open_all([many])
    asked: list[Path] = []
    strip = opened.filmstrip.strip
    strip.needed.connect(asked.extend)
    opened.actions_by_name["filmstrip"].setChecked(True)
    qtbot.waitUntil(lambda: strip.has_thumbnail(many / "000.png"))
    assert len(set(asked)) <= 2 * (opened.width() // CELL.width() + 2)
    bar = strip.horizontalScrollBar()
    asked.clear()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: strip.has_thumbnail(many / "059.png"))
    assert many / "020.png" not in asked and MOST_KEPT >= 60
