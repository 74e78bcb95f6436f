import os
import random
import sys
from pathlib import Path

import pytest
from csr.core.photo.folder import left_out_of, natural_key, photos_in


def test_names_are_ordered_as_a_person_would() -> None:
    names = [
        *("Abend.jpg", "Äpfel.jpg", "apfel 2.jpg", "Apfel 10.jpg", "bild.jpg", "Bild.png", "éclair.jpg"),
        *("eis.jpg", "img.jpg", "IMG1.jpg", "img2.PNG", "img10.jpg", "Öl.jpg", "straße.jpg", "Strasse 1.jpg"),
        *("x.webp", "zoo.jpg"),
    ]
    for seed in range(5):
        shuffled = random.Random(seed).sample(names, len(names))
        assert sorted(shuffled, key=lambda name: natural_key(Path(name), "de")) == names


def test_only_regular_and_visible_files_are_photos(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.png", "._a.jpg", ".hidden.jpg", "notes.txt", "c.JPG"):
        (tmp_path / name).touch()
    (tmp_path / "album.jpg").mkdir()
    assert [p.name for p in photos_in(tmp_path)] == ["a.jpg", "b.png", "c.JPG"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_that_lead_to_a_file_are_photos_and_pipes_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone.jpg")
    (tmp_path / "device.jpg").symlink_to("/dev/null")
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / ".pipe.jpg")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "album.jpg").mkdir()
    assert [p.name for p in photos_in(tmp_path)] == ["a.jpg", "link.jpg"]
    assert [p.name for p in left_out_of(tmp_path)] == ["dangling.jpg", "device.jpg", "pipe.jpg"]


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        photos_in(tmp_path / "gone")
