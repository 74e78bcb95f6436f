"""How zooming and panning feel: every number that a person would tune, with its unit."""

from __future__ import annotations

NOTCHES_PER_DOUBLING = 4.0
"""Wheel notches that double the scale."""
FINE_SHARE = 0.25
"""Share of a notch that counts with Shift held."""
WHEEL_UNITS_PER_NOTCH = 120.0
"""Qt's units of a notch: eighths of a degree in a notch of an ordinary mouse."""
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
"""Share of a hand's way beyond a limit that the photo follows at first."""
PAN_BAND = 160.0
"""Device-independent pixels that the photo can be stretched beyond its limits, at most."""
ZOOM_BAND_DOUBLINGS = 0.5
"""Doublings that a pinch can stretch the scale beyond its limits, at most."""
BUMP_DOUBLINGS = 0.06
"""Doublings that a wheel notch goes beyond a limit, and back."""
WHEEL_PAN = 96.0
"""Device-independent pixels of a wheel notch, where the wheel pans."""
LEAST_REGION = 4
"""Device-independent pixels below which a drag draws no region."""
REST_MS = 60
"""Milliseconds without a change after which the view is drawn at full quality, to be there within 150."""
TILE_REDRAW_MS = 150
"""Milliseconds between two drawings of a view whose tiles arrive."""
