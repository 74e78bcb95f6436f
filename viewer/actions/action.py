"""An action: something that a person can ask for by a menu, a key or a button."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """Something that a person can ask for."""

    name: str
    """Unique; a part of the window has its handler by this name."""
    menu: str
    """Its menu, a name of `MENUS`; after " > " a menu within that one."""
    text: str
    """Text of its entry; this and `help` are for `tr`."""
    keys: tuple[str, ...]
    help: str
    switch: bool = False
    group: str = ""
    """Group of switches of which at most one is on; in `ONE_ALWAYS`, always one."""
    apart: bool = False
    """A line stands above it in its menu."""
    marked: bool = False
    """No switch, but its entry is marked while it is the one of its group that was chosen."""
    once: bool = False
    """While its key is held it is not done again and again, as no switch is."""
    over_picture: bool = False
    """A switch of what lies over the picture: an overlay of its name."""
