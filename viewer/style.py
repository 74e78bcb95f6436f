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

FLIGHT_MS = 200.0
"""Milliseconds from one view to the next that a person asked for; a further notch cuts it short."""
FLIGHT_POWER = 3.0
"""How a flight slows down: the share that is left falls as this power of the time that is left."""
LEAD_MS = 16.0
"""Milliseconds that a motion is ahead of the clock: its first frame is drawn at once, and has moved."""
FASTEST_STEP_MS = 4
"""Milliseconds between two steps of a motion at least; otherwise the screen's refresh rate tells."""
WHOLE_WITHIN = 1e-9
"""Share of a scale by which it may miss a whole number and is that number."""
TRACK_MS = 80.0
"""Milliseconds over which the hand's speed is taken."""
HELD_STILL_MS = 50.0
"""Milliseconds without a move after which a hand that lets go does not throw."""
GLIDE_MS = 250.0
"""Milliseconds in which a thrown photo loses 63 % of its speed."""
LEAST_THROW = 150.0
"""Speed, in device-independent pixels a second, below which a photo is put down, not thrown."""
GLIDE_STILL = 12.0
"""Speed, in device-independent pixels a second, at which a thrown photo stops."""
BAND_SHARE = 0.55
"""Of a hand's way beyond a limit, the share that the photo follows at first."""
PAN_BAND = 160.0
"""Device-independent pixels that the photo can be stretched beyond its limits, at most."""
ZOOM_BAND_DOUBLINGS = 0.5
"""Doublings that a pinch can stretch the scale beyond its limits, at most."""
BUMP_DOUBLINGS = 0.06
"""Doublings that a wheel notch goes beyond a limit, and back."""
LINE_HANDLE = 13.0
"""Radius of the split line's handle, in device-independent pixels."""
LINE_STEP = 0.01
"""Share of the width by which a key moves the split line."""
LINE_GRIP = 8.0
"""Device-independent pixels beside the split line at which it can be taken hold of."""
WHEEL_PAN = 96.0
"""Device-independent pixels of a wheel notch, where the wheel pans."""
LEAST_REGION = 4
"""Device-independent pixels below which a drag draws no region."""

FIRST_BRUSH = 24.0
"""Radius of the brush, in device-independent pixels."""
BRUSH_STEP = 1.25
"""Factor of a larger brush."""
BRUSH_LIMITS = (4.0, 300.0)
"""Of its radius, in device-independent pixels."""
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

REST_MS = 60
"""Milliseconds without a change after which the view is drawn at full quality, to be there within 150."""
PEEL_WAIT_MS = 150
"""Milliseconds between the last change of the view and the next histograms of its kernels."""
TILE_REDRAW_MS = 150
"""Milliseconds between two drawings of a view whose tiles arrive."""
MAKER_NICENESS = 10
"""Niceness, of Linux, of the threads that make the field: the window's own come first."""

DECODED_BYTES = 512 << 20
"""Memory for decoded photos that are not shown: the neighbours, as far as they have room."""
DECODED_SHARE = 1 / 3
"""Of a memory budget that a person chose, the share of these; the rest is for the field."""
SETTINGS_WAIT_MS = 500
"""Milliseconds without a further change after which settings are written to their file."""
CHANGE_MS = 300
"""Milliseconds that a file must be left alone after a change before it is read again."""
MOST_RECENT = 12
"""Files in the menu of those that were opened lately."""

FIRST_SIZE = (1280, 800)
"""The window's first size, in device-independent pixels, where the screen has room."""
SHEET_SIZE = (1200, 720)
"""Of the sheet of keys, likewise."""
MOST_OF_SCREEN = 0.9
"""Share of the screen's sides that these two take at most: the window's frame needs some."""
PANEL_WIDTH = 336
"""Of a panel beside the photo, at least, in device-independent pixels."""
PLOT_HEIGHT = 92
"""Of a histogram of kernels, in device-independent pixels."""
MESSAGE_MS = 6000
"""Milliseconds that a note stays in the status bar."""

FILM_SECONDS, FILM_FPS = 4.0, 25.0
"""Of a film that the window saves; `csr film` has others."""

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
"""Of a kernel's position, in device-independent pixels."""
RIM_WIDTH = 1.0
"""Of the dark rim of dots and lines, in device-independent pixels."""
LEAST_DOT_SPACING = 3.0
"""Device-independent pixels between the positions that are shown: nearer ones would blur into one."""
LEAST_ELLIPSE_SPACING = 12.0
"""The same between covariances: an ellipse is half as wide again as the distance to the next kernel."""
FULL_MARK_SPACING = 10.0
"""Device-independent pixels between marks from which they are as large as told here; smaller where nearer."""
LINE_WIDTH = 1.25
"""Of an ellipse, in device-independent pixels."""
LEAST_GRID_SCALE = 8.0
"""Device pixels for each photo pixel from which the pixel grid is drawn."""
LEAST_NUMBER_PIXEL = 44.0
"""Side of a photo pixel, in device-independent pixels, from which its values are written on it."""
MAP_OPACITY = 0.8
"""Of a map over the picture, which is grey below it."""
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
"""Of the selected kernel and the brush."""
RIM_COLOUR = (0, 0, 0)
RIM_OPACITY = 0.6

BACKGROUND = "#1b1c1e"
"""Around the photo."""
CHECKER_LEVELS = (102.0, 153.0)
"""The two greys under transparent parts, 0..255."""
CHECKER_SIDE = 16
"""Side of a square, in device pixels."""
