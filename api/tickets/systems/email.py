"""A desk that works in a mailbox: tickets are mails, answers are replies to them.

Sending is at-least-once with a fixed Message-ID (RFC 5322, 3.6.4): a mail sent again after a crash is the
same mail to every mailbox that threads. A reply finds its ticket by the ids it answers to, by the signed
address it was sent to, or by the sign in its subject when the desk sent it.
"""

import asyncio
import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeVar
from uuid import uuid4

import structlog

from api.ticket_settings import EmailSettings
from api.tickets.ports import (
    Attachment,
    ExternalId,
    News,
    NewsPage,
    NewTicket,
    Place,
    Status,
    TicketRejectedError,
)
from api.tickets.systems.describe import Describer
from api.tickets.systems.http import a_uuid
from api.tickets.systems.mailbox import LONGEST_CALL, Fetched, Mailbox
from api.tickets.systems.plain import text_of_html, tidy

log = structlog.get_logger()
KEY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
TICKET = "X-Bollplank-Ticket"
QUOTED = re.compile(
    r"^(?:>|On .+ wrote:$|Den .+ skrev.*:$|.+ kirjoitti.*:$|-{2,} ?(?:Original|Ursprung|Alkuper)"
    r"|(?:Från|From|Lähettäjä): .+@)",
    re.MULTILINE | re.IGNORECASE,
)
"""Where the answer ends and what it answers begins."""
MACHINES = frozenset({"bulk", "junk", "list", "auto_reply"})
AT_ONCE = 10
"""Mails held in memory together; each may be as big as the server lets it be."""
UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)
"""What the email package raises on mails that break its rules."""
Result = TypeVar("Result")


class EmailSystem:
    """External id = the key the ticket was opened with."""

    name = "email"

    def __init__(
        self,
        settings: EmailSettings,
        describer: Describer,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._describer = describer
        self._now = now
        self.settle_s = settings.settle.total_seconds()
        self.poll_s = settings.poll.total_seconds()
        self._mailbox = Mailbox(
            smtp=(settings.smtp_host, settings.smtp_port),
            imap=(settings.imap_host, settings.imap_port),
            user=settings.user,
            password=settings.password.get_secret_value(),
            tls=settings.tls,
            timeout_s=settings.timeout.total_seconds(),
            sent_folder=settings.sent_folder,
        )

    async def open(self, key: str, ticket: NewTicket) -> ExternalId:
        mail = self._mail(ExternalId(a_uuid(key)), key, self._describer.body(ticket))
        del mail["Subject"], mail["References"], mail["In-Reply-To"]
        mail["Subject"] = f"{self._describer.subject(ticket)} {_sign(key)}"
        await self._in_thread(lambda: self._mailbox.send(mail))
        return ExternalId(key)

    async def find(self, key: str) -> tuple[ExternalId, ...]:
        return (ExternalId(key),) if await self._was_sent(key) else ()

    async def add_message(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._send_once(ticket, key, text)

    async def add_note(self, ticket: ExternalId, key: str, text: str) -> None:
        await self._send_once(ticket, key, text)

    async def add_attachment(self, ticket: ExternalId, key: str, attachment: Attachment) -> None:
        await self._send_once(ticket, key, attachment.name, attachment)

    async def has_part(self, ticket: ExternalId, key: str) -> bool:  # noqa: ARG002 - keys are unique
        return await self._was_sent(key)

    async def status(self, ticket: ExternalId) -> Status:  # noqa: ARG002 - a mailbox has none
        return "open"

    async def set_status(self, ticket: ExternalId, status: Status) -> None:
        text = self._describer.said("solved" if status in {"solved", "closed"} else "reopened")
        mail = self._mail(_known(ticket), str(uuid4()), text)
        await self._in_thread(lambda: self._mailbox.send(mail))

    async def close_duplicate(self, ticket: ExternalId, of: ExternalId) -> None:
        """Never needed: a key names one thread, however often its first mail was sent."""

    async def start(self) -> Place:
        validity, newest = await self._in_thread(self._mailbox.newest)
        return Place(f"{validity}:{newest}")

    async def news(self, *, after: Place, limit: int) -> NewsPage:
        validity, seen = (int(part) for part in after.split(":"))
        items: list[News] = []
        for read in range(0, limit, AT_ONCE):
            begin, known, most = seen, validity, min(AT_ONCE, limit - read)
            try:
                validity, mails = await self._in_thread(lambda: self._mailbox.read(known, begin, most))  # noqa: B023 - done at once
            except (ConnectionError, TimeoutError) as error:
                if not read:
                    raise
                log.warning("news_not_read", system=self.name, after=seen, error=repr(error)[:200])
                break
            # An empty box whose UIDs were given anew is read from its beginning next time.
            seen = max((each.uid for each in mails), default=seen if validity == known else 0)
            told = [await self._read_or_pass(validity, each) for each in mails]
            items += [item for item in told if item]
            if len(mails) < most:
                break
        return NewsPage(tuple(items), Place(f"{validity}:{seen}"))

    async def _read_or_pass(self, validity: int, fetched: Fetched) -> News | None:
        """One odd mail must not hold up the others. Its words stay out of the log."""
        try:
            return await self._read(validity, fetched)
        except UNREADABLE as error:
            log.warning("mail_not_read", system=self.name, uid=fetched.uid, error=type(error).__name__)
            return None

    async def _send_once(self, ticket: ExternalId, key: str, text: str, attachment: Attachment | None = None) -> None:
        mail = self._mail(_known(ticket), a_uuid(key), text)
        if attachment:
            main, _, sub = attachment.media_type.partition("/")
            mail.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
        if not await self._was_sent(key):
            await self._in_thread(lambda: self._mailbox.send(mail))

    async def _was_sent(self, key: str) -> bool:
        wanted = f"bp-{a_uuid(key)}@"
        return bool(await self._in_thread(lambda: self._mailbox.sent("Message-ID", wanted)))

    def _mail(self, ticket: ExternalId, key: str, text: str) -> EmailMessage:
        name, domain = self._settings.sender.split("@")
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Bollplank <{self._settings.sender}>", self._settings.desk
        mail["Subject"] = f"Bollplank {_sign(ticket)}"
        mail["Date"] = self._now()
        mail["Message-ID"] = f"<bp-{key}@{domain}>"
        mail["In-Reply-To"] = mail["References"] = f"<bp-{ticket}@{domain}>"
        mail["Reply-To"] = f"{name}+{ticket}.{self._mac(ticket)}@{domain}"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence shall answer
        mail[TICKET] = ticket
        mail.set_content(text)
        return mail

    def _mac(self, ticket: str) -> str:
        secret = self._settings.address_secret.get_secret_value().encode()
        whole = hmac.new(secret, ticket.encode(), hashlib.sha256).digest()
        return base64.b32encode(whole).decode().lower()[:10]

    async def _read(self, validity: int, fetched: Fetched) -> News | None:
        if fetched.raw is None:
            log.warning("mail_not_there", system=self.name, uid=fetched.uid)
            return None
        mail = fetched.taken_apart()
        name, address = parseaddr(str(mail.get("From", "")))
        if address.lower() == self._settings.sender.lower() or _by_machine(mail):
            return None
        ticket = self._answered(mail) or self._addressed(mail) or await self._in_subject(mail, address)
        if ticket is None:
            return None
        at = _written_at(mail) or self._now()
        return News(f"{validity}:{fetched.uid}", ticket, "message", name or address, _answer(mail), at)

    def _answered(self, mail: EmailMessage) -> ExternalId | None:
        """By the first mail of the thread, which every reply names in its References."""
        ids = f"{mail.get('References', '')} {mail.get('In-Reply-To', '')}"
        found = re.search(rf"<bp-({KEY})@", ids)
        return ExternalId(found[1]) if found else None

    def _addressed(self, mail: EmailMessage) -> ExternalId | None:
        to = " ".join(str(mail.get(header, "")) for header in ("To", "Cc", "Delivered-To"))
        found = re.search(rf"\+({KEY})\.([a-z2-7]{{10}})@", to)
        if found and hmac.compare_digest(found[2], self._mac(found[1])):
            return ExternalId(found[1])
        return None

    async def _in_subject(self, mail: EmailMessage, address: str) -> ExternalId | None:
        found = re.search(r"\[#BP-([0-9a-f]{8})\]", str(mail.get("Subject", "")))
        if not found or address.lower() != self._settings.desk.lower():
            return None
        sent = await self._in_thread(lambda: self._mailbox.sent(TICKET, found[1]))
        return ExternalId(str(sent[0][TICKET])) if sent else None

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        async with asyncio.timeout(LONGEST_CALL * self._settings.timeout.total_seconds()):
            return await asyncio.to_thread(work)


def _sign(key: str) -> str:
    return f"[#BP-{key[:8]}]"


def _known(ticket: str) -> ExternalId:
    if not re.fullmatch(KEY, ticket):
        raise TicketRejectedError(f"no ticket {ticket!r}")
    return ExternalId(ticket)


def _by_machine(mail: EmailMessage) -> bool:
    automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
    bulk = str(mail.get("Precedence", "")).strip().lower() in MACHINES
    return automatic or bulk or str(mail.get("Return-Path", "-")).strip() == "<>"


def _written_at(mail: EmailMessage) -> datetime | None:
    """None: it says nothing that is a time."""
    try:
        at = parsedate_to_datetime(str(mail.get("Date", "")))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _words(part: MIMEPart) -> str:
    """Also of a letter set that nobody knows: then most likely it is one of the two that are common here."""
    try:
        return str(part.get_content())
    except LookupError:
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            raise
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")


def _answer(mail: EmailMessage) -> str:
    """What was written, without what it answers."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    content = _words(body)
    text = tidy(content) if body.get_content_subtype() == "plain" else text_of_html(content)
    quoted = QUOTED.search(text)
    own = text[: quoted.start()].strip() if quoted else text
    files = [f"📎 {part.get_filename()}" for part in mail.iter_attachments() if part.get_filename()]
    return "\n".join((own or text, *files))
