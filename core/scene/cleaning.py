"""How strongly compression is cleaned away when a network makes a photo's field."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cleaning:
    """Strength of compression that a conditioned network is given for a photo."""

    strength: float
    """0 (taken as clean) to 1 (taken as a JPEG of quality 30)."""
    automatic: bool
    """True where the file and its pixels tell; otherwise a person chose it."""
