"""Training by two processes of one thread each against one process of two threads, on a CPU.

    python tests/benchmarks/ranks.py FOLDER [--minutes 1] [--rounds 2]

Steps are those of the weights' header, of the minutes given. Processor seconds are of all
processes together, their start included. The arrangements take turns, because other programs' load changes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from csr.core.utils.file_header import read_file_header

ARRANGEMENTS = {
    "1 process of 2 threads": (["-m", "csr.train"], 2),
    "2 ranks of 1 thread": (["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"], 1),
}


def train(words: list[str], threads: int, folder: Path, minutes: float) -> tuple[int, float]:
    """Steps of a training, and the processor seconds of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if words[-1] != "csr.train":
        words = [*words, "-m", "csr.train"]
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "w.safetensors"
        command = [sys.executable, *words, str(folder), str(out), "--minutes", str(minutes)]
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "NUMBA_NUM_THREADS": str(threads)}
        subprocess.run(command, check=True, env=environment, capture_output=True)
        steps = read_file_header(out).steps or 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return steps, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    print("| round | training by | steps | processor seconds |\n|---|---|---|---|")
    for number in range(1, arguments.rounds + 1):
        for name, (words, threads) in ARRANGEMENTS.items():
            steps, seconds = train(words, threads, arguments.folder, arguments.minutes)
            print(f"| {number} | {name} | {steps} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
