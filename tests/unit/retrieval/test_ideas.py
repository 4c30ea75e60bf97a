"""The small collection of ideas: handed over whole, found only when near, named once each."""

from pathlib import Path

import pytest

from retrieval import ideas
from retrieval.assemble import assemble
from retrieval.ideas import Ideas, IdeaText
from retrieval.index import Index
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import guides_in, write_guide
from tests.unit.retrieval.test_serve import served, until

ROOMS = IdeaText("1", "sv", "Boka mötesrum i kalendern. Papperslappen vid dörren krockar ofta.")
BIKES = IdeaText("2", "sv", "Elcyklar att låna. Korta resor mellan kontoren.")
WORDS = (
    "sol", "måne", "stjärna", "berg", "dal", "flod", "skog", "äng", "strand", "hav",
    "vind", "regn", "snö", "moln", "dimma", "eld", "jord", "sten", "träd", "gräs",
)  # fmt: skip


@pytest.fixture
def encoder() -> FakeEncoder:
    """So wide that no two words fall together."""
    return FakeEncoder(dimension=1024)


@pytest.fixture
def wide_shelf(tmp_path: Path) -> Path:
    """Guides with so many questions that near can be told from far."""
    for at, word in enumerate(WORDS):
        questions = [f"{word} {other}" for other in WORDS[at + 1 :] + WORDS[:at]][:8]
        write_guide(tmp_path / "wide", f"guide-{at}", f"Om {word}", questions=tuple(questions))
    return tmp_path / "wide"


@pytest.fixture
def wide(wide_shelf: Path, encoder: FakeEncoder) -> Index:
    return assemble(guides_in(wide_shelf), encoder)


@pytest.fixture
def kept(encoder: FakeEncoder) -> Ideas:
    made = Ideas(encoder)
    made.keep([ROOMS, BIKES], version="a")
    return made


def near(kept: Ideas, text: str, index: Index, *, limit: int = 3) -> list[str]:
    return [each.id for each in kept.near(text, language="sv", index=index, limit=limit)]


def test_what_says_the_same_is_near_and_the_rest_is_not(kept: Ideas, wide: Index) -> None:
    assert near(kept, "papperslappen vid dörren krockar, boka mötesrum i kalendern", wide) == ["1"]
    assert near(kept, "elcyklar att låna för korta resor", wide) == ["2"]
    for far in ("sol och måne", "vi vill ha bättre kaffe", "", "!?", "x" * 5000):
        assert near(kept, far, wide) == []


def test_a_collection_takes_the_place_of_the_one_before(kept: Ideas, wide: Index, encoder: FakeEncoder) -> None:
    embedded = len(encoder.embedded)
    kept.keep([BIKES], version="b")
    assert len(encoder.embedded) == embedded, "nothing is embedded twice"
    assert (kept.version, near(kept, ROOMS.text, wide), near(kept, BIKES.text, wide)) == ("b", [], ["2"])
    kept.keep([], version="")
    assert near(kept, BIKES.text, wide) == []


def test_an_idea_in_two_languages_is_named_once(kept: Ideas, wide: Index) -> None:
    also = IdeaText("1", "en", ROOMS.text)
    kept.keep([ROOMS, also, IdeaText("3", "sv", ROOMS.text)], version="c")
    assert near(kept, ROOMS.text, wide) == ["1", "3"]
    assert near(kept, ROOMS.text, wide, limit=1) == ["1"]


def test_with_few_guides_nothing_is_near(kept: Ideas, index: Index) -> None:
    assert len(index.field_guides) < ideas.LEAST_BACKGROUND
    assert near(kept, ROOMS.text, index) == []


async def test_ideas_are_handed_over_and_asked_for_over_http(wide_shelf: Path, tmp_path: Path) -> None:
    async with served(wide_shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["status"] == "ok")
        asked = {"text": "boka mötesrum i kalendern, papperslappen vid dörren krockar", "language": "sv"}
        assert (await client.get("/v1/ideas")).json() == {"version": ""}
        assert (await client.post("/v1/ideas/near", json=asked)).json() == {"ideas": []}
        body = {"version": "a", "ideas": [{"id": "1", "language": "sv", "text": ROOMS.text}]}
        assert (await client.put("/v1/ideas", json=body)).json() == {"version": "a"}
        [found] = (await client.post("/v1/ideas/near", json=asked)).json()["ideas"]
        assert found["id"] == "1"
        assert found["chance"] >= ideas.SHOWN_FROM
        wrong = await client.put("/v1/ideas", json={"version": "b", "ideas": [{"id": "1"}]})
        assert (wrong.status_code, (await client.get("/v1/ideas")).json()) == (422, {"version": "a"})
