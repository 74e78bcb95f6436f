import numpy as np
from csr.core.training.degradation import as_camera_file, streaks, with_rain


def test_rain_is_bright_slanted_and_as_dense_as_asked() -> None:
    covers: list[float] = []
    for seed in range(20):
        veil = streaks(60, 80, np.random.default_rng(seed))
        assert veil.shape == (60, 80) and veil.min() >= 0 and 0.05 < veil.max() <= 1
        # along the streaks the veil changes more slowly than across them
        along, across = np.abs(np.diff(veil, axis=0)).mean(), np.abs(np.diff(veil, axis=1)).mean()
        covers.append(float(veil.mean()))
        assert along < across
    assert max(covers) > 2 * min(covers)
    picture = np.full((60, 80, 3), 100, np.uint8)
    wet = with_rain(picture, np.random.default_rng(0))
    assert wet.dtype == np.uint8 and (wet >= picture).all() and (wet > picture).any()


def test_camera_files_are_degraded_and_it_is_told_how_much() -> None:
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (16, 16, 3), dtype=np.uint8)
    made = [as_camera_file(picture, rng) for _ in range(200)]
    clean = [strength for file, strength in made if np.array_equal(file, picture)]
    assert set(clean) == {0.0} and 0.5 < len(clean) / len(made) < 0.8
    strengths = [strength for _, strength in made if strength]
    assert min(strengths) > 0 and max(strengths) <= 1
