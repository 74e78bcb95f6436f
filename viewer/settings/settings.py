"""Settings: what a person chooses once and keeps; what each may be, and how it is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...core.network.bundled import bundled
from ...core.scene.weights_choice import AUTOMATIC as AUTOMATIC_WEIGHTS
from .. import style
from ..devices.names import AUTOMATIC, DEVICES
from ..documents.photo_cache import DECODED_BYTES
from ..i18n import LANGUAGES
from ..render.marks import Colour, Colours

WHEEL = ("zooms", "pans")
THEMES = ("dark", "light", "system")
SYSTEM_LANGUAGE = "system"
MEMORY_LIMITS = (128, 1 << 20)
"""Limits of the memory budget, in MiB."""
DECODED_SHARE = 1 / 3
"""Share of decoded photos in a memory budget that a person chose; the rest is for the field."""


@dataclass(frozen=True)
class Settings:
    """All of them."""

    theme: str = THEMES[0]
    """Colours of the window: see `THEMES`."""
    language: str = SYSTEM_LANGUAGE
    """Language of the window, from the next start: of `LANGUAGES`, or `SYSTEM_LANGUAGE`."""
    wheel: str = WHEEL[0]
    """Effect of the wheel by itself: see `WHEEL`."""
    device: str = AUTOMATIC
    """The device that draws: a name of `DEVICES`, or `AUTOMATIC`."""
    weights: str = AUTOMATIC_WEIGHTS
    """The weights that make fields: the name of bundled weights, a weights file, or `AUTOMATIC_WEIGHTS`."""
    memory: int | None = None
    """MiB for the field and for photos that are not shown; None: see `memory_shares`."""
    positions_colour: Colour = style.POSITION_COLOUR
    covariances_colour: Colour = style.COVARIANCE_COLOUR
    selection_colour: Colour = style.SELECTION_COLOUR
    grid_colour: Colour = style.GRID_COLOUR

    @property
    def colours(self) -> Colours:
        """Colours of the overlays."""
        return Colours(
            self.positions_colour, self.covariances_colour, self.selection_colour, self.grid_colour
        )

    def memory_shares(self) -> tuple[int | None, int]:
        """Bytes for a field, None where the machine's memory decides, and for photos that are not shown."""
        if self.memory is None:
            return None, DECODED_BYTES
        photos = int(self.memory * DECODED_SHARE)
        return (self.memory - photos) << 20, photos << 20


DEFAULTS = Settings()


@dataclass(frozen=True)
class Kind:
    """The values that a setting may have."""

    allowed: str
    """In words."""
    read: Callable[[str], object]
    """The value of a text; raises ValueError where it has none."""
    written: Callable[[Any], str] = str
    """The text of a value."""


def _one_of(*words: str) -> Kind:
    def read(text: str) -> str:
        known = next((word for word in words if word.lower() == text.lower()), None)
        if known is None:
            raise ValueError
        return known

    return Kind(", ".join(words), read)


def _read_weights(text: str) -> str:
    if text in (AUTOMATIC_WEIGHTS, *bundled()):
        return text
    path = Path(text).expanduser()
    if path.is_absolute() and path.is_file():
        return str(path)
    raise ValueError


def _read_memory(text: str) -> int | None:
    if text.lower() == "auto":
        return None
    least, most = MEMORY_LIMITS
    memory = int(text)
    if least <= memory <= most:
        return memory
    raise ValueError


def _read_colour(text: str) -> Colour:
    digits = text.removeprefix("#")
    if len(digits) != 6:
        raise ValueError
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


_COLOUR = Kind("#rrggbb", _read_colour, lambda colour: "#" + bytes(colour).hex())
KINDS = {
    "theme": _one_of(*THEMES),
    "language": _one_of(SYSTEM_LANGUAGE, *LANGUAGES),
    "wheel": _one_of(*WHEEL),
    "device": _one_of(AUTOMATIC, *DEVICES),
    "weights": Kind(", ".join((AUTOMATIC_WEIGHTS, *bundled(), "/path/of/a/file.safetensors")), _read_weights),
    "memory": Kind(
        f"auto, or MiB from {MEMORY_LIMITS[0]} to {MEMORY_LIMITS[1]}",
        _read_memory,
        lambda memory: "auto" if memory is None else str(memory),
    ),
    "positions_colour": _COLOUR,
    "covariances_colour": _COLOUR,
    "selection_colour": _COLOUR,
    "grid_colour": _COLOUR,
}
"""The kind of every setting, by its name, which is that of its field."""
