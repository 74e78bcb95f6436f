"""Every writer, with the n-th write failing for every n: the old file stays whole, and nothing lies about."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("faulty_writers.py")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None, reason="a library is put before Linux's libc"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "faulty_writes.so"
    source = PROGRAM.with_name("faulty_writes.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", str(source), "-o", str(path), "-ldl"], check=True)
    return path


def test_every_writer_with_every_fault(library: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(library), str(tmp_path)],
        env={"LD_PRELOAD": str(library), "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "writers" in done.stdout
