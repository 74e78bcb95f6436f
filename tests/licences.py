"""Licences of all that is installed with csr-viewer, as resources/licences.md: `python tests/licences.py`.

Names come from the installed packages' requirements, licences from pip-licenses (`pip install pip-licenses`),
or from `TOLD` where a package's metadata names none. Needs all extras but `test`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OUT = Path(__file__).parents[1] / "resources" / "licences.md"
EXTRAS = ("plots", "metrics", "onnx", "raw", "exr", "jxl")
TOLD = {
    "gsplat": "Apache-2.0",  # its LICENSE file, as of the next two
    "openexr": "BSD-3-Clause",
    "torchvision": "BSD-3-Clause",
}
OF_SOME_MACHINES = re.compile(r"nvidia-.*|cuda-.*|triton|intel-.*|tcmlib|umf|tbb|mkl|colorama|tzdata")
"""What torch's builds for GPUs bring, and what only Windows needs: not everywhere installed."""
HEAD = """\
# Licences of what csr-viewer uses

csr-viewer itself, its networks' weights and icons: MIT ([LICENSE](../LICENSE)). It contains no code of other
projects; `pip` installs these packages, each under its own licence, as `python tests/licences.py` found them:

"""
TAIL = """
`pip install torch` on Linux also brings NVIDIA's CUDA libraries under NVIDIA's own licences, and triton
(MIT); the CPU build of torch does not. PySide6 (Qt) is used under the LGPL: it is a package of its own, which
can be exchanged for another build. Packages of an extra are installed only where that is asked for.
"""


def dependencies() -> dict[str, str]:
    """Return what is installed with csr-viewer on this machine: the extra that brings it, "" for none."""
    found: dict[str, str] = {}
    for extra in ("", *EXTRAS):
        waiting = [("csr-viewer", frozenset({extra}))]
        while waiting:
            name, extras = waiting.pop()
            for line in _requirements(name):
                wanted = Requirement(line)
                environments = [{"extra": one} for one in (extras or {""})]
                if wanted.marker is not None and not any(map(wanted.marker.evaluate, environments)):
                    continue
                key = canonicalize_name(wanted.name)
                if key not in found and not OF_SOME_MACHINES.fullmatch(key):
                    found[key] = extra
                    waiting.append((key, frozenset(wanted.extras)))
    return found


def _requirements(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:  # of an extra
        return []


def main() -> None:
    """Write the file."""
    names = dependencies()
    words = [
        sys.executable,
        "-m",
        "piplicenses",
        "--format=json",
        "--from=mixed",
        "--with-urls",
        "--with-system",
    ]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    packages = {canonicalize_name(entry["Name"]): entry for entry in told}
    lines = ["| package | licence | extra | page |", "|---|---|---|---|"]
    for name, extra in sorted(names.items()):
        entry = packages.get(name, {"Name": name, "License": "UNKNOWN", "URL": ""})
        licence = TOLD[name] if entry["License"] == "UNKNOWN" else entry["License"]
        page = entry["URL"] if entry["URL"] not in ("", "UNKNOWN") else f"https://pypi.org/project/{name}/"
        lines.append(f"| {entry['Name']} | {licence.replace('; ', ', ')} | {extra} | {page} |")
    OUT.write_text(HEAD + "\n".join(lines) + "\n" + TAIL, encoding="utf-8")


def listed() -> dict[str, str]:
    """Return the licences of the file, by the packages' names."""
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", OUT.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): licence.strip() for name, licence in rows if name != "package"}


if __name__ == "__main__":
    main()
