"""Where the bundled model lies once it is written: in the environment, like the package that it is made from."""

import sys
from pathlib import Path

GRAPH, WEIGHTS, PIECES = "encoder.onnx", "encoder.bin", "pieces.model"
NUMBERS, VECTOR, TOKENS = "numbers", "vector", "token_states"
"""The graph's input, shape (1, tokens), and outputs, shapes (1, dimension) and (1, tokens, size of the space)."""
SPACE = "token_space"
"""Name in the graph's metadata of the fingerprint of the space of its states."""
FOLDER = "share/bollplank/encoder"
"""Below the environment's own folder."""


def model_folder() -> Path:
    return Path(sys.prefix) / FOLDER


def is_written(folder: Path) -> bool:
    return all((folder / name).is_file() for name in (GRAPH, WEIGHTS, PIECES))
