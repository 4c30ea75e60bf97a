"""What routes need, put together in main.py and kept on `app.state.services`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from api.chat.gateway import Gateway
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


async def services_of(request: Request) -> Services:
    """FastAPI dependency: the services of the app that got the request.

    Not sync: FastAPI would run it in a thread, and messages of one person could overtake each other.
    """
    services: Services = request.app.state.services
    return services
