"""States of tokens in a byte a number: they are kept by the hundred thousand."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SCALE = np.float32(127 / 0.6)
"""For states of unit length in 64 dimensions; what is larger is cut."""
_MOST = 127


def as_int8(states: NDArray[Any]) -> NDArray[np.int8]:
    return np.clip(np.round(states * SCALE), -_MOST, _MOST).astype(np.int8)
