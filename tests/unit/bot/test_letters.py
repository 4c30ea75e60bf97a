"""Words and letter groups: what is stored gives the same numbers as what was trained."""

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.letter_featurizer import LetterFeaturizer
from tests.unit.bot.storage import FolderStorage, context, resource

LINES = [
    "skrivaren skriver inte ut",
    "jag har glömt lösenordet",
    "hur skriver jag ut från mobilen?",
    "tulostin ei tulosta",
]


def rows_of(featurizer, text):
    (message,) = featurizer.process([Message({TEXT: text})])
    (features,) = message.features
    return features.features.toarray()


def test_a_trained_featurizer_comes_back_from_disk_as_it_was(tmp_path):
    storage = FolderStorage(tmp_path)
    config = {**LetterFeaturizer.get_default_config(), "name": "letters"}
    trained = LetterFeaturizer.create(config, storage, resource(), context())
    trained.train(TrainingData([Message({TEXT: line}) for line in LINES]))

    again = LetterFeaturizer.load(config, storage, resource(), context())

    for text in (*LINES, "skrivarens lösen?", "xyz"):
        assert rows_of(again, text) == pytest.approx(rows_of(trained, text))
    assert rows_of(again, LINES[0]).any()
