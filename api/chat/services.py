"""What routes need, put together in main.py and kept on `app.state.services`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import Request

from api.chat.gateway import Gateway
from api.chat.messages import Language
from api.chat.ports import Bot, Search
from api.chat.shelf import Shelf
from api.db.engine import Database
from api.texts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Services:
    """One of each, for the whole process."""

    database: Database
    catalogue: Catalogue
    gateway: Gateway
    bot: Bot
    search: Search
    shelf: Shelf
    now: Callable[[], datetime]
    secure_cookies: bool
    largest_attachment: int
    """Bytes."""
    drafts_dir: Path
    """Where guide drafts made from tickets are written."""
    desk_language: Language | None
    """The desk's language for who has not chosen one; None: what the browser prefers."""
    link: Callable[[str], str]
    """A path of ours as an address: absolute where our public address is known."""


async def services_of(request: Request) -> Services:
    """FastAPI dependency: the services of the app that got the request.

    Not sync: FastAPI would run it in a thread, and messages of one person could overtake each other.
    """
    services: Services = request.app.state.services
    return services
