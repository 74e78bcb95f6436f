from pathlib import Path

import pytest
from csr.viewer.documents.folder import neighbour


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("img.jpg", "img10.jpg", "img2.PNG", "IMG1.jpg", "notes.txt", "x.webp"):
        (tmp_path / name).touch()
    return tmp_path


def test_names_are_ordered_as_a_person_would(folder: Path) -> None:
    names = ["img.jpg"]
    while (after := neighbour(folder / names[-1], 1)) is not None:
        names.append(after.name)
    assert names == ["img.jpg", "IMG1.jpg", "img2.PNG", "img10.jpg", "x.webp"]
    back = [names[-1]]
    while (before := neighbour(folder / back[-1], -1)) is not None:
        back.append(before.name)
    assert back == names[::-1]


def test_a_file_that_is_no_photo_or_was_deleted_has_neighbours(folder: Path) -> None:
    assert neighbour(folder / "notes.txt", -1) == folder / "img10.jpg"
    assert neighbour(folder / "img3.jpg", 1) == folder / "img10.jpg"


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        neighbour(tmp_path / "gone" / "a.jpg", 1)
