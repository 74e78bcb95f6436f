"""What every test runs with, whatever else the machine does."""

import os
import threading
from collections.abc import Iterator

import pytest
from csr.core.utils.log import stop_logging
from hypothesis import settings
from threads import leaked
from tqdm import tqdm

# The networks of tests are tiny. More threads only wait for each other, for seconds on a loaded machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# The thread by which it watches its bars would outlive the tests that show one.
tqdm.monitor_interval = 0

# A slow example is no failure: the first one imports, compiles, or shares the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _log_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither a test nor a program that it starts writes to the log of who runs the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.delenv("CSR_LOG", raising=False)
    yield
    stop_logging()


@pytest.fixture(autouse=True)
def _no_thread_outlives_its_test() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert not leaked(before), "threads outlived the test"
