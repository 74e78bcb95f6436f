"""A rasterizer on a pretended GPU."""

import sys
import types
from collections.abc import Iterator

import pytest
from csr.core.geometry.view import View
from csr.core.rasterize.cuda import backend
from csr.core.rasterize.cuda.rasterizer import CudaRasterizer
from cuda_emulator import emulated_sum


@pytest.fixture
def gsplat_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """gsplat's two functions, in its own reference versions for the CPU."""
    from gsplat.cuda._torch_impl import _isect_offset_encode, _isect_tiles

    wrapper = types.ModuleType("gsplat.cuda._wrapper")
    wrapper.isect_tiles, wrapper.isect_offset_encode = _isect_tiles, _isect_offset_encode  # pyright: ignore
    monkeypatch.setitem(sys.modules, "gsplat.cuda._wrapper", wrapper)


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What was found out about this machine's GPU is found out again, and forgotten after the test."""
    backend._found.cache_clear()  # pyright: ignore[reportPrivateUsage]
    yield
    backend._found.cache_clear()  # pyright: ignore[reportPrivateUsage]


ROOM = 1 << 30


VIEW = View(3.3, 5.1, 4.2, 61, 47)


@pytest.fixture(scope="module")
def gpu() -> Iterator[CudaRasterizer]:
    made = CudaRasterizer(emulated_sum(), ROOM)
    yield made
    made.close()
