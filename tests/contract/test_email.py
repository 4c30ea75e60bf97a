"""The contract with real mail servers on loopback, and what only mail can do wrong."""

import asyncio
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from api.texts.catalogue import Catalogue
from api.ticket_settings import EmailSettings
from api.tickets.ports import ExternalId, Status, TicketRejectedError, TicketSystemBusyError
from api.tickets.systems.describe import Describer
from api.tickets.systems.email import EmailSystem
from tests.builders import a_new_ticket
from tests.contract.ticket_system import A_FILE, Bench, TicketSystemContract, a_key, read_all
from tests.servers.mail import MailServers, mail_servers

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as running:
        yield running


@pytest.fixture
def system(servers: MailServers) -> EmailSystem:
    settings = EmailSettings(
        desk="desk@example.ax",
        sender="bollplank@example.ax",
        smtp_host="127.0.0.1",
        smtp_port=servers.smtp_port,
        imap_host="127.0.0.1",
        imap_port=servers.imap_port,
        user="demouser",
        password="demopass",
        tls=False,
        address_secret="a secret of this test",
    )
    return EmailSystem(settings, Describer(Catalogue()))


@pytest.fixture
def bench(system: EmailSystem, servers: MailServers) -> Bench:
    async def writes(ticket: ExternalId, text: str) -> None:
        await asyncio.to_thread(servers.reply, ticket, text)

    async def sets(ticket: ExternalId, status: Status) -> None:
        raise AssertionError("a mailbox has no status")

    async def files(ticket: ExternalId) -> list[bytes]:
        mails = servers.desk.threads[ticket]
        return [part.get_content() for mail in mails for part in mail.iter_attachments()]

    return Bench(system, writes, sets, files, has_status=False)


class TestEmail(TicketSystemContract):
    """A mailbox as a desk."""

    async def test_the_desk_sees_one_thread_with_everything(self, system: EmailSystem, servers: MailServers) -> None:
        ticket = await system.open(a_key(), a_new_ticket("BP-1042"))
        await system.add_message(ticket, a_key(), "rum 12, å ä ö")
        await system.add_attachment(ticket, a_key(), A_FILE)
        await system.set_status(ticket, "solved")
        first, message, file, solved = servers.desk.threads[ticket]
        assert first["Subject"].startswith("[BP-1042] skrivaren skriver inte [#BP-")
        assert "Så når vi dig" not in first.get_content()
        assert message.get_content().strip() == "rum 12, å ä ö"
        assert {m["References"] for m in (message, file, solved)} == {first["Message-ID"]}
        assert [part.get_content() for part in file.iter_attachments()] == [A_FILE.content]
        assert "löst" in solved.get_content()

    async def test_a_mail_whose_answer_was_lost_comes_again_under_the_same_id(
        self, system: EmailSystem, servers: MailServers
    ) -> None:
        key = a_key()
        servers.desk.lose_answers = 1
        with pytest.raises(ConnectionError):
            await system.open(key, a_new_ticket())
        assert await system.find(key) == ()
        ticket = await system.open(key, a_new_ticket())
        assert len(servers.desk.threads[ticket]) == 1
        assert len([m for m in servers.desk.mails if m["X-Bollplank-Ticket"] == ticket]) == 2

    @pytest.mark.parametrize(
        ("said", "error"), [("451 greylisted", TicketSystemBusyError), ("554 no", TicketRejectedError)]
    )
    async def test_refusals_are_told_apart(self, system, servers, said, error) -> None:
        servers.desk.refuse = said
        with pytest.raises(error):
            await system.open(a_key(), a_new_ticket())
        servers.desk.refuse = None

    async def test_a_server_that_is_down_got_nothing(self, system: EmailSystem, servers: MailServers) -> None:
        system._settings = system._settings.model_copy(update={"smtp_port": 1})
        down = EmailSystem(system._settings, Describer(Catalogue()))
        with pytest.raises(ConnectionRefusedError):
            await down.open(a_key(), a_new_ticket())


REPLIES = {
    "by the address alone": {"References": "", "To": "{address}"},
    "by the sign in the subject, from the desk": {"References": "", "Subject": "Re: {sign}"},
}
IGNORED = {
    "an absence": {"Auto_Submitted": "auto-replied"},
    "a list": {"Precedence": "bulk"},
    "a bounce": {"Return_Path": "<>"},
    "a forged address": {"References": "", "To": "bollplank+{ticket}.aaaaaaaaaa@example.ax"},
    "the sign from a stranger": {"References": "", "Subject": "{sign}", "From": "mallory@example.org"},
}


async def _told(system, servers, headers) -> list[str]:
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    first = servers.desk.threads[ticket][0]
    values = {"address": first["Reply-To"], "ticket": ticket, "sign": f"[#BP-{ticket[:8]}]"}
    filled = {name: value.format(**values) for name, value in headers.items()}
    await asyncio.to_thread(servers.reply, ticket, "Vi kommer kl 14.", **filled)
    bench = Bench(system, None, None)
    return [n.text for n in (await read_all(bench, place, ticket))[0]]


@pytest.mark.parametrize("how", REPLIES)
async def test_a_reply_finds_its_ticket(system, servers, how) -> None:
    assert await _told(system, servers, REPLIES[how]) == ["Vi kommer kl 14."]


@pytest.mark.parametrize("what", IGNORED)
async def test_what_no_person_at_the_desk_wrote_is_left_out(system, servers, what) -> None:
    assert await _told(system, servers, IGNORED[what]) == []


async def test_only_html_is_read_as_words(system, servers) -> None:
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    mail = EmailMessage()
    mail["From"], mail["To"] = "Anna <desk@example.ax>", "bollplank@example.ax"
    mail["In-Reply-To"] = f"<bp-{ticket}@example.ax>"
    mail.set_content("<p>Hej!</p><script>alert(1)</script><p>Vi <b>kommer</b>.<br>Anna</p>", subtype="html")
    await asyncio.to_thread(servers.deliver, mail)
    told, _place = await read_all(Bench(system, None, None), place, ticket)
    assert [n.text for n in told] == ["Hej!\nVi kommer.\nAnna"]
