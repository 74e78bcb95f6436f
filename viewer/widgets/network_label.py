"""Which network made the shown field, and why that one, in words."""

from __future__ import annotations

from ...core.scene.cleaning import Cleaning
from ...core.scene.scene import Scene
from ..i18n import format_number, tr

LONGEST_NAME = 16
"""Characters of a name in the status bar."""


def field_maker(scene: Scene) -> str:
    """The network that makes a scene's field, why it was chosen, its cleaning; empty where there is none."""
    model = "" if scene.field is None else scene.field.source.model
    if not model or scene.weights is None:
        return model
    match scene.weights.reason:
        case "asked":
            why = tr("as asked for")
        case "gpu":
            why = tr("chosen because a GPU runs it")
        case "cpu":
            why = tr("chosen because a CPU runs it")
    if scene.cleaning is not None:
        why = tr("{why}; {cleaning}", why=why, cleaning=cleaning_told(scene.cleaning))
    return tr("{network} ({why})", network=model, why=why)


def cleaning_told(cleaning: Cleaning) -> str:
    """How strongly compression is cleaned away, and who says so."""
    share = format_number(cleaning.strength, ".0%")
    if cleaning.automatic:
        return tr("cleaning {share}, as the photo tells", share=share)
    return tr("cleaning {share}, as chosen", share=share)


def shortened(name: str) -> str:
    """A network's name, with its middle left out where it is long."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 + 1 :]}"
