"""What the command line names is looked at once, and waited for only a while where a window is to show."""

from pathlib import Path

import pytest
from csr.viewer.documents.named_photos import NamedPhotos, look_at

from .test_folder_browser import dead_share


def test_folders_stand_for_their_photos(photo: Path) -> None:
    folder, other = photo.parent, photo.parent.parent / "x.txt"
    other.touch()
    photos = tuple(photo.with_name(f"{name}.png") for name in "abc")
    assert look_at([other, folder], None) == NamedPhotos((other, *photos), have_folder=True)
    assert look_at([photo], None) == NamedPhotos((photo,))
    assert look_at([], 0.0) == NamedPhotos()


def test_what_cannot_be_opened_is_told(photo: Path, tmp_path: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    assert look_at([photo, tmp_path / "none"], None).problem == f"There is no file {tmp_path / 'none'}."
    assert look_at([empty], None).problem == f"There is no photo in the folder {empty}."


def test_a_folder_that_cannot_be_read_is_an_error(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("csr.viewer.documents.named_photos.photos_in", refuse)
    with pytest.raises(PermissionError):
        look_at([photo.parent], None)


def test_a_dead_share_keeps_no_window_from_showing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with dead_share(tmp_path / "dead", monkeypatch) as dead:
        assert look_at([dead / "x.png"], 0.05) == NamedPhotos((dead / "x.png",))
