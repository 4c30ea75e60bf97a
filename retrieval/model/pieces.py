"""The bundled model's vocabulary as a SentencePiece model: texts to the numbers that the encoder takes."""

import unicodedata

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceNormalizer
from sentencepiece.sentencepiece_model_pb2 import ModelProto

from retrieval.model.packed import Vocabulary

_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
"""Types of pieces in sentencepiece_model.proto."""
_UNIGRAM = 1
_NORMALISER = "nmt_nfkc"
"""XLM-RoBERTa's (Conneau et al. 2020): Unicode's NFKC, and the characters that mean a blank."""


def kept_pieces(vocabulary: Vocabulary) -> NDArray[np.int64]:
    """Which pieces are kept, about half: those of Latin letters, and single characters of any script.

    Languages in other scripts are read letter by letter; half the vocabulary is 30 MB less in each process.
    """
    return np.array([at for at, piece in enumerate(vocabulary.pieces) if len(piece) == 1 or _is_latin(piece)])


def piece_model(vocabulary: Vocabulary, kept: NDArray[np.int64]) -> bytes:
    """A serialised SentencePiece model whose numbers are positions in `kept`."""
    model = ModelProto()
    model.normalizer_spec.ParseFromString(_normaliser())
    kinds = {vocabulary.unknown: _UNKNOWN} | dict.fromkeys((vocabulary.begin, vocabulary.end, vocabulary.pad), _CONTROL)
    for at in kept.tolist():
        piece = vocabulary.pieces[at]
        model.pieces.add(piece=piece, score=float(vocabulary.scores[at]), type=kinds.get(at, _NORMAL))
    numbers = {at: number for number, at in enumerate(kept.tolist())}
    trainer = model.trainer_spec
    trainer.model_type, trainer.vocab_size = _UNIGRAM, len(kept)
    trainer.bos_id, trainer.eos_id = numbers[vocabulary.begin], numbers[vocabulary.end]
    trainer.pad_id, trainer.unk_id = numbers[vocabulary.pad], numbers[vocabulary.unknown]
    serialised: bytes = model.SerializeToString()
    return serialised


def _normaliser() -> bytes:
    built = ModelProto()
    built.ParseFromString(SentencePieceNormalizer(rule_name=_NORMALISER).serialized_model_proto())
    spec = built.normalizer_spec
    spec.add_dummy_prefix = spec.remove_extra_whitespaces = spec.escape_whitespaces = True
    serialised: bytes = spec.SerializeToString()
    return serialised


def _is_latin(piece: str) -> bool:
    return all(unicodedata.name(sign, "").startswith("LATIN ") for sign in piece if sign.isalpha())
