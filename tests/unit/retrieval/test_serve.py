import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from retrieval.decide import Calibration
from retrieval.engine import Engine
from retrieval.line import Line
from retrieval.serve import create_app
from tests.fakes.encoder import FakeEncoder
from tests.guide_builders import write_guide
from tests.unit.retrieval.conftest import MODEL

WITHIN_S = 5.0


def engine(shelf: Path, var: Path) -> Engine:
    calibration = Calibration(fitted=MODEL, prior=MODEL)
    return Engine(guides_dir=shelf, var_dir=var, encoder=FakeEncoder(), calibration=calibration)


@asynccontextmanager
async def served(shelf: Path, var: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(lambda: engine(shelf, var))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://search") as client:
            yield client


async def until(client: httpx.AsyncClient, reached: Any) -> dict[str, Any]:
    """Ask for health until it is as wished, for at most the promised time."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        health: dict[str, Any] = (await client.get("/healthz")).json()
        if reached(health):
            return health
        assert time.monotonic() < deadline, health
        await asyncio.sleep(0.05)


async def ask(client: httpx.AsyncClient, question: str, **body: Any) -> dict[str, Any]:
    answer = await client.post("/v1/search", json={"question": question, "language": "sv", **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_question_gets_hits_and_health_tells_the_index(shelf: Path, tmp_path: Path) -> None:
    async with served(shelf, tmp_path / "var") as client:
        health = await until(client, lambda health: health["status"] == "ok")
        found = await ask(client, "printern e död", audience="alla", limit=1)

    assert (health["guides"], health["model"], health["broken"]) == (4, "fake", [])
    assert found["index"] == health["index"]
    assert [hit["guide"] for hit in found["hits"]] == ["skrivare-skriver-inte"]


async def test_a_saved_guide_is_searchable_within_five_seconds(shelf: Path, tmp_path: Path) -> None:
    async with served(shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["status"] == "ok")
        write_guide(shelf, "skanner", "Skanna till mejl", questions=("pdf från kopiatorn",))
        await until(client, lambda health: health["guides"] == 5)

        assert (await ask(client, "pdf från kopiatorn"))["hits"][0]["guide"] == "skanner"


async def test_a_guide_that_breaks_while_serving_is_named_and_still_answers(shelf: Path, tmp_path: Path) -> None:
    async with served(shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["status"] == "ok")
        (shelf / "byt-losenord.md").write_text("---\nid: [\n---\n")
        health = await until(client, lambda health: health["broken"])

        assert health["broken"][0]["path"].endswith("byt-losenord.md")
        assert (await ask(client, "byt lösenord"))["hits"][0]["guide"] == "byt-losenord"


async def test_without_the_folder_it_serves_and_says_so_and_takes_the_folder_up_when_it_comes(tmp_path: Path) -> None:
    async with served(tmp_path / "guides", tmp_path / "var") as client:
        health = await until(client, lambda health: health["broken"])
        assert "no such folder" in health["broken"][0]["message"]
        assert (await ask(client, "skrivaren"))["decision"] == "refuse"

        write_guide(tmp_path / "guides")
        await until(client, lambda health: health["guides"] == 1)


async def test_the_last_index_serves_from_the_first_moment(shelf: Path, tmp_path: Path) -> None:
    first = engine(shelf, tmp_path / "var")
    first.refresh()

    second = engine(shelf, tmp_path / "var")
    second.start()

    assert second.searcher is not None


def test_what_the_disk_does_not_take_is_searched_all_the_same_and_the_error_told(shelf: Path, tmp_path: Path) -> None:
    running = engine(shelf, tmp_path / "var")
    running.refresh()
    (tmp_path / "var" / "index").rename(tmp_path / "var" / "gone")
    (tmp_path / "var" / "index").write_text("a file where the directory should be")
    write_guide(shelf, "ny", "Ny")

    running.refresh()

    assert running.searcher is not None
    assert "ny" in {guide.id for guide in running.searcher.index.guides}
    assert "could not be written" in str(running.errors[0])

    (tmp_path / "var" / "index").unlink()
    running.refresh()
    assert running.errors == ()


@pytest.fixture
def client(shelf: Path, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(lambda: engine(shelf, tmp_path / "var"))) as client:
        yield client


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"no json",
        b'{"question": 7}',
        b'{"question": "a", "language": "de"}',
        b'{"question": "a", "limit": 0}',
        b'{"question": "a", "limit": 21}',
        b'{"question": "a", "audience": {"a": 1}}',
        b'{"question": "' + b"x" * 100_001 + b'"}',
    ],
)
def test_a_request_that_cannot_be_understood_is_a_problem_with_its_reason(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/search", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "body" in answer.json()["detail"]
    assert len(answer.content) < 1_000


@pytest.mark.parametrize(
    "question", ["", "🙈", "\x00\x1b", "a\ud800b", "x" * 20_000, "<script>alert(1)</script>", "' OR 1=1 --"]
)
def test_any_question_gets_a_decision(client: TestClient, question: str) -> None:
    body = json.dumps({"question": question, "language": "sv"})  # half a surrogate pair is escaped, as it would come
    answer = client.post("/v1/search", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == (422 if "\ud800" in question else 200)
    assert answer.status_code == 422 or answer.json()["decision"] in {"answer", "clarify", "refuse"}


class Helper:
    """Builds in this process what would be built in another."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.built, self.stopped = engine, 0, False

    def __call__(self) -> bool:
        self.built += 1
        self.engine.refresh()
        return True

    def stop(self) -> None:
        self.stopped = True


def with_helper(shelf: Path, var: Path) -> tuple[Engine, Helper]:
    helper = Helper(engine(shelf, var))
    calibration = Calibration(fitted=MODEL, prior=MODEL)
    served_by = Engine(guides_dir=shelf, var_dir=var, encoder=FakeEncoder(), calibration=calibration, apart=helper)
    return served_by, helper


def test_many_changed_files_are_indexed_in_another_process(shelf: Path, tmp_path: Path) -> None:
    serving, helper = with_helper(shelf, tmp_path / "var")
    for number in range(20):
        write_guide(shelf, f"ny-{number}", f"Ny {number}")
    serving.start()
    serving.refresh()

    assert helper.built == 1
    assert serving.searcher is not None
    assert len(serving.searcher.index.guides) == 26


def test_one_changed_file_is_indexed_here(shelf: Path, tmp_path: Path) -> None:
    serving, helper = with_helper(shelf, tmp_path / "var")
    serving.refresh()
    write_guide(shelf, "ny", "Ny")
    serving.refresh(changed=1)

    assert helper.built == 0
    assert serving.searcher is not None
    assert len(serving.searcher.index.guides) == 7


async def test_a_full_line_is_a_problem_that_says_when_to_come_back(shelf: Path, tmp_path: Path) -> None:
    app = create_app(lambda: engine(shelf, tmp_path / "var"))
    async with app.router.lifespan_context(app):
        app.state.line = Line(workers=1, max_waiting=-1)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://search") as client:
            await until(client, lambda health: health["status"] == "ok")
            answer = await client.post("/v1/search", json={"question": "vpn"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ask again" in answer.json()["detail"]


async def test_a_folder_that_another_takes_the_place_of_is_followed_on(shelf: Path, tmp_path: Path) -> None:
    async with served(shelf, tmp_path / "var") as client:
        await until(client, lambda health: health["guides"] == 4)
        shelf.rename(tmp_path / "before")  # noqa: ASYNC240 - nothing else waits here
        write_guide(shelf, "a", "En")
        await until(client, lambda health: health["guides"] == 1)
        write_guide(shelf, "b", "Två")
        await until(client, lambda health: health["guides"] == 2)
