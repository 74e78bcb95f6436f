import numpy as np
import pytest
import torch
from csr.core.training.crops import Crops, ahead, grouped
from csr.core.training.downsample import downsampled
from csr.core.utils.errors import CsrError

CPU = torch.device("cpu")


def test_crops_are_parts_of_the_pictures_in_all_eight_positions() -> None:
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 256, (h, w, 3), dtype=np.uint8) for h, w in ((9, 6), (5, 5), (4, 30), (7, 8))]
    crops = Crops(pictures, 5, CPU)
    assert crops.sizes == [(9, 6), (5, 5), (7, 8)]
    whole = pictures[0], pictures[1], pictures[3]
    seen: set[tuple[int, ...]] = set()
    for crop in crops.taken(5, 2000, rng).permute(0, 2, 3, 1).numpy():
        for turns in range(4):
            for mirrored in (False, True):
                upright = np.rot90(crop[:, ::-1] if mirrored else crop, -turns)
                for i, picture in enumerate(whole):
                    for y in range(picture.shape[0] - 4):
                        for x in range(picture.shape[1] - 4):
                            if np.array_equal(picture[y : y + 5, x : x + 5], upright):
                                seen.add((i, y, x, turns, mirrored))
    # 2000 draws of pictures, places and positions: the rarest of them, 1 in 288, all but surely occur
    assert len(seen) == 8 * (5 * 2 + 1 + 3 * 4)
    with pytest.raises(CsrError, match="sides of 10 pixels"):
        Crops(pictures, 10, CPU)


def test_a_group_holds_crops_their_reductions_and_what_became_of_them() -> None:
    rng = np.random.default_rng(0)
    targets = torch.from_numpy(rng.integers(0, 256, (2, 3, 12, 12), dtype=np.uint8))
    group = grouped(targets, 4, rng)
    assert group.view.scale == 3
    assert torch.equal(group.target, targets.float() / 255)
    assert torch.equal(group.downsampled, downsampled(targets, 4, 4).float() / 255)
    inverted = grouped(targets, 4, rng, lambda picture, _: (255 - picture, 0.5))
    assert torch.equal(inverted.downsampled, (255 - downsampled(targets, 4, 4)).float() / 255)
    assert torch.equal(grouped(targets, 12, rng).downsampled, group.target)


def test_a_batch_depends_on_the_seed_and_its_number_alone() -> None:
    def make(rng: np.random.Generator) -> list:
        return [rng.random()]

    numbers = [next(ahead(make, 7, k)) for k in range(6)]
    stream = ahead(make, 7, 0)
    assert [next(stream) for _ in range(6)] == numbers
    assert len({number for (number,) in numbers}) == 6 and next(ahead(make, 8, 0)) != numbers[0]


def test_a_target_is_what_its_view_shows_of_the_reduction() -> None:
    rng = np.random.default_rng(0)
    ramp = torch.arange(96, dtype=torch.uint8).expand(1, 3, 96, 96)
    for _ in range(10):
        group = grouped(ramp, 32, rng, shave=4, window=40)
        view = group.view
        assert (view.scale, view.width, view.height) == (3, 40, 40)
        assert view.x0 >= 4 and view.x0 + 40 / 3 <= 28 and view.y0 >= 4 and view.y0 + 40 / 3 <= 28
        assert float(group.target[0, 0, 0, 0]) * 255 == pytest.approx(view.x0 * 3)
    assert grouped(ramp, 32, rng, lambda picture, _: (picture, 0.25)).strength.tolist() == [0.25]
