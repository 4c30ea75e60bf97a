"""`python -m bot.serve_actions --actions bot.actions --port 5055`: the SDK's own server, but it keeps words to itself.

The SDK answers an error with the whole action call, the conversation so far included, which Rasa then logs.
"""

import logging

import pluggy
from rasa_sdk.__main__ import main as sdk
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.wordless import keep_words_out

log = logging.getLogger(__name__)
hook = pluggy.HookimplMarker("rasa_sdk")
FAILED = 500


class Discreet:
    """Part of the SDK's server, by its own hook for plugins."""

    @hook
    def attach_sanic_app_extensions(self, app: Sanic) -> None:
        """Answer every error with its kind alone, in place of the SDK's handler."""

        @app.exception(Exception)
        async def on_error(_request: Request, error: Exception) -> HTTPResponse:
            log.error("An action call failed.", exc_info=error)
            status = getattr(error, "status_code", FAILED)
            return response.json({"error": type(error).__name__}, status=status)


def main() -> None:
    keep_words_out()
    plugin_manager().register(Discreet())
    sdk()


if __name__ == "__main__":
    main()
