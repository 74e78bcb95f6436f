from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from csr.core.network.bundled import bundled
from csr.core.photo.decode import load_photo
from csr.core.photo.photo import Photo, photo_from_pixels
from csr.core.scene.open import field_of, weights_for
from csr.core.scene.weights_choice import BUNDLED, Bundled, WeightsChoice, automatic
from csr.core.utils.errors import CsrError
from PIL import Image

CLEAN = photo_from_pixels(np.zeros((4, 4, 3), np.uint8))
TABLE = (Bundled("level", jpeg_quality_below=92, for_cpu=True), *BUNDLED[1:])
ALL = ["fine", "level", "light"]


def jpeg(quality: int) -> Photo:
    return replace(CLEAN, jpeg_quality=quality)


@pytest.mark.parametrize(
    ("photo", "names", "gpu", "name", "reason"),
    [
        (CLEAN, ALL, False, "level", "cpu"),
        (CLEAN, ALL, True, "fine", "gpu"),
        (CLEAN, ["light", "level"], True, "light", "gpu"),
        (jpeg(91), ALL, False, "level", "jpeg"),
        (jpeg(91), ALL, True, "level", "jpeg"),
        (jpeg(91), ["light", "fine"], False, "light", "cpu"),
        (jpeg(92), ALL, False, "level", "cpu"),
    ],
)
def test_the_weights_follow_the_photo_and_what_runs_them(
    photo: Photo, names: list[str], gpu: bool, name: str, reason: str
) -> None:
    assert automatic(photo, names, gpu=gpu, table=TABLE) == WeightsChoice(name, reason)  # pyright: ignore


def test_where_nothing_fits_a_sentence_says_so() -> None:
    with pytest.raises(CsrError, match="name a weights file"):
        automatic(CLEAN, [], gpu=False)


def test_every_weights_that_ship_are_in_the_table_and_light_fits_every_photo() -> None:
    assert set(bundled()) <= {row.name for row in BUNDLED}
    assert "light" in bundled()
    for gpu in (False, True):
        assert automatic(CLEAN, ["light"], gpu=gpu).name == "light"


def test_a_photo_gets_the_chosen_weights_or_those_that_are_named(tmp_path: Path) -> None:
    Image.new("RGB", (9, 7)).save(tmp_path / "p.jpg", quality=60)
    photo = load_photo(tmp_path / "p.jpg")
    assert photo.jpeg_quality == 60
    expected = automatic(photo, bundled(), gpu=False)
    assert weights_for(photo, "auto", "cpu") == expected
    assert field_of(photo, "auto", "cpu").source.model == expected.name
    assert weights_for(photo, "light", "cpu") == WeightsChoice("light", "asked")
    assert field_of(photo, "light", "cpu").source.model == "light"
