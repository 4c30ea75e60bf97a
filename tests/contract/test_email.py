"""The contract with real mail servers on loopback, and what only mail can do wrong."""

import asyncio
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import structlog
from pydantic import SecretStr

from api.texts.catalogue import Catalogue
from api.tickets.ports import (
    WITHOUT_STATUS,
    ExternalId,
    Place,
    Status,
    TicketRejectedError,
    TicketSystemBusyError,
)
from api.tickets.systems import mailbox
from api.tickets.systems.describe import Describer
from api.tickets.systems.email import AT_ONCE, EmailSystem
from api.tickets.systems.mailbox import Fetched, Mailbox
from tests.builders import a_new_ticket
from tests.contract.ticket_system import A_FILE, Bench, TicketSystemContract, a_key, read_all
from tests.servers.mail import MailServers, an_email_system, mail_servers

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as running:
        yield running


@pytest.fixture
def system(servers: MailServers) -> EmailSystem:
    return an_email_system(servers)


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
        assert "Kontakt:" not in first.get_content()
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


def _raw(ticket: str, headers: str, body: bytes) -> bytes:
    first = f"From: Anna <desk@example.ax>\r\nIn-Reply-To: <bp-{ticket}@example.ax>\r\n{headers}\r\n\r\n"
    return first.encode() + body


CONFUSED = "Content-Type: multipart/mixed; boundary=b"
ODD: dict[str, tuple[str, bytes, str | None]] = {
    "a letter set nobody knows": ("Content-Type: text/plain; charset=x-nobody", "Vi kommer på måndag.".encode(), "på"),
    "another": ("Content-Type: text/plain; charset=x-nobody", "Vi kommer på måndag.".encode("latin-1"), "på"),
    "no date at all": ("Date: i morgon", b"Vi kommer.", "Vi kommer."),
    "a date out of all calendars": ("Date: Fri, 31 Dec 9999 23:59:59 -2359", b"Vi kommer.", "Vi kommer."),
    "parts without an end": (CONFUSED, b"--b\r\nContent-Type: text/plain\r\n\r\nVi kommer.", "Vi kommer."),
    "parts in parts without words": (CONFUSED, b"--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n--b--", None),
    "a sum of nonsense": (
        "Content-Type: text/html; charset=x-nobody\r\nContent-Transfer-Encoding: base64\r\nDate: ()",
        b"\xff\xfe=?=",
        None,
    ),
}


async def test_odd_mails_hold_up_no_other(system: EmailSystem, servers: MailServers) -> None:
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    for headers, body, _words in ODD.values():
        await asyncio.to_thread(servers.deliver_raw, _raw(ticket, headers, body))
    await asyncio.to_thread(servers.reply, ticket, "Prova nu.")
    told, _place = await read_all(Bench(system, None, None), place, ticket)
    assert told[-1].text == "Prova nu."
    texts = " ".join(n.text for n in told)
    assert [what for what, (_headers, _body, words) in ODD.items() if words and words not in texts] == []


async def test_a_mail_that_cannot_be_read_is_named_and_passed(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else the email package may stumble over."""
    place, taken_apart = await system.start(), Fetched.taken_apart
    ticket = await system.open(a_key(), a_new_ticket())

    def stumble(fetched: Fetched) -> EmailMessage:
        if b"hemligt" in (fetched.raw or b""):
            raise IndexError("hemligt")
        return taken_apart(fetched)

    monkeypatch.setattr(Fetched, "taken_apart", stumble)
    await asyncio.to_thread(servers.reply, ticket, "hemligt")
    await asyncio.to_thread(servers.reply, ticket, "Prova nu.")
    with structlog.testing.capture_logs() as logged:
        told, _place = await read_all(Bench(system, None, None), place, ticket)
    assert [n.text for n in told] == ["Prova nu."]
    assert [line["event"] for line in logged] == ["mail_not_read"]
    assert "hemligt" not in str(logged)


async def test_few_mails_are_in_memory_together(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, read, pages = await system.start(), Mailbox.read, []
    ticket = await system.open(a_key(), a_new_ticket())
    for number in range(AT_ONCE + 5):
        await asyncio.to_thread(servers.reply, ticket, f"Rad {number}")

    def noted(mailbox: Mailbox, validity: int, after: int, limit: int) -> tuple[int, tuple[Fetched, ...]]:
        found = read(mailbox, validity, after, limit)
        pages.append(len(found[1]))
        return found

    monkeypatch.setattr(Mailbox, "read", noted)
    page = await system.news(after=place, limit=100)
    assert [n.text for n in page.items] == [f"Rad {number}" for number in range(AT_ONCE + 5)]
    assert pages == [AT_ONCE, 5]


async def test_of_a_big_mail_its_words_are_read(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "BIGGEST", 2_000)
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    mail = EmailMessage()
    mail["From"], mail["To"] = "Anna <desk@example.ax>", "bollplank@example.ax"
    mail["In-Reply-To"] = f"<bp-{ticket}@example.ax>"
    mail.set_content("Vi kommer.")
    mail.add_attachment(b"x" * 9_000, maintype="image", subtype="png", filename="bild.png")
    await asyncio.to_thread(servers.deliver, mail)
    told, _place = await read_all(Bench(system, None, None), place, ticket)
    assert [n.text for n in told] == ["Vi kommer.\n📎 bild.png"]


def test_it_is_known_to_tell_no_status() -> None:
    assert EmailSystem.name in WITHOUT_STATUS


def _elsewhere(system: EmailSystem, **where: object) -> EmailSystem:
    return EmailSystem(system._settings.model_copy(update=where), Describer(Catalogue()))


async def test_a_host_whose_name_is_not_found_is_out_of_reach(system: EmailSystem) -> None:
    nowhere = _elsewhere(system, smtp_host="mail.invalid", imap_host="mail.invalid")
    with pytest.raises(ConnectionRefusedError):
        await nowhere.open(a_key(), a_new_ticket())
    for ask in (nowhere.start(), nowhere.news(after=Place("1:0"), limit=10), nowhere.find(a_key())):
        with pytest.raises(ConnectionError):
            await ask


async def test_a_server_without_tls_is_out_of_reach(system: EmailSystem) -> None:
    """The mailbox answers in plain text where a TLS greeting is due."""
    with pytest.raises(ConnectionError):
        await _elsewhere(system, tls=True).start()


async def test_tls_that_fails_means_that_nothing_was_sent(system: EmailSystem) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for said in (b"220 mail", b"250-mail\r\n250 STARTTLS", b"220 go on", b"500 no TLS after all"):
            writer.write(said + b"\r\n")
            await reader.readline()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(ConnectionRefusedError):
            await _elsewhere(system, tls=True, smtp_port=port).open(a_key(), a_new_ticket())


async def test_a_mail_without_its_copy_may_be_sent(system: EmailSystem, servers: MailServers) -> None:
    """It was: that nothing was sent must not be said."""
    for trouble in ({"imap_port": 1}, {"password": SecretStr("wrong")}):
        before = len(servers.desk.mails)
        with pytest.raises(ConnectionError) as raised:
            await _elsewhere(system, **trouble).open(a_key(), a_new_ticket())
        assert not isinstance(raised.value, ConnectionRefusedError)
        assert len(servers.desk.mails) == before + 1


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
