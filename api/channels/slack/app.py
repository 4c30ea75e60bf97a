"""Slack's listeners: each one translates, has the message stored, and lets Bolt acknowledge.

`process_before_response` makes Bolt acknowledge after a listener has ended: what could not be stored is
not acknowledged, and Slack sends it again.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from api.channels.doorway import NotStoredError
from api.channels.slack.assistant import AssistantPane
from api.channels.slack.config import SlackConfig
from api.channels.slack.desk import SlackDesk
from api.channels.slack.views import TICKET_FORM

log = structlog.get_logger()
ASK_ABOUT = "ask_about_message"
Body = dict[str, Any]


def build_app(config: SlackConfig, desk: SlackDesk, pane: AssistantPane) -> AsyncApp:
    """Bolt's app with our listeners; the same for HTTP and Socket Mode."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        # One workspace, one token. Bolt's own way asks Slack first, and when Slack does not answer
        # acknowledges the event that it then throws away.
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=config.bot_token)

    app = AsyncApp(signing_secret=config.signing_secret, authorize=authorize, process_before_response=True)
    app.error(_failed)
    app.assistant(pane.listeners())
    app.event("message")(_event(desk.hear))
    app.event("app_mention")(_event(desk.hear))
    app.event("app_home_opened")(_event(desk.show_home))
    app.action(re.compile(r"^press:"))(_acknowledged(desk.press))
    app.action("rest")(_acknowledged(desk.unfold))
    app.action(re.compile(r"^ask:"))(_acknowledged(desk.ask))
    app.shortcut(ASK_ABOUT)(_acknowledged(desk.ask_about))
    app.view(TICKET_FORM)(_acknowledged(desk.send_form))
    # An event nobody handles would count as a failed delivery.
    app.event(re.compile(r".*"))(_nothing)
    app.action(re.compile(r".*"))(_acknowledged(_ignore))
    return app


def _event(work: Callable[[Body], Awaitable[object]]) -> Callable[..., Awaitable[None]]:
    async def listener(body: Body) -> None:
        await work(body)

    return listener


def _acknowledged(work: Callable[[Body], Awaitable[None]]) -> Callable[..., Awaitable[BoltResponse]]:
    async def listener(body: Body, ack: AsyncAck) -> BoltResponse:
        await work(body)
        return await ack()

    return listener


async def _nothing(body: Body) -> None:
    log.debug("slack_event_unhandled", type=(body.get("event") or {}).get("type"))


async def _ignore(_body: Body) -> None:
    """A click on something that is only a link."""


async def _failed(error: Exception, body: Body) -> BoltResponse:
    if isinstance(error, NotStoredError):
        log.warning("slack_message_not_stored_yet")
        return BoltResponse(status=503)
    log.error("slack_listener_failed", type=body.get("type"), exc_info=error)
    return BoltResponse(status=500)
