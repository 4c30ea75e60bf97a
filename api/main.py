"""Put the gateway together: `uvicorn --factory api.main:create_app`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from api.channels import health, pages, web
from api.channels.problems import install_problem_handlers
from api.channels.stream import NewestEvent
from api.chat.fallback import Fallback
from api.chat.gateway import Gateway
from api.chat.language import LanguageDetector
from api.chat.orders import OrderDesk
from api.chat.ports import Bot, Search
from api.chat.rasa import RasaBot
from api.chat.say import Speaker
from api.chat.search import HttpSearch
from api.chat.services import Services
from api.chat.shelf import Shelf
from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.logs import set_up_logging
from api.settings import Settings
from api.staff import routes as staff
from api.texts.catalogue import Catalogue

LOOK_FOR_ORPHANS_S = 10
DESCRIPTION = "Ask IT questions, get the guide's own steps, or a person. Open API of Bollplank."


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole gateway; with no argument its settings come from the environment."""
    settings = settings or Settings()
    set_up_logging()
    catalogue = Catalogue()
    app = FastAPI(title="Bollplank", version="0.1.0", description=DESCRIPTION, lifespan=_lifespan)
    app.state.settings = settings
    app.state.catalogue = catalogue
    install_problem_handlers(app, catalogue)
    for router in (web.router, health.router, pages.router, staff.router):
        app.include_router(router)
    pages.mount_static(app)
    staff.mount_static(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    engine = make_engine(settings.database)
    await asyncio.to_thread(upgrade, engine)
    database = Database(engine)
    async with httpx.AsyncClient() as client:
        bot = RasaBot(client, settings.rasa_url, timeout_s=settings.rasa_timeout.total_seconds())
        search = HttpSearch(
            client, settings.retrieval_url, timeout_s=settings.retrieval_timeout.total_seconds()
        )
        app.state.services = put_together(settings, app.state.catalogue, database, bot=bot, search=search)
        app.state.newest_event = NewestEvent(database)
        tasks = [
            asyncio.create_task(app.state.newest_event.run()),
            asyncio.create_task(_answer_orphans(app.state.services.gateway)),
        ]
        yield
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
    database.close()


def put_together(
    settings: Settings, catalogue: Catalogue, database: Database, *, bot: Bot, search: Search
) -> Services:
    """One of each service; tests hand in fakes for bot and search."""
    speaker = Speaker(catalogue, public_url=settings.public_url)
    gateway = Gateway(
        database,
        bot=bot,
        fallback=Fallback(search),
        speaker=speaker,
        orders=OrderDesk(speaker, ticket_system=settings.ticket_system),
        detector=LanguageDetector(),
        now=_now,
    )
    return Services(
        database=database,
        catalogue=catalogue,
        gateway=gateway,
        bot=bot,
        search=search,
        shelf=Shelf(settings.guides_dir),
        now=_now,
        secure_cookies=settings.secure_cookies,
    )


async def _answer_orphans(gateway: Gateway) -> None:
    while True:
        await gateway.finish_orphans()
        await asyncio.sleep(LOOK_FOR_ORPHANS_S)


def _now() -> datetime:
    return datetime.now(UTC)
