"""A file from the chat ends up on the ticket in whichever system the town has, by way of the outbox."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import pytest

from api.db.tables import Attachment, Outbox, Ticket
from api.settings import Settings
from api.texts.catalogue import Catalogue
from api.ticket_settings import RtSettings
from api.tickets.delivery import Delivery
from api.tickets.ports import ExternalId
from api.tickets.systems.describe import Describer
from api.tickets.systems.rt import RtSystem
from tests.builders import a_picture, an_answer
from tests.contract.ticket_system import Bench
from tests.integration.conftest import House, open_house
from tests.integration.test_attachments import attach
from tests.integration.test_tickets_come_back import ESCALATION
from tests.servers.rt import NotHereError, Rt
from tests.stand_ins.benches import NAMES, a_bench, a_system, running

pytestmark = pytest.mark.server
BEFORE, AFTER = a_picture(64, 36), b"%PDF-1.7\n" + bytes(range(256)) * 2000


@contextmanager
def _rt(folder: Path) -> Iterator[Rt]:
    try:
        server = Rt.start(folder)
    except NotHereError as error:
        pytest.skip(str(error))
    yield server
    server.stop()


@asynccontextmanager
async def a_desk(name: str, folder: Path) -> AsyncIterator[Bench]:
    async with httpx.AsyncClient(trust_env=False) as client:
        if name == "rt":
            with _rt(folder) as server:
                settings = RtSettings(url=server.url, token=server.token)
                system = RtSystem(settings, client, Describer(Catalogue()))
                yield Bench(system, server.anna_writes, server.anna_sets, server.files)
            return
        with running(name) as started:
            yield a_bench(name, a_system(name, started.url, client), started.store)


async def deliver(house: House, bench: Bench) -> None:
    delivery = Delivery(house.services.database, {bench.system.name: bench.system}, now=house.clock)
    for _ in range(20):
        while await delivery.deliver_next():
            pass
        house.clock.forward(seconds=1)


@pytest.mark.parametrize("name", [*NAMES, "rt"])
async def test_files_before_and_after_the_ticket_are_on_it_once_and_refused_ones_are_not(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    elsewhere = settings.model_copy(update={"ticket_system": name})
    async with a_desk(name, tmp_path) as bench, open_house(elsewhere) as house:
        house.bot.will_say(an_answer(), ESCALATION, an_answer())
        await house.say("skrivarn tuggar papper")
        assert (await attach(house, BEFORE, "sk\u00e4rm.png")).status_code == 201
        await house.press("send")
        sent = await attach(house, AFTER, "blankett.pdf")
        assert (sent.status_code, sent.json()["ticket"]) == (201, "BP-1001")
        for content, file, status, words in (
            (b"x" * 30_000_000, "stor.png", 413, "Filen är för stor"),
            (b"MZ\x90\x00", "program.exe", 415, "Den här sortens fil"),
            (b"<html><script>", "sida.html", 415, "Den här sortens fil"),
        ):
            refused = await attach(house, content, file)
            assert (refused.status_code, words in refused.json()["detail"]) == (status, True)
        await deliver(house, bench)

        assert {row.state for row in await house.rows(Outbox)} == {"done"}
        [ticket] = await house.rows(Ticket)
        assert len(await house.rows(Attachment)) == 2
        assert bench.desk_files
        assert await bench.desk_files(ExternalId(ticket.external_id)) == [BEFORE, AFTER]
