from pathlib import Path

import pytest

from retrieval.assemble import assemble
from retrieval.decide import Logistic, Model, Thresholds
from retrieval.index import Index
from retrieval.search import Searcher
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, town_shelf

MODEL = Model(
    first=Logistic(-4.0, {"top": 20.0}),
    among_three=Logistic(-3.0, {"top": 20.0}),
    covered=Logistic(-3.0, {"top": 20.0}),
    alone=Logistic(20.0, {}),
    answer=Thresholds({1.0: 0.7}),
    clarify=Thresholds({1.0: 0.6}),
    covered_from=0.0,
    alone_from=0.0,
    ask_back_from=0.6,
)
PARAMETERS = MODEL.at(precision=1.0, among_three=1.0)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return town_shelf(tmp_path / "guides")


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def index(shelf: Path, encoder: FakeEncoder) -> Index:
    return assemble(guides_in(shelf), encoder)


@pytest.fixture
def searcher(index: Index, encoder: FakeEncoder) -> Searcher:
    return Searcher(index=index, encoder=encoder, parameters=PARAMETERS)


@pytest.fixture(autouse=True)
def _no_phrasebook_to_embed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours takes minutes; who tests it brings a small one."""
    monkeypatch.setattr("retrieval.embed_phrasebook.load_phrasebook", tuple)
