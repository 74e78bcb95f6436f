import math
import random
from itertools import pairwise

import pytest
from csr.core.scene.frame_pacing import (
    AT_REST,
    FRAMES_A_SECOND,
    LEVELS,
    SECONDS,
    FramePacer,
    Quality,
    Source,
    Work,
)
from hypothesis import given
from hypothesis import strategies as st

PIXELS = 1280 * 720


def whole(quality: Quality, pixels: int = PIXELS, source: Source = "field") -> Work:
    return Work(source, math.ceil(pixels * quality.resolution**2), quality)


Seen = list[tuple[int, float]]


def run(
    pace: FramePacer, overhead: float, throughput: float, noise: float, seed: int = 0
) -> tuple[FramePacer, Seen]:
    """Levels and true times of 60 frames at a steady throughput, measured wrong by up to a factor `noise`."""
    chance = random.Random(seed)
    seen: Seen = []
    for _ in range(60):
        pace, quality = pace.chosen(whole)
        seconds = overhead + whole(quality).amount / throughput
        pace = pace.measured(whole(quality), seconds * noise ** chance.uniform(-1, 1))
        seen.append((pace.level, seconds))
    return pace, seen


LEAST = whole(LEVELS[-1]).amount


@given(
    overhead=st.floats(0, SECONDS / 3),
    seconds_at_least=st.floats(1e-5, SECONDS / 2),
    noise=st.floats(1, 1.2),
    growth=st.floats(1, 100),
    seed=st.integers(0, 1000),
)
def test_the_pace_is_kept_and_the_quality_never_swings(
    overhead: float, seconds_at_least: float, noise: float, growth: float, seed: int
) -> None:
    """Where the least quality keeps the pace at all. The quality goes one way until it fits, and stays."""
    throughput = LEAST / seconds_at_least
    pace, seen = run(FramePacer(), overhead, throughput, noise, seed)
    levels = [level for level, _ in seen]
    assert levels == sorted(levels)
    # The median may be a factor of 1.2 too small.
    assert seen[-1][1] <= 1.2 * SECONDS < 1 / FRAMES_A_SECOND
    _, seen = run(pace, overhead, throughput * growth, noise, seed)
    levels = [level for level, _ in seen[3:]]  # until nothing is left of the times before
    assert levels == sorted(levels, reverse=True)
    assert seen[-1][1] <= 1.2 * SECONDS


@given(st.floats(1e-6, 0.03))
def test_without_overhead_the_best_quality_that_fits_is_found_at_once(seconds: float) -> None:
    """The second frame already, as soon as one was measured."""
    _, seen = run(FramePacer(), 0, whole(AT_REST).amount / seconds, 1)
    best = next(
        i for i, q in enumerate(LEVELS) if whole(q).amount <= whole(AT_REST).amount / seconds * SECONDS
    )
    assert {level for level, _ in seen[1:]} == {best}


def test_a_fast_machine_draws_moving_views_as_at_rest() -> None:
    _, seen = run(FramePacer(), 0.001, whole(AT_REST).amount / 0.008, 1.1)
    assert {level for level, _ in seen} == {0}


def test_quality_returns_when_there_is_less_to_draw() -> None:
    pace = FramePacer().measured(whole(AT_REST), 4 * SECONDS)
    pace, slow = pace.chosen(whole)
    assert slow.resolution < 1
    pace, quality = pace.chosen(lambda q: Work("field", PIXELS // 10, q))
    assert quality == AT_REST


def test_one_hitch_changes_nothing() -> None:
    pace = FramePacer()
    for seconds in (0.01, 0.01, 0.5):
        pace = pace.measured(whole(AT_REST), seconds)
        pace, quality = pace.chosen(whole)
    assert quality == AT_REST


def test_sources_are_measured_apart() -> None:
    pace = FramePacer().measured(whole(AT_REST, source="photo"), 10.0)
    assert pace.chosen(whole)[1] == AT_REST
    assert pace.chosen(lambda q: whole(q, source="photo"))[1] == LEVELS[-1]


@pytest.mark.parametrize(("better", "worse"), list(pairwise(LEVELS)))
def test_levels_go_down_in_what_they_cost(better: Quality, worse: Quality) -> None:
    assert whole(worse).amount < whole(better).amount
