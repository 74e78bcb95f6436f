"""gsplat's CUDA extension built, when a person asks for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from ...utils.errors import DeviceError
from .gsplat import NOT_BUILT, built_extension, reason


def build() -> None:
    """Build gsplat's extension, with progress on the terminal; it takes minutes.

    Raises:
        DeviceError: if there is nothing to build it with or for, or the build fails.
    """
    from tqdm import tqdm

    from .backend import probe

    why = reason()
    if not why:
        print(f"gsplat's CUDA extension is built already: {built_extension()}")
        return
    if why != NOT_BUILT:
        raise DeviceError(why)
    why = probe()
    if why:
        raise DeviceError(f"gsplat's extension is of no use here: {why}")
    from torch.utils.cpp_extension import CUDA_HOME

    if CUDA_HOME is None:
        raise DeviceError("building gsplat's extension takes a CUDA toolkit, and there is none here")
    program = "from gsplat.cuda._backend import _C; assert _C is not None, 'gsplat found no CUDA toolkit'"
    lines: list[str] = []
    with (
        subprocess.Popen(
            [sys.executable, "-u", "-c", program],
            env={**os.environ, "VERBOSE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as child,
        tqdm(unit="file", desc="building gsplat's CUDA extension", leave=False) as bar,
    ):
        assert child.stdout is not None
        for line in child.stdout:
            lines.append(line.rstrip())
            step = re.match(r"\[(\d+)/(\d+)\]", line)  # ninja's count
            if step:
                bar.n, bar.total = int(step[1]), int(step[2])
                bar.refresh()
    if child.returncode != 0 or built_extension() is None:
        raise DeviceError("\n".join(["gsplat's extension could not be built; its last words:", *lines[-10:]]))
    print(f"gsplat's CUDA extension is built: {built_extension()}")
