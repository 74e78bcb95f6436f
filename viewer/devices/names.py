"""Names of the devices that draw. Light: the command line is read with it."""

from __future__ import annotations

from ...core.rasterize.backends import BACKENDS

AUTOMATIC = "auto"
DEVICES = {
    **{name: backend.title for name, backend in BACKENDS.items() if name != "cpu"},
    "opengl": "OpenGL",
    "cpu": BACKENDS["cpu"].title,
}
"""Best first: name, and name for people."""
