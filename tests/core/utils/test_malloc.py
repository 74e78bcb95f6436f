import subprocess
import sys

import pytest

TAKEN = """
import resource
from pathlib import Path

import numpy as np
from csr.core.utils.malloc import KEPT_BYTES, give_back, keep_freed

{first}

def take():
    blocks = [np.ones(KEPT_BYTES // 16, np.uint8) for _ in range(8)]  # each too small for pages of its own
    del blocks

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

for _ in range(3):
    take()
before = faults()
take()
print(faults() - before)
before = held()
give_back()
print(before - held())
"""
PAGE_BYTES = 4096
TAKEN_BYTES = 64 << 20


def of_a_program(first: str) -> tuple[int, int]:
    """Faults of taking 64 MiB again, and bytes that go back to the system when that is asked for."""
    done = subprocess.run([sys.executable, "-c", TAKEN.format(first=first)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    faults, given = done.stdout.split()
    return int(faults), int(given)


@pytest.mark.skipif(sys.platform != "linux", reason="this is about glibc")
def test_what_is_freed_is_kept_until_it_is_given_back() -> None:
    pages = TAKEN_BYTES // PAGE_BYTES
    faults, given = of_a_program("keep_freed()")
    assert faults < pages / 50
    assert given > TAKEN_BYTES / 2
    faults, _ = of_a_program("")
    assert faults > pages / 10  # or this shows nothing
