"""Types of arrays that many modules share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8 | np.uint16]
"""A picture or one plane of it, in 8 or 16 bits."""
Picture = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]
