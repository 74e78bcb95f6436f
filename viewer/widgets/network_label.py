"""Which network made the shown field, and why that one, in words."""

from __future__ import annotations

from ...core.scene.scene import Scene
from ..i18n import tr

LONGEST_NAME = 16
"""Characters of a name in the status bar."""


def field_maker(scene: Scene) -> str:
    """The name of the network that makes a scene's field, and why it was chosen; empty where it has none."""
    model = "" if scene.field is None else scene.field.source.model
    if not model or scene.weights is None:
        return model
    match scene.weights.reason:
        case "asked":
            why = tr("as asked for")
        case "jpeg":
            why = tr(
                "chosen because the photo is a JPEG of quality {quality}", quality=scene.photo.jpeg_quality
            )
        case "gpu":
            why = tr("chosen because a GPU runs it")
        case "cpu":
            why = tr("chosen because a CPU runs it")
    return f"{model} ({why})"


def shortened(name: str) -> str:
    """A network's name, with its middle left out where it is long."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 + 1 :]}"
