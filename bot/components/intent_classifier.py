"""Ridge regression on how alike two messages are, with a confidence that means what it says.

A message is compared with every training line: `exp(sharpness * (cosine - 1))` over words, letters and the
sentence vector together. What follows is linear algebra that takes seconds for some thousands of lines, where
logistic regression over as many features takes minutes, and it sees words that mean something only together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar
from sklearn.model_selection import train_test_split

from bot.components.likeness import Lines, as_rows

WEIGHTS_FILE = "weights.npz"
UNSEEN_SHARE = 0.2
"""Part of the training lines the confidence is fitted on, left out of a first training."""
BOUNDS = (0.02, 5.0)
TINIEST = 1e-12
SEED = 42


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(RasaClassifier, GraphComponent):
    """Which intent's lines a message is most like, with a temperature fitted on lines left out."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._lines: Lines | None = None
        self._weights = np.zeros((0, 0), np.float32)
        self._names = np.array([], dtype=str)
        self._temperature = 1.0

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`sharpness`: how fast likeness fades; `ridge`: how little single lines are trusted."""
        return {"sharpness": 1.5, "ridge": 0.15, "ranking_length": 5}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - the framework's signature
    ) -> IntentClassifier:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        rows = as_rows(examples)
        lines = Lines(*rows)
        intents = np.array([each.get(INTENT) for each in examples])
        self._names = np.unique(intents)
        likeness = lines.likeness(*rows, self._config["sharpness"])
        seen, unseen = train_test_split(
            np.arange(len(intents)), test_size=UNSEEN_SHARE, stratify=intents, random_state=SEED
        )
        first = fit_weights(likeness[np.ix_(seen, seen)], intents[seen], self._names, self._config["ridge"])
        scores = likeness[np.ix_(unseen, seen)] @ first
        self._temperature = fit_temperature(as_shares(scores), self._names, intents[unseen])
        self._weights = fit_weights(likeness, intents, self._names, self._config["ridge"])
        self._lines = lines
        with self._model_storage.write_to(self._resource) as folder:
            lines.save(folder)
            np.savez(folder / WEIGHTS_FILE, weights=self._weights, names=self._names, temperature=self._temperature)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - the framework's signature
        **_: Any,  # noqa: ANN401 - the framework hands over what we do not use
    ) -> IntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._lines = Lines.load(folder)
            stored = np.load(folder / WEIGHTS_FILE)
            component._weights, component._names = stored["weights"], stored["names"]
            component._temperature = float(stored["temperature"])
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The lines' own intents are known: nothing after this asks what they would be taken for."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        asked = [each for each in messages if each.get(TEXT)]
        if self._lines is None or not asked:
            return messages
        likeness = self._lines.likeness(*as_rows(asked), self._config["sharpness"])
        for message, shares in zip(asked, as_shares(likeness @ self._weights), strict=True):
            tempered = temper(shares, self._temperature)
            order = np.argsort(-tempered)
            ranking = [{"name": str(self._names[i]), "confidence": float(tempered[i])} for i in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages


def fit_weights(likeness: np.ndarray, intents: np.ndarray, names: np.ndarray, ridge: float) -> np.ndarray:
    """One row a line, one column an intent; lines of an intent with few lines weigh more (square root)."""
    columns = np.searchsorted(names, intents)
    wanted = np.full((len(intents), len(names)), -1 / (len(names) - 1), np.float32)
    wanted[np.arange(len(intents)), columns] = 1
    share = len(names) * np.bincount(columns, minlength=len(names)) / len(intents)
    ridged = likeness.copy()
    ridged[np.diag_indices(len(intents))] += ridge * np.sqrt(share)[columns]
    factor = cho_factor(ridged, lower=True, overwrite_a=True, check_finite=False)
    weights: np.ndarray = cho_solve(factor, wanted, check_finite=False)
    return weights.astype(np.float32)


def as_shares(scores: np.ndarray) -> np.ndarray:
    """Softmax."""
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=-1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def temper(shares: np.ndarray, temperature: float) -> np.ndarray:
    """The same order; below 1 the best gets more, above 1 less."""
    powers = np.power(np.maximum(shares, TINIEST), 1 / temperature)
    tempered: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return tempered


def fit_temperature(shares: np.ndarray, names: np.ndarray, right: np.ndarray) -> float:
    """The temperature under which the right intents are likeliest (least log loss)."""
    columns = np.searchsorted(names, right)
    rows = np.arange(len(right))

    def log_loss(temperature: float) -> float:
        return float(-np.log(np.maximum(temper(shares, temperature)[rows, columns], TINIEST)).mean())

    return float(minimize_scalar(log_loss, bounds=BOUNDS, method="bounded").x)
