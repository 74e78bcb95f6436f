import numpy as np
import pytest
from csr.core.network.bundled import bundled
from csr.core.photo.photo import photo_from_pixels
from csr.core.scene.open import field_of, weights_for
from csr.core.scene.weights_choice import FINE, LIGHT, WeightsChoice, automatic
from csr.core.utils.errors import CsrError


@pytest.mark.parametrize(
    ("names", "gpu", "chosen"),
    [
        (["fine", "light"], False, WeightsChoice("light", "cpu")),
        (["fine", "light"], True, WeightsChoice("fine", "gpu")),
        (["light"], True, WeightsChoice("light", "gpu")),
        (["fine"], False, WeightsChoice("fine", "cpu")),
        (["other", "light"], False, WeightsChoice("light", "cpu")),
    ],
)
def test_the_weights_follow_what_runs_them(names: list[str], gpu: bool, chosen: WeightsChoice) -> None:
    assert automatic(names, gpu=gpu) == chosen


def test_where_there_are_none_a_sentence_says_so() -> None:
    with pytest.raises(CsrError, match="name a weights file"):
        automatic([], gpu=False)


def test_every_weights_that_ship_can_be_chosen() -> None:
    assert bundled() == sorted((FINE, LIGHT))


def test_a_photo_gets_the_chosen_weights_or_those_that_are_named() -> None:
    photo = photo_from_pixels(np.zeros((7, 9, 3), np.uint8))
    assert weights_for("auto", "cpu") == WeightsChoice("light", "cpu")
    assert field_of(photo, "auto", "cpu").source.model == "light"
    assert weights_for("fine", "cpu") == WeightsChoice("fine", "asked")
    assert field_of(photo, "fine", "cpu").source.model == "fine"
