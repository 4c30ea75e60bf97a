"""One of each service, with what they need from outside the process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from api.chat.fallback import Fallback
from api.chat.gateway import Gateway
from api.chat.idea_index import HttpIdeaIndex
from api.chat.language import LanguageDetector
from api.chat.orders import OrderDesk, Retention
from api.chat.ports import Bot, IdeaIndex, Search
from api.chat.rasa import RasaBot
from api.chat.say import Speaker
from api.chat.search import HttpSearch
from api.chat.services import Services
from api.chat.shelf import Shelf
from api.db.engine import Database
from api.settings import Settings
from api.texts.catalogue import Catalogue
from api.tickets.hours import parse_hours


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands outside the process; tests hand in their own."""

    bot: Bot
    search: Search
    now: Callable[[], datetime]
    ideas: IdeaIndex | None = None
    """None: ideas are found by nobody."""


def reach_out(settings: Settings, client: httpx.AsyncClient) -> Outside:
    bot = RasaBot(client, settings.rasa_url, timeout_s=settings.rasa_timeout.total_seconds())
    search_timeout_s = settings.retrieval_timeout.total_seconds()
    search = HttpSearch(client, settings.retrieval_url, timeout_s=search_timeout_s)
    ideas = HttpIdeaIndex(client, settings.retrieval_url)
    return Outside(bot=bot, search=search, now=lambda: datetime.now(UTC), ideas=ideas)


def put_together(
    settings: Settings, catalogue: Catalogue, database: Database, *, beyond: Outside, bot: Bot
) -> Services:
    """One of each service."""
    speaker = Speaker(catalogue, public_url=settings.public_url)
    retention = Retention(
        conversations=settings.keep_conversations, questions=settings.keep_questions, tickets=settings.keep_tickets
    )
    gateway = Gateway(
        database,
        bot=bot,
        fallback=Fallback(beyond.search),
        speaker=speaker,
        orders=OrderDesk(
            speaker,
            ticket_system=settings.ticket_system,
            retention=retention,
            redact_tickets=settings.redact_tickets,
            hours=parse_hours(settings.desk_hours, country=settings.desk_holidays, zone=catalogue.zone),
            desk_language=settings.desk_language or "sv",
        ),
        detector=LanguageDetector(),
        now=beyond.now,
    )
    return Services(
        database=database,
        catalogue=catalogue,
        gateway=gateway,
        bot=bot,
        search=beyond.search,
        shelf=Shelf(settings.guides_dir),
        now=beyond.now,
        secure_cookies=settings.secure_cookies,
        largest_attachment=settings.largest_attachment,
        drafts_dir=settings.guides_dir / settings.drafts_dir,
        desk_language=settings.desk_language,
        link=speaker.link,
    )
