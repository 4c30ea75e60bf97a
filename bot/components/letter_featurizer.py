"""Words, pairs of words and letter groups of a message, weighed by how rare they are, as one sparse row.

Rasa's own counts give a long line more weight than a short one and a common word as much as a rare one;
weighed and brought to one length, the same lines are told apart better (table in bot/README.md).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from bot.components.spoken import as_written

TERMS_FILE, RARITY_FILE = "terms.json", "rarity.npz"
"""Of each block the terms in the order of their columns, and how much each weighs.

A stored scikit-learn object takes ten times the memory once it is read (70 MB).
"""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LetterFeaturizer(SparseFeaturizer, GraphComponent):
    """Two blocks: words and pairs of words, letter groups inside words."""

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        vectorizer: FeatureUnion | None = None,
    ) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = vectorizer or _untrained(config)

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`longest` is in letters, `least_lines` is how many lines must share a letter group.

        `words` is what words weigh in a cosine beside the letters' 1.
        """
        return {**SparseFeaturizer.get_default_config(), "longest": 5, "least_lines": 2, "words": 0.5}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing beyond what the framework checks."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LetterFeaturizer:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,  # noqa: ANN401 - the framework hands over what we do not use
    ) -> LetterFeaturizer:
        with model_storage.read_from(resource) as folder:
            vectorizer = _stored(folder, config)
        return cls(config, execution_context.node_name, model_storage, resource, vectorizer)

    def train(self, training_data: TrainingData) -> Resource:
        texts = [as_written(str(each.get(TEXT))) for each in training_data.training_examples if each.get(TEXT)]
        self._vectorizer.fit(texts)
        with self._model_storage.write_to(self._resource) as folder:
            _store(self._vectorizer, folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        told = [message for message in messages if message.get(TEXT)]
        if told:
            rows = self._vectorizer.transform([as_written(str(message.get(TEXT))) for message in told])
            for number, message in enumerate(told):
                features = Features(rows[number].tocoo(), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
                message.add_features(features)
        return messages


def _store(vectorizer: FeatureUnion, folder: Path) -> None:
    blocks = dict(vectorizer.transformer_list)
    terms = {name: block.get_feature_names_out().tolist() for name, block in blocks.items()}
    (folder / TERMS_FILE).write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / RARITY_FILE, **{name: block.idf_ for name, block in blocks.items()})


def _stored(folder: Path, config: dict[str, Any]) -> FeatureUnion:
    vectorizer = _untrained(config)
    terms = json.loads((folder / TERMS_FILE).read_text(encoding="utf-8"))
    with np.load(folder / RARITY_FILE) as rarity:
        for name, block in vectorizer.transformer_list:
            block.set_params(vocabulary=terms[name])
            block.idf_ = rarity[name]
    return vectorizer


def _untrained(config: dict[str, Any]) -> FeatureUnion:
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b|\?", sublinear_tf=True, dtype=np.float32)  # noqa: S106
    letters = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(1, config["longest"]),
        sublinear_tf=True,
        min_df=config["least_lines"],
        dtype=np.float32,
    )
    shares = {"words": config["words"] ** 0.5, "letters": 1.0}
    return FeatureUnion([("words", words), ("letters", letters)], transformer_weights=shares)
