"""A mailbox that fails in the middle of something: nothing is lost, nothing is taken for what it is not."""

import asyncio
import imaplib
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog

from api.tickets.systems import email
from api.tickets.systems.email import EmailSystem
from api.tickets.systems.mailbox import Fetched, Mailbox
from tests.builders import a_new_ticket
from tests.contract.ticket_system import a_key
from tests.servers.mail import MailServers, an_email_system, mail_servers

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with mail_servers() as running:
        yield running


@pytest.fixture
def system(servers: MailServers) -> EmailSystem:
    return an_email_system(servers)


async def test_what_was_read_before_the_line_broke_is_told(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(email, "AT_ONCE", 1)
    place, read = await system.start(), Mailbox.read
    ticket = await system.open(a_key(), a_new_ticket())
    for text in ("Rad 1", "Rad 2"):
        await asyncio.to_thread(servers.reply, ticket, text)

    def breaks(mailbox: Mailbox, validity: int, after: int, limit: int) -> tuple[int, tuple[Fetched, ...]]:
        validity, mails = read(mailbox, validity, after, limit)
        if any(b"Rad 2" in (each.raw or b"") for each in mails):
            raise ConnectionResetError
        return validity, mails

    with monkeypatch.context() as broken:
        broken.setattr(Mailbox, "read", breaks)
        page = await system.news(after=place, limit=100)
        assert [n.text for n in page.items] == ["Rad 1"]
        with pytest.raises(ConnectionError):
            await system.news(after=page.place, limit=100)
    assert [n.text for n in (await system.news(after=page.place, limit=100)).items] == ["Rad 2"]


def _refuse(monkeypatch: pytest.MonkeyPatch, command: str, words: bytes = b"") -> None:
    """The server answers NO to a command, where the answer would hold these words."""
    really = imaplib.IMAP4.uid

    def refused(server: imaplib.IMAP4, said: str, *arguments: str) -> tuple[str, list[Any]]:
        kind, data = really(server, said, *arguments)
        return ("NO", [b"Server Unavailable. 15"]) if said == command and words in repr(data).encode() else (kind, data)

    monkeypatch.setattr(imaplib.IMAP4, "uid", refused)


async def test_a_mail_that_the_server_refuses_is_asked_for_again(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    for text in ("Rad 1", "Rad 2", "Rad 3"):
        await asyncio.to_thread(servers.reply, ticket, text)
    with monkeypatch.context() as broken, structlog.testing.capture_logs() as logged:
        _refuse(broken, "FETCH", b"Rad 2")
        page = await system.news(after=place, limit=100)
        assert [n.text for n in page.items] == ["Rad 1"]
        with pytest.raises(ConnectionError, match=r"UID \d+ refused: .*Unavailable"):
            await system.news(after=page.place, limit=100)
    assert [line["event"] for line in logged] == ["mails_read_in_part"]
    assert [n.text for n in (await system.news(after=page.place, limit=100)).items] == ["Rad 2", "Rad 3"]


def _line_ends(server: imaplib.IMAP4) -> None:
    server.sock.shutdown(socket.SHUT_RDWR)
    server.noop()


def _bad(server: imaplib.IMAP4) -> None:
    server.uid("FETCH", "nonsense", "(")


def _no_answer(server: imaplib.IMAP4) -> None:
    server.sock.settimeout(0.1)
    server.readline()


def _trickles(server: imaplib.IMAP4) -> None:
    """Always something new within the time that one answer may take."""
    end = time.monotonic() + 6
    while time.monotonic() < end:
        time.sleep(0.05)
        server.noop()


def _stumble_at(monkeypatch: pytest.MonkeyPatch, words: bytes, trouble: Callable[[imaplib.IMAP4], None]) -> None:
    """Trouble in place of the mail that holds these words."""
    really = imaplib.IMAP4.uid

    def stumbles(server: imaplib.IMAP4, said: str, *arguments: str) -> tuple[str, list[Any]]:
        kind, data = really(server, said, *arguments)
        if words in repr(data).encode():
            monkeypatch.setattr(imaplib.IMAP4, "uid", really)
            trouble(server)
        return kind, data

    monkeypatch.setattr(imaplib.IMAP4, "uid", stumbles)


@pytest.mark.parametrize("trouble", [_line_ends, _bad, _no_answer, _trickles])
async def test_trouble_in_a_mail_loses_none_of_those_before_it(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch, trouble: Callable[[imaplib.IMAP4], None]
) -> None:
    system = an_email_system(servers, timeout=timedelta(seconds=1))
    place = await system.start()
    ticket = await system.open(a_key(), a_new_ticket())
    for text in ("Rad 1", "Rad 2", "Rad 3"):
        await asyncio.to_thread(servers.reply, ticket, text)
    with monkeypatch.context() as broken, structlog.testing.capture_logs() as logged:
        _stumble_at(broken, b"Rad 2", trouble)
        page = await system.news(after=place, limit=100)
    assert [n.text for n in page.items] == ["Rad 1"]
    [line] = logged
    assert line["event"] == "mails_read_in_part"
    assert "mail with UID" in line["error"]
    with monkeypatch.context() as broken:
        _stumble_at(broken, b"Rad 2", trouble)
        with pytest.raises(ConnectionError, match=r"mail with UID \d+ not read"):
            await system.news(after=page.place, limit=100)
    assert [n.text for n in (await system.news(after=page.place, limit=100)).items] == ["Rad 2", "Rad 3"]


async def test_a_mail_that_is_gone_is_passed_over(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken away between the search and the reading."""
    place, really = await system.start(), imaplib.IMAP4.uid
    ticket = await system.open(a_key(), a_new_ticket())
    for text in ("Rad 1", "Rad 2"):
        await asyncio.to_thread(servers.reply, ticket, text)

    def taken_away(server: imaplib.IMAP4, said: str, *arguments: str) -> tuple[str, list[Any]]:
        kind, data = really(server, said, *arguments)
        return (kind, [None]) if b"Rad 1" in repr(data).encode() else (kind, data)

    monkeypatch.setattr(imaplib.IMAP4, "uid", taken_away)
    assert [n.text for n in (await system.news(after=place, limit=100)).items] == ["Rad 2"]


async def test_a_copy_that_the_server_refuses_is_not_taken_for_none(
    system: EmailSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = a_key()
    await system.open(key, a_new_ticket())
    for command in ("SEARCH", "FETCH"):
        with monkeypatch.context() as broken:
            _refuse(broken, command)
            with pytest.raises(ConnectionError):
                await system.find(key)


async def test_an_inbox_that_the_server_refuses_is_not_read_anew(
    system: EmailSystem, servers: MailServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, really = await system.open(a_key(), a_new_ticket()), imaplib.IMAP4.select
    await asyncio.to_thread(servers.reply, ticket, "Rad 1")
    place = await system.start()
    with monkeypatch.context() as broken:
        broken.setattr(
            imaplib.IMAP4, "select", lambda server, folder: really(server, "gone" if folder == "INBOX" else folder)
        )
        for ask in (system.start(), system.news(after=place, limit=100)):
            with pytest.raises(ConnectionError, match="INBOX refused"):
                await ask
        assert await system.open(a_key(), a_new_ticket()), "to keep a copy needs no inbox"
    assert (await system.news(after=place, limit=100)).items == ()
