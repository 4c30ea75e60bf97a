"""Rasa's REST channel, that also says whether there is a model to answer with."""

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class Messages(RestInput):
    """`POST /webhooks/rest/webhook` as ever, and `GET /webhooks/rest/ready`.

    Rasa itself says so in its HTTP API only, which also hands out conversations and loads models for whoever asks.
    """

    def blueprint(self, on_new_message: "Callable[[UserMessage], Awaitable[Any]]") -> Blueprint:
        routes = super().blueprint(on_new_message)

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            is_ready = bool(agent and agent.is_ready())
            return response.json({"ready": is_ready}, status=200 if is_ready else 503)

        return routes
