"""What every test runs with, whatever else the machine does."""

import os

from hypothesis import settings

# The networks of tests are tiny. More threads only wait for each other, for seconds on a loaded machine.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A slow example is no failure: the first one imports, compiles, or shares the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
