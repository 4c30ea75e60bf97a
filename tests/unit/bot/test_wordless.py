"""No person's words in the logs of Rasa and of its action server, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from rasa.utils.endpoints import ClientResponseError
from rasa.utils.log_utils import configure_structlog
from rasa_sdk import Tracker
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import CollectingDispatcher
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse

from bot.actions.answer_question import AnswerQuestion
from bot.channel import Messages
from bot.serve_actions import Discreet
from bot.wordless import wordless_record
from tests.unit.bot.conftest import FakeSearch

WORDS = "zebrafinken krånglar hos Anna"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Everything a process logs that keeps words out, as its handlers would write it."""
    monkeypatch.setattr("rasa.utils.log_utils.FORCE_JSON_LOGGING", "1")
    records, structured = logging.getLogRecordFactory(), structlog.get_config()
    configure_structlog(logging.INFO)
    logging.setLogRecordFactory(wordless_record)
    with caplog.at_level(logging.INFO):
        yield caplog
    logging.setLogRecordFactory(records)
    structlog.configure(**structured)


def request(**body: Any) -> SimpleNamespace:
    """As much of a request as is looked at."""
    return SimpleNamespace(json=body, args={}, headers={})


async def told(on_message: Any) -> HTTPResponse:
    """What Rasa's channel answers a message, whatever becomes of it."""
    routes = Messages().blueprint(on_message)._future_routes
    [receive] = [route.handler for route in routes if route.uri == "/webhook"]
    return await receive(request(sender="s", message=WORDS))


async def test_a_message_hung_up_on_is_logged_without_its_text(logged: pytest.LogCaptureFixture) -> None:
    async def never(_message: object) -> None:
        await asyncio.sleep(60)

    asked = asyncio.create_task(told(never))
    await asyncio.sleep(0.01)
    asked.cancel()
    await asked
    assert "rest.message.received.timeout" in logged.text
    assert "zebrafinken" not in logged.text


async def test_a_message_rasa_trips_over_is_logged_by_kind_and_place(logged: pytest.LogCaptureFixture) -> None:
    async def trip(message: Any) -> None:
        raise ValueError(message.text)

    assert (await told(trip)).body == b"[]"
    assert "rest.message.received.failure" in logged.text
    assert "ValueError" in logged.text
    assert f"{__file__}:" in logged.text
    assert "zebrafinken" not in logged.text


async def test_rasa_is_ready_when_it_has_a_model() -> None:
    routes = Messages().blueprint(None)._future_routes
    [ready] = [route.handler for route in routes if route.uri == "/ready"]
    ctx = SimpleNamespace()
    asked = SimpleNamespace(app=SimpleNamespace(ctx=ctx))
    assert (await ready(asked)).status == 503
    ctx.agent = SimpleNamespace(is_ready=lambda: False)
    assert (await ready(asked)).status == 503
    ctx.agent = SimpleNamespace(is_ready=lambda: True)
    assert (await ready(asked)).status == 200


async def test_an_action_call_that_fails_comes_back_without_its_content(logged: pytest.LogCaptureFixture) -> None:
    app = create_app("bot.actions")
    Discreet().attach_sanic_app_extensions(app)
    await app._startup()
    [webhook] = [route.handler for route in app.router.routes if route.path == "webhook"]
    call = {"next_action": "action_answer_question", "version": "3.6.2", "tracker": {"latest_message": {"text": WORDS}}}
    with pytest.raises(KeyError) as failure:
        await webhook(request(**call))
    answer = await app.error_handler.lookup(failure.value)(request(**call), failure.value)
    assert (answer.status, answer.body) == (500, b'{"error":"KeyError"}')
    missing = await app.error_handler.lookup(NotFound("x"))(request(), NotFound("x"))
    assert missing.status == 404
    assert "KeyError" in logged.text
    assert "zebrafinken" not in logged.text


async def test_an_action_that_fails_says_nothing_and_is_logged_by_kind_and_place(
    logged: pytest.LogCaptureFixture,
) -> None:
    class Tripping(FakeSearch):
        async def find(self, question: str, *, language: str, audience: list[str]) -> Any:
            raise RuntimeError(question)

    said = {"text": WORDS, "intent": {"name": "ask_it_question", "confidence": 0.9}, "entities": []}
    tracker = Tracker("s", {"memory": None}, said, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    assert await AnswerQuestion(Tripping()).run(dispatcher, tracker, {}) == []
    assert dispatcher.messages == []
    assert "action_answer_question failed: RuntimeError" in logged.text
    assert f"{__file__}:" in logged.text
    assert "zebrafinken" not in logged.text


def test_the_answer_of_a_failed_action_and_rows_of_the_tracker_store_are_left_out(
    logged: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("rasa.core.processor")
    error = ClientResponseError(500, "Internal Server Error", f'{{"request_body": "{WORDS}"}}')
    log.error("Encountered an exception while running an action.", exc_info=error)
    log.error(error)
    log.error("Failed: %s", error)
    log.error("Please investigate: %s", f"(OperationalError) database is locked\n[parameters: ('s', '{WORDS}')]")
    assert logged.text.count("ClientResponseError") == 2
    assert "Failed: 500, Internal Server Error" in logged.text
    assert "database is locked" in logged.text
    assert "zebrafinken" not in logged.text


def test_what_cannot_be_put_together_is_no_reason_to_fail(logged: pytest.LogCaptureFixture) -> None:
    logging.getLogger("rasa").warning("%s of %s", "one")  # noqa: PLE1206 - as a library might
    logging.getLogger("rasa").warning("")
    logging.getLogger("rasa").info("%(model)s loaded", {"model": "bollplank"})
    assert [record.getMessage() for record in logged.records] == ["%s of %s", "", "bollplank loaded"]
