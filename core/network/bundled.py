"""Weights that ship with the program."""

from __future__ import annotations

from importlib import resources


def bundled() -> list[str]:
    """Names of the weights that ship with the program."""
    folder = resources.files("csr.resources") / "weights"
    return sorted(
        f.name.removesuffix(".safetensors") for f in folder.iterdir() if f.name.endswith(".safetensors")
    )
