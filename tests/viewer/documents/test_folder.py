import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from csr.viewer.documents.folder import list_folder, neighbour, with_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("img.jpg", "img10.jpg", "img2.PNG", "IMG1.jpg", "notes.txt", "x.webp"):
        (tmp_path / name).touch()
    return tmp_path


def test_names_are_ordered_as_a_person_would(folder: Path) -> None:
    files = list_folder(folder).files
    assert [path.name for path in files] == ["img.jpg", "IMG1.jpg", "img2.PNG", "img10.jpg", "x.webp"]
    for here, after in pairwise(files):
        assert neighbour(here, 1, files) == after and neighbour(after, -1, files) == here
    assert neighbour(files[0], -1, files) is None and neighbour(files[-1], 1, files) is None


def test_a_file_that_is_no_photo_or_was_deleted_has_neighbours(folder: Path) -> None:
    files = list_folder(folder).files
    assert neighbour(folder / "notes.txt", -1, files) == folder / "img10.jpg"
    assert neighbour(folder / "img3.jpg", 1, files) == folder / "img10.jpg"
    assert with_file(files, folder / "img3.jpg").index(folder / "img3.jpg") == 3


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        list_folder(tmp_path / "gone")


def test_a_listing_is_fresh_until_the_folder_changes(folder: Path) -> None:
    # One that changed a moment ago may change again within the same tick of its clock.
    assert not list_folder(folder).is_fresh
    old = time.time_ns() - 10**10
    os.utime(folder, ns=(old, old))
    listing = list_folder(folder)
    assert listing.is_fresh
    (folder / "y.png").touch()
    assert not listing.is_fresh
