"""Put the gateway together: `uvicorn --factory api.main:create_app`."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api import webhooks
from api.assembly import Outside, put_together, reach_out
from api.channels import attachments, health, ideas, outage, pages, systems, web
from api.channels.identity import HEADER
from api.channels.limits import BodyLimit
from api.channels.mcp_server import add_mcp, running
from api.channels.problems import install_problem_handlers
from api.channels.push import PushConfig, open_push
from api.channels.slack import route as slack_route
from api.channels.stream import POLL_S, NewestEvent
from api.channels.teams import route as teams_route
from api.chat.background import again_and_again
from api.chat.breaker import CarefulBot
from api.chat.drafts import GuideNews
from api.chat.idea_index import IdeaHandover
from api.chat.services import Services
from api.configs import gate_of, hook_secrets, push_config
from api.db.engine import Database, make_engine
from api.db.migrate import upgrade
from api.logs import set_up_logging
from api.settings import Settings
from api.staff import routes as staff
from api.staff.live import DeskNews
from api.texts.catalogue import Catalogue
from api.town.town import read_town

LOOK_FOR_ORPHANS_S = 5.0
LOOK_FOR_BOT_S = 0.5
LOOK_FOR_DESK_NEWS_S = 1.0
LOOK_FOR_GUIDES_S = 5.0
LOOK_FOR_IDEAS_S = 2.0
STARTS_WITHIN_S = 60.0
"""After this, turns left behind are answered even if the dialogue is not up yet."""
ROUTERS = (
    web.router,
    systems.router,
    attachments.router,
    outage.router,
    ideas.router,
    health.router,
    pages.router,
    staff.router,
    webhooks.router,
    slack_route.router,
    teams_route.router,
)
DESCRIPTION = "Ask IT questions, get the guide's own steps, or a person. Open API of Bollplank."


def create_app(
    settings: Settings | None = None, *, outside: Outside | None = None, push: PushConfig | None = None
) -> FastAPI:
    """The whole gateway; with no argument its settings come from the environment."""
    settings = settings or Settings()
    set_up_logging()
    catalogue = Catalogue(zone=settings.time_zone)

    app = FastAPI(
        title="Bollplank",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lambda app: _running(app, settings, catalogue, outside, push or push_config(settings)),
    )
    _put_on(app, settings, catalogue)
    return app


def _put_on(app: FastAPI, settings: Settings, catalogue: Catalogue) -> None:
    app.add_middleware(BodyLimit, catalogue=catalogue, largest_attachment=settings.largest_attachment)
    # The widget lives on other sites' pages. Nothing here trusts a cookie across sites: a conversation's
    # id is its only key, and staff pages check where a form comes from.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID", HEADER],
    )
    install_problem_handlers(app, catalogue)
    app.state.gate = gate_of(settings)
    app.state.mcp = add_mcp(app, public_url=settings.public_url) if settings.mcp else None
    for router in ROUTERS:
        app.include_router(router)
    pages.mount_static(app, read_town(name=settings.town_name, logo=settings.logo, accent=settings.accent))
    staff.mount_static(app)


@asynccontextmanager
async def _running(
    app: FastAPI, settings: Settings, catalogue: Catalogue, outside: Outside | None, push: PushConfig
) -> AsyncIterator[None]:
    """Everything that lives as long as the process."""
    engine = make_engine(settings.database)
    await asyncio.to_thread(upgrade, engine)
    database = Database(engine)
    # Our own processes on this machine: never through a proxy.
    async with httpx.AsyncClient(trust_env=False) as client:
        beyond = outside or reach_out(settings, client)
        careful = CarefulBot(beyond.bot, clock=time.monotonic)
        services = put_together(settings, catalogue, database, beyond=beyond, bot=careful)
        newest = NewestEvent(database)
        app.state.services, app.state.newest_event = services, newest
        await asyncio.to_thread(services.shelf.read_ahead)
        app.state.hook_secrets = hook_secrets(settings)
        orphans = _orphan_finder(services)
        desk_news = DeskNews(database)
        guides = GuideNews(database, shelf=services.shelf, catalogue=catalogue, link=services.link, now=services.now)
        app.state.desk_news, app.state.guide_news = desk_news, guides
        async with (
            open_push(app, services, push),
            running(app.state.mcp),
            asyncio.TaskGroup() as background,
        ):
            tasks = [
                background.create_task(again_and_again(newest.look, pause_s=POLL_S)),
                background.create_task(again_and_again(careful.watch, pause_s=LOOK_FOR_BOT_S)),
                background.create_task(again_and_again(orphans, pause_s=LOOK_FOR_ORPHANS_S)),
                background.create_task(again_and_again(desk_news.look, pause_s=LOOK_FOR_DESK_NEWS_S)),
                background.create_task(again_and_again(guides.look, pause_s=LOOK_FOR_GUIDES_S)),
            ]
            if beyond.ideas:
                handover = IdeaHandover(database, beyond.ideas)
                tasks.append(background.create_task(again_and_again(handover.look, pause_s=LOOK_FOR_IDEAS_S)))
            yield
            for task in tasks:
                task.cancel()
    database.close()


def _orphan_finder(services: Services) -> Callable[[], Awaitable[None]]:
    started = time.monotonic()

    async def finish() -> None:
        # All processes start together; the dialogue takes longest and gives the better answer.
        if await services.bot.is_up() or time.monotonic() - started > STARTS_WITHIN_S:
            await services.gateway.finish_orphans()

    return finish
