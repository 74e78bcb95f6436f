"""Programs as they run on a small machine, and where next to nothing can be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from csr import core, resources

MEMORY_BYTES = 1_500_000_000
SECONDS = 300
"""Limit, of a loaded machine: where no cache can be written, everything is compiled anew."""
CSR = "import sys; from csr.core.cli.main import main; sys.exit(main(sys.argv[1:]))"
WINDOW = "import sys; from csr.viewer.app import run; run(sys.argv[1:])"
READ_ONLY = """
for folder in "$@"; do
    shift
    [ "$folder" = -- ] && break
    mount --bind "$folder" "$folder" && mount -o remount,bind,ro "$folder" || exit 77
done
if [ -d "$TMPDIR" ]; then
    mount -t tmpfs -o size=16k none "$TMPDIR" || exit 77
fi
exec "$@"
"""
"""Makes folders read-only, up to --, and the temporary one small, for one program: in its own namespace."""
NOT_POSSIBLE = 77
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits and namespaces are Linux's")


def run_small(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program on one core, with 1.5 GB; no other limit than those that anyone can set is used."""
    import resource

    def limit() -> None:
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("OMP_NUM_THREADS", None)
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env=environment,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def run_read_only(
    program: str, *words: str, folder: Path, temporary: Path, piped: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program in the C locale; it can write nowhere but to its working folder.

    Args:
        program: Python.
        words: its arguments.
        folder: the working folder; the home folder is made in it.
        temporary: if it exists, no photo fits into it.
        piped: goes to standard input.
    """
    home = folder / "home"
    home.mkdir(exist_ok=True)
    closed = [str(Path(str(module.__file__)).parent) for module in (core, resources)]
    closed += [str(Path(closed[0]).with_name("viewer")), str(home)]
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    with (piped or Path(os.devnull)).open("rb") as source:
        done = subprocess.run(
            [
                "unshare",
                "-rm",
                "sh",
                "-c",
                READ_ONLY,
                "sh",
                *closed,
                "--",
                sys.executable,
                "-c",
                program,
                *words,
            ],
            stdin=source,
            env={**keep, "HOME": str(home), "TMPDIR": str(temporary), "LC_ALL": "C"}
            | {"QT_QPA_PLATFORM": "offscreen"},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    if done.returncode == NOT_POSSIBLE or "unshare failed" in done.stderr:
        pytest.skip("no namespaces here")
    return done
