"""How zooming and panning feel: every number that a person would tune, with its unit."""

from __future__ import annotations

NOTCHES_PER_DOUBLING = 4.0
"""Wheel notches that double the scale."""
FINE_SHARE = 0.25
"""What a notch counts with Shift held."""
WHEEL_UNITS_PER_NOTCH = 120.0
"""Of Qt: eighths of a degree in a notch of an ordinary mouse."""
TOUCHPAD_PIXELS_PER_DOUBLING = 200.0
"""Device-independent pixels of two-finger scrolling that double the scale."""
KEY_ZOOM = 2**0.5
"""Factor of + and -."""
KEY_PAN = 64.0
"""Device-independent pixels of an arrow key."""
LARGEST_SCALE = 512.0
"""Device pixels for each photo pixel."""
SMALLEST_SHARE_OF_FIT = 0.25
"""The smallest scale, as a share of that at which the whole photo fits."""
REST_MS = 120
"""Milliseconds without a change after which the view is drawn at full quality."""
FIRST_SIZE = (1280, 800)
"""The window's first size, in device-independent pixels."""
MOST_MARKS = 20_000
"""Kernels shown by an overlay; beyond, every n-th row and column of the lattice is shown."""
LEAST_GRID_SCALE = 8.0
"""Device pixels for each photo pixel from which the pixel grid is drawn."""
BACKGROUND = "#1d1f21"
"""Around the photo."""
CHECKER_LEVELS = (102.0, 153.0)
"""The two greys under transparent parts, 0..255."""
CHECKER_SIDE = 16
"""Side of a square, in device pixels."""
POSITION_COLOUR = "#ffcc33"
COVARIANCE_COLOUR = "#33ddff"
GRID_COLOUR = "#808080"
