"""How things look: every number that a person would tune, with its unit."""

from __future__ import annotations

LINE_HANDLE = 13.0
"""Radius of the split line's handle, in device-independent pixels."""
LINE_STEP = 0.01
"""Share of the width by which a key moves the split line."""
LINE_GRIP = 8.0
"""Device-independent pixels beside the split line at which it can be taken hold of."""

FIRST_BRUSH = 24.0
"""Radius of the brush, in device-independent pixels."""
BRUSH_STEP = 1.25
"""Factor of a larger brush."""
BRUSH_LIMITS = (4.0, 300.0)
"""Limits of the brush's radius, in device-independent pixels."""
HANDLE = 4.5
"""Half the side of a kernel's handle, in device-independent pixels."""
HANDLE_GRIP = 2.0
"""A handle is taken from within as many times its half side."""
LEAST_HANDLE_DISTANCE = 16.0
"""Device-independent pixels from a kernel's mean to the handles of its axes."""
GLOW_SIGMAS = 3.0
"""Radius of the selected kernel's glow, in its standard deviations."""
MOST_OUTLINES = 24
"""Kernels of a pixel whose outlines are shown."""
MOST_SHARES = 12
"""Kernels of a pixel that are listed."""


SETTINGS_WAIT_MS = 500
"""Milliseconds without a further change after which settings are written to their file."""

FIRST_SIZE = (1280, 800)
"""The window's first size, in device-independent pixels, where the screen has room."""
MOST_OF_SCREEN = 0.9
"""Largest share of the screen's sides for the window and the sheet of keys: its frame needs some."""
PANEL_WIDTH = 336
"""Least width of a panel beside the photo, in device-independent pixels."""


OVERLAY_MARGIN = 12
"""Device-independent pixels between what lies over the photo and the canvas's edges, or each other."""
OVERLAY_TOP = 48
"""Device-independent pixels from the canvas's top to figures and legends: below messages and labels."""
LABEL_BOTTOM = 40
"""Device-independent pixels from the canvas's top to the lower edge of a comparison's labels."""
CAPTION_ROOM = 30
"""Device-independent pixels that an overlay's caption takes below the scale bar."""
OVERLAY_GROUND = (0, 0, 0, 190)
"""Under texts and curves over the photo: red, green, blue, opacity, 0..255."""
NAVIGATOR_SIDE = 200
"""The longer side of the navigator's map, in device-independent pixels."""
LONGEST_SCALE_BAR = 160
"""In device-independent pixels."""

MOST_DOTS = 35_000
"""Kernels whose positions are shown on a CPU; beyond, every n-th row and column of the lattice is shown.
Measured at 1280 x 720: 0.41 microseconds each, 14 ms for all."""
MOST_ELLIPSES = 5_000
"""Kernels whose covariances are shown on a CPU: 0.9, 1.7 and 3.9 microseconds each at x4, x8 and x16."""
DOT_RADIUS = 1.75
"""Radius of a kernel's dot, in device-independent pixels."""
RIM_WIDTH = 1.0
"""Width of the dark rim of dots and lines, in device-independent pixels."""
LEAST_DOT_SPACING = 3.0
"""Device-independent pixels between the positions that are shown: nearer ones would blur into one."""
LEAST_ELLIPSE_SPACING = 12.0
"""The same between covariances: an ellipse is half as wide again as the distance to the next kernel."""
FULL_MARK_SPACING = 10.0
"""Device-independent pixels between marks from which they are as large as told here; smaller where nearer."""
LINE_WIDTH = 1.25
"""Width of an ellipse's line, in device-independent pixels."""
LEAST_GRID_SCALE = 8.0
"""Device pixels for each photo pixel from which the pixel grid is drawn."""
LEAST_NUMBER_PIXEL = 44.0
"""Side of a photo pixel, in device-independent pixels, from which its values are written on it."""
MAP_OPACITY = 0.8
"""Opacity of a map over the picture, which is grey below it."""
ISOLINE_LEVELS = 16
"""Steps of luma between 0 and 1 that iso-lines are drawn for."""
ISOLINE_WIDTH = 1.3
"""In device-independent pixels."""
LENS_SHARE = 0.25
"""Radius of a new lens, of the shorter side of the view."""
LENS_POWER = 1.8
"""Its magnification."""
LARGEST_LENS = 2000.0
"""Radius, in photo pixels."""
GRID_COLOUR = (128, 128, 128)
GRID_OPACITY = 0.59
POSITION_COLOUR = (255, 204, 51)
COVARIANCE_COLOUR = (64, 224, 255)
COVARIANCE_OPACITY = 0.9
SELECTION_COLOUR = (255, 92, 205)
"""Colour of the selected kernel and the brush."""
RIM_COLOUR = (0, 0, 0)
RIM_OPACITY = 0.6

BACKGROUND = "#1b1c1e"
"""Around the photo."""
CHECKER_LEVELS = (102.0, 153.0)
"""The two greys under transparent parts, 0..255."""
CHECKER_SIDE = 16
"""Side of a square, in device pixels."""
