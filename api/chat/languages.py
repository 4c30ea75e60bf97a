"""Which language a page or an error is in: asked for, remembered, or what the browser prefers."""

from fastapi import Request

from api.chat.messages import LANGUAGES, Language

COOKIE = "bollplank_language"


def language_of(request: Request) -> Language:
    """`?lang=`, then the cookie, then Accept-Language, then Swedish."""
    wished = [request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")]
    wished += [part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    for each in wished:
        for language in LANGUAGES:
            if each.lower().split("-")[0] == language:
                return language
    return "sv"
