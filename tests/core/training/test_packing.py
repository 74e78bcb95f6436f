import zipfile
from pathlib import Path

import numpy as np
import pytest
from csr.core.cli.main import main
from csr.core.photo.metrics import psnr_y
from csr.core.training.data import load_pictures
from csr.core.training.packing import LEAST_SIDE, LONGEST_SIDE, pack
from csr.core.utils.errors import CsrError
from PIL import Image


def _picture(width: int, height: int, seed: int) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (9, 9, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    _picture(360, 260, 0).save(folder / "same name.png")
    _picture(1300, 900, 1).save(folder / "more" / "same name.png")
    _picture(400, LEAST_SIDE - 1, 2).save(folder / "narrow.png")
    return folder


def test_pictures_are_reduced_packed_and_come_back(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "set.zip"
    looked_at: list[None] = []
    packed = pack(folder, out, 10_000_000, lambda: looked_at.append(None), overwrite=False)
    assert (packed.pictures, packed.too_small, packed.beyond, len(looked_at)) == (2, 1, 0, 3)
    assert packed.size == out.stat().st_size
    small, large = sorted(load_pictures(out), key=len)
    assert large.shape == (round(900 * LONGEST_SIDE / 1300), LONGEST_SIDE, 3)
    original = np.asarray(Image.open(folder / "same name.png"))
    assert psnr_y(small, original, 1) > 40  # JPEG of quality 95


def test_the_file_stays_below_its_largest_size(folder: Path, tmp_path: Path) -> None:
    whole = pack(folder, tmp_path / "whole.zip", 10_000_000, lambda: None, overwrite=False)
    for largest in (whole.size - 1, whole.size // 2):
        packed = pack(folder, tmp_path / "part.zip", largest, lambda: None, overwrite=True)
        assert packed.size <= largest
        assert (packed.pictures, packed.beyond) == (1, 1)


def test_what_cannot_be_packed_or_read_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "set.zip"
    for words, expected in (
        ([str(folder), str(tmp_path / "set.tar")], "ends in .zip"),
        ([str(folder), str(out), "--megabytes", "0.001"], "fits the file"),
        ([str(tmp_path / "nothing"), str(out)], "there is no folder"),
    ):
        assert main(["pack", *words]) == 2
        assert expected in capsys.readouterr().err
        assert not out.exists()
    assert main(["pack", str(folder), str(out)]) == 0
    assert "2 pictures" in capsys.readouterr().out
    assert main(["pack", str(folder), str(out)]) == 2
    out.write_bytes(b"no archive")
    with pytest.raises(CsrError, match="no packed training set"):
        load_pictures(out)


def zipped(path: Path, entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_sets_that_lie_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    bomb = {f"{i}.png": bytes(1 << 20) for i in range(8)}
    whole = zipped(tmp_path / "whole.zip", {"a.png": b"x" * 1000}).read_bytes()
    encrypted = bytearray(whole)
    encrypted[6] |= 1  # the flag in the entry's own head, and in the list at the end
    encrypted[whole.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "encrypted.zip").write_bytes(encrypted)
    (tmp_path / "cut.zip").write_bytes(whole[:-30])
    method = bytearray(whole)
    method[whole.index(b"PK\x01\x02") + 10] = 77
    (tmp_path / "method.zip").write_bytes(method)
    zipped(tmp_path / "bomb.zip", bomb, zipfile.ZIP_DEFLATED)
    zipped(tmp_path / "none.zip", {"a.txt": b"x"})
    for name, reason in (
        ("encrypted", "encrypted"),
        ("cut", "damaged"),
        ("method", "damaged"),
        ("bomb", "8 times its size"),
        ("none", "no pictures"),
        ("missing", "no file"),
    ):
        with pytest.raises(CsrError, match=reason):
            load_pictures(tmp_path / f"{name}.zip")
