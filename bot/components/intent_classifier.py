"""Logistic regression whose confidence means what it says: of messages at .7, seven in ten are right."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

TEMPERATURE_FILE = "temperature.npy"
UNSEEN_SHARE = 0.2
"""Part of the training lines the confidence is fitted on, left out of a first training."""
BOUNDS = (0.2, 5.0)
RIDGE = 1e-12


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(LogisticRegressionClassifier):
    """Rasa's classifier with C and class weights of our own choice, and a temperature fitted on unseen lines."""

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf = self._untrained()
        self._temperature = 1.0

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 1.0, "class_weight": None}

    def _untrained(self) -> LogisticRegression:
        wanted = ("C", "class_weight", "max_iter", "tol", "random_state")
        return LogisticRegression(**{name: self.config[name] for name in wanted})

    def train(self, training_data: TrainingData) -> Resource:
        examples = [each for each in training_data.intent_examples if each.get(INTENT) and each.get(TEXT)]
        rows, intents = self._create_X(examples).tocsr(), np.array([each.get(INTENT) for each in examples])
        seen, unseen = train_test_split(
            np.arange(len(intents)), test_size=UNSEEN_SHARE, stratify=intents, random_state=self.config["random_state"]
        )
        first = self._untrained().fit(rows[seen], intents[seen])
        self._temperature = fit_temperature(first.predict_proba(rows[unseen]), first.classes_, intents[unseen])
        self.clf.fit(rows, intents)
        self.persist()
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / TEMPERATURE_FILE, self._temperature)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,  # noqa: ANN401 - the framework hands over what we do not use
    ) -> IntentClassifier:
        component: IntentClassifier = super().load(config, model_storage, resource, execution_context, **kwargs)
        with model_storage.read_from(resource) as folder:
            component._temperature = float(np.load(folder / TEMPERATURE_FILE))
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        for message, shares in zip(messages, self.clf.predict_proba(self._create_X(messages)), strict=True):
            tempered = temper(shares, self._temperature)
            order = np.argsort(-tempered)
            ranking = [{"name": str(self.clf.classes_[i]), "confidence": float(tempered[i])} for i in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: self.config["ranking_length"]], add_to_output=True)
        return messages


def temper(shares: np.ndarray, temperature: float) -> np.ndarray:
    """The same order; below 1 the best gets more, above 1 less."""
    powers = np.power(np.maximum(shares, RIDGE), 1 / temperature)
    tempered: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return tempered


def fit_temperature(shares: np.ndarray, names: np.ndarray, right: np.ndarray) -> float:
    """The temperature under which the right intents are likeliest (least log loss)."""
    columns = np.searchsorted(names, right)
    rows = np.arange(len(right))

    def log_loss(temperature: float) -> float:
        return float(-np.log(temper(shares, temperature)[rows, columns]).mean())

    return float(minimize_scalar(log_loss, bounds=BOUNDS, method="bounded").x)
