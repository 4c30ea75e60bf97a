"""A model that is not the bundled one: tiny, random, made here."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.encoder import load_encoder

pytestmark = pytest.mark.model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "skriva", "##ren", "vpn", "query", "passage", ":", "e", "död"]


def make_model(folder: Path, *, seed: int = 0) -> str:
    import torch  # noqa: PLC0415 - seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - a model to load is made with it
    from sentence_transformers.sentence_transformer import modules  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    torch.manual_seed(seed)
    bare = folder / "bare"
    bare.mkdir(parents=True)
    (bare / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(bare / "vocab.txt")).save_pretrained(bare)
    sizes: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    BertModel(BertConfig(vocab_size=len(WORDS), intermediate_size=16, **sizes)).save_pretrained(bare)
    transformer = modules.Transformer(str(bare))
    SentenceTransformer(modules=[transformer, modules.Pooling(16)]).save(str(folder / "model"))
    return str(folder / "model")


def test_any_model_of_a_folder_embeds(tmp_path: Path) -> None:
    encoder = load_encoder(make_model(tmp_path))

    vectors = encoder.embed_questions(["skrivaren e död", "vpn"])
    assert vectors.shape == (2, encoder.dimension) == (2, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_the_same_weights_have_the_same_fingerprint_and_others_another(tmp_path: Path) -> None:
    first = make_model(tmp_path / "one")
    one, again = load_encoder(first), load_encoder(first)
    other = load_encoder(make_model(tmp_path / "two", seed=1))

    assert one.name == again.name
    assert one.name.rpartition("@")[2] != other.name.rpartition("@")[2]
