"""gsplat's CUDA extension: found where it was built, loaded from there, and built when a person asks for it.

gsplat builds itself when the first of its functions is called, for minutes, with the toolkit's compiler; even
a finished build is gone through again by ninja. Nothing of gsplat is therefore imported before its extension,
loaded from its file, stands where gsplat looks first.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ...utils.errors import DeviceError

KNOWN = "1.5."
"""Versions whose way of building and loading was read; another may build on import."""
NAME = "gsplat_cuda"
"""Name of the built extension."""
NOT_BUILT = "its CUDA extension is not built; csr devices --build-gsplat builds it"


def reason() -> str:
    """An empty text where the built extension can be loaded, or why not; nothing is imported."""
    try:
        found = version("gsplat")
    except PackageNotFoundError:
        return "gsplat is not installed"
    if not found.startswith(KNOWN):
        return f"gsplat {found} is not known to this program, which can use {KNOWN}x"
    return "" if built_extension() is not None else NOT_BUILT


def built_extension() -> Path | None:
    """The file of gsplat's built extension, or None."""
    spec = importlib.util.find_spec("gsplat")
    if spec is None or spec.origin is None:
        return None
    places = [Path(spec.origin).with_name(f"csrc{suffix}") for suffix in EXTENSION_SUFFIXES]  # in a wheel
    built = _build_folder()
    places += [built / f"{NAME}.pyd", built / f"{NAME}.so"]
    return next((place for place in places if place.is_file()), None)


def _build_folder() -> Path:
    """Folder that torch's extension builder writes to; it need not be there.

    The builder itself could tell, but importing it takes long, makes the folder, and may warn.
    """
    import torch
    from torch import _appdirs

    root = os.environ.get("TORCH_EXTENSIONS_DIR")
    if root is not None:
        return Path(root) / NAME
    cuda = f"cu{torch.version.cuda.replace('.', '')}" if torch.version.cuda else "cpu"
    python = f"py{sys.version_info.major}{sys.version_info.minor}{getattr(sys, 'abiflags', '')}"
    root = _appdirs.user_cache_dir(appname="torch_extensions")
    return Path(root) / f"{python}_{cuda}" / NAME


def load() -> None:
    """Make gsplat's functions callable, without building anything.

    Raises:
        DeviceError: if the extension is not built, or does not fit (built for another torch).
    """
    why = reason()
    file = built_extension()
    if why or file is None:
        raise DeviceError(f"gsplat cannot be used: {why}")
    name = file.name.split(".")[0]
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise DeviceError(f"gsplat cannot be used: {file} is no extension")
    try:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    except ImportError as error:
        raise DeviceError(
            f"gsplat cannot be used: its extension does not fit this torch ({error})"
        ) from error
    sys.modules["gsplat.csrc"] = module
