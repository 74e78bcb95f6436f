import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from conformance import CHECKS, Check, Subject
from csr.core.field.field import count_in
from csr.core.geometry.view import View
from csr.core.rasterize.cpu import CpuRasterizer
from csr.core.utils.errors import Cancelled
from golden_fields import free_field, lattice_field


@pytest.fixture
def cpu() -> Iterator[CpuRasterizer]:
    cpu = CpuRasterizer(2)
    yield cpu
    cpu.close()


@pytest.mark.parametrize("check", CHECKS)
def test_it_conforms(check: Check, cpu: CpuRasterizer) -> None:
    check(Subject(cpu, tolerance=2e-4))


def test_cancelling_gives_up_between_bands(cpu: CpuRasterizer) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        cpu.draw([lattice_field()], View(4.0, 0, 0, 50, 500), cancelled=cancelled)
    assert 2 < len(asked) < 16


def test_a_drawing_that_is_given_up_keeps_no_tiles(cpu: CpuRasterizer) -> None:
    tile = lattice_field()
    gone = weakref.ref(tile)
    gc.disable()  # what only the collector finds stays for minutes in a large program
    try:
        with suppress(Cancelled):
            cpu.draw([tile], View(4.0, 0, 0, 50, 500), cancelled=lambda: True)
        del tile
        assert gone() is None
    finally:
        gc.enable()


def test_several_threads_may_draw_at_once(cpu: CpuRasterizer) -> None:
    field, view = lattice_field(), View(3.0, 1.0, 1.0, 60, 50)
    expected = cpu.draw([field], view)
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: cpu.draw([field], view), range(12)))
    assert all(np.array_equal(p, expected) for p in pictures)


def test_closing_ends_the_threads() -> None:
    before = threading.active_count()
    rasterizer = CpuRasterizer(3)
    rasterizer.draw([lattice_field()], View(3.0, 1.0, 1.0, 60, 150))
    rasterizer.close()
    assert threading.active_count() == before


def test_kernels_are_counted_in_a_box() -> None:
    field = lattice_field()
    assert count_in([field], (2.0, 3.0, 4.0, 6.0)) == 4 * 6
    assert count_in([free_field([[1, 1], [5, 5]], (1, 0, 1), 1)], (0, 0, 2, 2)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("processor", ["generic", "haswell"])
def test_it_compiles_and_draws_right_without_wide_vectors(processor: str, tmp_path: Path) -> None:
    program = (
        "import numpy as np; from golden_fields import lattice_field;"
        "from csr.core.geometry.view import View;"
        "from csr.core.rasterize.cpu import CpuRasterizer;"
        "from csr.core.rasterize.reference import draw_reference;"
        "f, v = lattice_field(), View(3.0, 7.0, 6.0, 33, 21);"
        "assert np.abs(CpuRasterizer(1).draw([f], v) - draw_reference([f], v)).max() < 2e-4"
    )
    environment = {
        **os.environ,
        "NUMBA_CPU_NAME": processor,
        "NUMBA_CPU_FEATURES": "" if processor == "generic" else "+avx2,+fma,+avx,+sse4.2",
        "NUMBA_CACHE_DIR": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
