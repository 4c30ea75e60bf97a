"""The bundled model in ONNX Runtime."""

from pathlib import Path

import numpy as np
import onnxruntime
import sentencepiece
from numpy.typing import NDArray

from retrieval.model.files import GRAPH, NUMBERS, PIECES, SPACE, TOKENS, VECTOR
from retrieval.ports import Tokens, Vectors

_ERRORS_ONLY = 3
_AT_ONCE = 510
"""Pieces in one pass; begin and end come to them."""
_QUERY, _PASSAGE = "query:", "passage:"
"""Prompts of the E5 family (Wang et al. 2024)."""
_SHORTEST = 1e-12


class OnnxModel:
    """Text to vector with the methods of the package's own engine. Safe to use from several threads, one core each."""

    def __init__(self, folder: Path) -> None:
        """Load what `write` wrote: .4 s and 75 MB more than the package's engine.

        Raises:
            OSError: no pieces there; what is wrong with the rest ONNX Runtime says in errors of its own.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / PIECES))
        self._session = onnxruntime.InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])
        self.token_space: str = self._session.get_modelmeta().custom_metadata_map[SPACE]
        self.dim, self.token_size = (int(output.shape[-1]) for output in self._session.get_outputs())

    def query(self, text: str) -> Vectors:
        """Of a question, length 1."""
        return _unit(*self._run(f"{_QUERY} {text}", (VECTOR,)))

    def passage(self, text: str) -> Vectors:
        """Of a text to be found, length 1."""
        return _unit(*self._run(f"{_PASSAGE} {text}", (VECTOR,)))

    def query_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        """Of a question and of its pieces, at no more cost."""
        return self._with_tokens(_QUERY, text)

    def passage_with_tokens(self, text: str) -> tuple[Vectors, Tokens]:
        return self._with_tokens(_PASSAGE, text)

    def _with_tokens(self, prompt: str, text: str) -> tuple[Vectors, Tokens]:
        """Begin, end and the pieces of the prompt are left out of the tokens."""
        parts, found = self._run(f"{prompt} {text}", (VECTOR, TOKENS))
        numbers = np.concatenate([np.array(part, dtype=np.int32) for part in parts])
        states = np.concatenate([each[1][1:-1] for each in found])
        first = len(self._pieces.encode(prompt))
        return _unit(parts, found), Tokens(numbers[first:], np.asarray(states[first:], dtype=np.float32))

    def _run(self, text: str, wanted: tuple[str, ...]) -> tuple[list[list[int]], list[list[NDArray[np.float32]]]]:
        """Numbers of the pieces, in parts that fit in one pass, and what comes of each part."""
        numbers = self._pieces.encode(text)
        parts = [numbers[at : at + _AT_ONCE] for at in range(0, max(1, len(numbers)), _AT_ONCE)]
        begin, end = self._pieces.bos_id(), self._pieces.eos_id()
        framed = [np.array([[begin, *part, end]], dtype=np.int64) for part in parts]
        return parts, [[each[0] for each in self._session.run(wanted, {NUMBERS: part})] for part in framed]


def _unit(parts: list[list[int]], found: list[list[NDArray[np.float32]]]) -> Vectors:
    """The mean of the states; of a long text that of its parts, each by its length."""
    mean = np.average([each[0] for each in found], axis=0, weights=[max(1, len(part)) for part in parts])
    return np.asarray(mean / max(float(np.linalg.norm(mean)), _SHORTEST), dtype=np.float32)
