"""How zooming and panning feel, and how things look: every number that a person would tune, with its unit."""

from __future__ import annotations

NOTCHES_PER_DOUBLING = 4.0
"""Wheel notches that double the scale."""
FINE_SHARE = 0.25
"""What a notch counts with Shift held."""
WHEEL_UNITS_PER_NOTCH = 120.0
"""Of Qt: eighths of a degree in a notch of an ordinary mouse."""
TOUCHPAD_PIXELS_PER_DOUBLING = 200.0
"""Device-independent pixels of two-finger scrolling that double the scale."""
LEAST_PINCH = 0.1
"""The smallest factor that one step of a pinch may have."""
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
TILE_REDRAW_MS = 150
"""Milliseconds between two drawings of a view whose tiles arrive."""
MAKER_NICENESS = 10
"""Niceness, of Linux, of the threads that make the field: the window's own come first."""

FIRST_SIZE = (1280, 800)
"""The window's first size, in device-independent pixels."""
MESSAGE_MS = 6000
"""Milliseconds that a note stays in the status bar."""

MOST_MARKS = 5_000
"""Kernels shown by an overlay; beyond, every n-th row and column of the lattice is shown."""
DOT_RADIUS = 1.75
"""Of a kernel's position, in device-independent pixels."""
RIM_WIDTH = 1.0
"""Of the dark rim of dots and lines, in device-independent pixels."""
LINE_WIDTH = 1.25
"""Of an ellipse, in device-independent pixels."""
LEAST_GRID_SCALE = 8.0
"""Device pixels for each photo pixel from which the pixel grid is drawn."""
GRID_COLOUR = (128, 128, 128, 150)
"""Red, green, blue, opacity, 0..255."""
POSITION_COLOUR = (255, 204, 51)
COVARIANCE_COLOUR = (64, 224, 255)
COVARIANCE_OPACITY = 0.9
RIM_COLOUR = (0, 0, 0)
RIM_OPACITY = 0.6

BACKGROUND = "#1b1c1e"
"""Around the photo."""
CHECKER_LEVELS = (102.0, 153.0)
"""The two greys under transparent parts, 0..255."""
CHECKER_SIDE = 16
"""Side of a square, in device pixels."""
