"""The contract on a real Request Tracker 5 (installed on the way where that is possible)."""

import base64
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest

from api.texts.catalogue import Catalogue
from api.ticket_settings import RtSettings
from api.tickets.systems.describe import Describer
from api.tickets.systems.rt import RtSystem
from tests.builders import a_new_ticket
from tests.contract.ticket_system import A_FILE, Bench, TicketSystemContract, a_key, read_all
from tests.servers.rt import NotHereError, Rt

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def rt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rt]:
    try:
        server = Rt.start(tmp_path_factory.mktemp("rt"))
    except NotHereError as error:
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
async def bench(rt: Rt) -> AsyncIterator[Bench]:
    settings = RtSettings(url=rt.url, token=rt.token, timeout=timedelta(seconds=60))
    async with httpx.AsyncClient(trust_env=False) as client:
        system = RtSystem(settings, client, Describer(Catalogue()))
        yield Bench(system, rt.anna_writes, rt.anna_sets, rt.files)


class TestRequestTracker(TicketSystemContract):
    """The real thing."""

    async def test_internal_comments_never_leave_the_desk(self, bench: Bench, rt: Rt) -> None:
        place = await bench.system.start()
        ticket = await bench.system.open(a_key(), a_new_ticket())
        await rt.anna_notes(ticket, "Igen han!")
        await rt.anna_writes(ticket, "<b>Vi</b> tittar på det å ä ö")
        told, _place = await read_all(bench, place, ticket)
        assert [n.text for n in told if n.kind == "message"] == ["<b>Vi</b> tittar på det å ä ö"]

    async def test_the_desk_reads_all_there_is_and_gets_the_file(self, bench: Bench, rt: Rt) -> None:
        ticket = await bench.system.open(a_key(), a_new_ticket("BP-1042"))
        await bench.system.add_attachment(ticket, a_key(), A_FILE)
        login = {"Authorization": f"token {rt.token}"}
        async with httpx.AsyncClient(trust_env=False, headers=login, timeout=60) as client:
            fields = {"fields": "Filename,ContentType"}
            listed = (await client.get(f"{rt.url}/REST/2.0/ticket/{ticket}/attachments", params=fields)).json()
            shown = (await client.get(f"{rt.url}/REST/2.0/ticket/{ticket}")).json()
            [file] = [item for item in listed["items"] if item["Filename"]]
            whole = (await client.get(f"{rt.url}/REST/2.0/attachment/{file['id']}")).json()
        assert (file["Filename"], file["ContentType"]) == ("skarmbild.png", "image/png")
        assert base64.b64decode(whole["Content"]) == A_FILE.content
        assert shown["Subject"] == "[BP-1042] skrivaren skriver inte"
