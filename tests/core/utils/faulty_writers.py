"""Started by `test_faulty_writes.py`, with the library that makes writes fail: all writers, all faults."""

import ctypes
import errno
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from csr.core.field.export import export_kernels
from csr.core.field.field import GaussianField
from csr.core.field.file import write_field
from csr.core.network.light import LightConfig, untrained
from csr.core.network.torch_file import save_torch_file
from csr.core.network.weights import save_network
from csr.core.photo.encode import save_picture
from csr.core.utils.atomic_file import SaveError, filling, replacing

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR, errno.EDQUOT)
MOST_CALLS = 60

rng = np.random.default_rng(0)
picture = rng.random((96, 64, 3), np.float32)
kernels = np.abs(rng.random((8, 50), np.float32)) + 0.1
kernels[3] = 0
field = GaussianField(kernels, None, (8, 8))
network = untrained(LightConfig(channels=8, blocks=(1, 1, 1), features=4))


def through(write: Callable[[Path], object]) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        with replacing(path, overwrite=True) as part:
            write(part)

    return save


def zipped(part: Path) -> None:
    with zipfile.ZipFile(part, "w") as archive:
        archive.writestr("a.jpg", bytes(30_000))


def folder(path: Path) -> None:
    with filling(path.with_suffix("")) as part:
        save_picture(part / "frame.png", iter([picture]), 64, 96)


WRITERS: dict[str, Callable[[Path], object]] = {
    **{
        f"picture{s}": lambda path: save_picture(path, iter([picture]), 64, 96, overwrite=True)
        for s in (".png", ".tif", ".jpg", ".webp")
    },
    **{
        f"kernels{s}": lambda path: export_kernels(
            path, kernels, np.arange(50), (0.0, 0.0, 8.0, 8.0), overwrite=True
        )
        for s in (".csv", ".npz", ".svg")
    },
    "field.safetensors": through(lambda part: write_field(field, part)),
    "weights.safetensors": through(lambda part: save_network(network, part)),
    "training.checkpoint": through(lambda part: save_torch_file({"a": torch.zeros(4000)}, part)),
    "report.json": through(lambda part: part.write_text(json.dumps({"a": 1}))),
    "set.zip": through(zipped),
    "frames.folder": folder,
}


def main(library: str, place: Path) -> None:
    faults = ctypes.CDLL(library)
    tried = failed = 0
    for name, write in WRITERS.items():
        path = place / name
        for error, half in [*((number, 0) for number in ERRORS), (0, 1)]:
            for calls in range(MOST_CALLS):
                path.write_bytes(b"old")
                faults.plan_fault(calls, error, half)
                problem = ""
                try:
                    write(path)
                except SaveError as refused:
                    problem = str(refused)
                fired = faults.calls_left() < 0
                faults.plan_fault(-1, 0, 0)
                tried += 1
                failed += bool(problem)
                left = [p.name for p in place.iterdir() if p.name.startswith(".")]
                assert not left, (name, error, calls, left)
                if problem:
                    assert path.read_bytes() == b"old", (name, error, calls)
                    assert fired, (name, problem)
                elif name != "frames.folder":
                    assert path.read_bytes() != b"old", (name, error, calls)
                if error not in (0, errno.EINTR):
                    assert bool(problem) == fired, (name, error, calls, problem)
                if not fired:
                    break
    print(f"{len(WRITERS)} writers, {tried} saves, {failed} refused")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
