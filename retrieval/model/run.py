"""The bundled model in ONNX Runtime."""

from pathlib import Path

import numpy as np
import onnxruntime
import sentencepiece
from numpy.typing import NDArray

from retrieval.model.files import GRAPH, PIECES

_ERRORS_ONLY = 3
_AT_ONCE = 510
"""Pieces in one pass; begin and end come to them."""
_SHORTEST = 1e-12


class OnnxModel:
    """Text to vector with the methods of the package's own engine. Safe to use from several threads, one core each."""

    def __init__(self, folder: Path) -> None:
        """Load what `write` wrote: .4 s and 75 MB more than the package's engine.

        Raises:
            OSError: no model there.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / PIECES))
        self._session = onnxruntime.InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])
        (output,) = self._session.get_outputs()
        self.dim = int(output.shape[-1])

    def query(self, text: str) -> NDArray[np.float32]:
        """Of a question, length 1."""
        return self._embed(f"query: {text}")

    def passage(self, text: str) -> NDArray[np.float32]:
        """Of a text to be found, length 1."""
        return self._embed(f"passage: {text}")

    def _embed(self, text: str) -> NDArray[np.float32]:
        """The mean of the states; of a long text that of its parts, each by its length."""
        numbers = self._pieces.encode(text)
        parts = [numbers[at : at + _AT_ONCE] for at in range(0, max(1, len(numbers)), _AT_ONCE)]
        means = np.stack([self._mean(part) for part in parts])
        mean = np.average(means, axis=0, weights=[max(1, len(part)) for part in parts])
        return np.asarray(mean / max(float(np.linalg.norm(mean)), _SHORTEST), dtype=np.float32)

    def _mean(self, numbers: list[int]) -> NDArray[np.float32]:
        framed = np.array([[self._pieces.bos_id(), *numbers, self._pieces.eos_id()]], dtype=np.int64)
        (vectors,) = self._session.run(None, {"numbers": framed})
        return np.asarray(vectors[0], dtype=np.float32)
