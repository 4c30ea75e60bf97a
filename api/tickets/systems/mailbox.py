"""A mailbox: send by SMTP, keep a copy, read by IMAP. Blocking; called in threads."""

import imaplib
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Timer

import structlog

from api.tickets.ports import TicketRejectedError, TicketSystemBusyError, TicketSystemClosedError

log = structlog.get_logger()
INBOX = "INBOX"
TEMPORARY = range(400, 500)
NO_LOGIN = frozenset({530, 534, 535})
BIGGEST = 5_000_000
"""Bytes read of one mail. What was written stands first; files after that are not read anyway."""
WAIT_S = 300.0
"""After a temporary refusal; greylisting wants some minutes."""
LONGEST_CALL, LONGEST_READ = 3.0, 2.5
"""Of `timeout_s`, which is for one answer of the server: how long callers wait for all of them together, and when a
reading is cut off before that, so that the mails which had come by then are told."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail of a folder."""

    uid: int
    raw: bytes | None
    """As it stands there, up to `BIGGEST`; None: it is no longer there."""

    def taken_apart(self) -> EmailMessage:
        """The mail; odd ones may raise anything, also later when a header is read."""
        return message_from_bytes(self.raw or b"", _class=EmailMessage, policy=policy.default)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where and as whom."""

    smtp: tuple[str, int]
    imap: tuple[str, int]
    user: str
    password: str
    tls: bool
    timeout_s: float
    sent_folder: str

    def send(self, mail: EmailMessage) -> None:
        """Send and keep a copy. What is sent twice carries the same Message-ID.

        Raises:
            TicketRejectedError: the server refuses this mail for good.
            TicketSystemBusyError: it will not have it now.
            TicketSystemClosedError: it does not know us.
            ConnectionRefusedError: nothing was sent.
            ConnectionError: the outcome is unknown.
            TimeoutError: the same.
        """
        try:
            with self._sender() as server, _network(ConnectionError):
                server.send_message(mail)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
            raise TicketSystemClosedError(repr(error)) from error
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise _refusal(code, repr(error)) from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, repr(error)) from error
        except smtplib.SMTPException as error:
            raise ConnectionError(repr(error)) from error
        self._keep(mail)

    def _sender(self) -> smtplib.SMTP:
        """Connected and logged in; trouble until then means that nothing was sent."""
        with _network(ConnectionRefusedError):
            server = smtplib.SMTP(*self.smtp, timeout=self.timeout_s)
            try:
                if self.tls:
                    server.starttls(context=ssl.create_default_context())
                    server.login(self.user, self.password)
            except BaseException:
                server.close()
                raise
            return server

    def sent(self, header: str, value: str) -> tuple[EmailMessage, ...]:
        """Copies whose header holds the value, oldest first."""
        with self._open(self.sent_folder) as server:
            uids = _search(server, f'HEADER {header} "{value}"')
            return tuple(fetched.taken_apart() for fetched in _fetch(server, uids) if fetched.raw)

    def newest(self) -> tuple[int, int]:
        """UIDVALIDITY and the newest UID of the inbox; 0 when it is empty."""
        with self._open(INBOX) as server:
            return _validity(server), max(_search(server, "ALL"), default=0)

    def read(self, validity: int, after: int, limit: int) -> tuple[int, tuple[Fetched, ...]]:
        """Mails of the inbox after a UID, oldest first; all of them when the UIDs were given anew.

        Fewer when one that is there can't be read, or when it takes too long: those before it.

        Raises:
            TicketSystemClosedError: it does not know us.
            ConnectionError: it can't be reached, or the inbox, the search or the first of the mails can't be read.
            TimeoutError: it can't be reached.
        """
        end = time.monotonic() + LONGEST_READ * self.timeout_s
        now, mails = validity, list[Fetched]()
        try:
            with self._open(INBOX) as server, _cut_at(end, server):
                now = _validity(server)
                begin = after if now == validity else 0
                # `n:*` names the last mail even when nothing is new.
                uids = sorted(uid for uid in _search(server, f"UID {begin + 1}:*") if uid > begin)[:limit]
                for fetched in _fetch(server, uids):
                    mails.append(fetched)
        except (ConnectionError, TimeoutError) as error:
            if not mails:
                raise
            log.warning("mails_read_in_part", read=len(mails), error=repr(error)[:200])
        return now, tuple(mails)

    def _keep(self, mail: EmailMessage) -> None:
        """The mail is on its way: whatever goes wrong now leaves the outcome unknown."""
        try:
            with self._open(self.sent_folder) as server:
                server.create(self.sent_folder)  # refused when it is there already, which is well
                kind, said = server.append(self.sent_folder, r"(\Seen)", "", mail.as_bytes(policy=policy.SMTP))
        except (ConnectionRefusedError, TicketSystemClosedError) as error:
            raise ConnectionError(f"sent, and no copy kept: {error!r}") from error
        if kind != "OK":
            raise ConnectionError(f"sent, and no copy kept: {said!r}")

    @contextmanager
    def _open(self, folder: str) -> Iterator[imaplib.IMAP4]:
        """Logged in; the folder is selected unless it is not there."""
        try:
            with _network(ConnectionError), self._reader() as server, _no_goodbye_after_trouble(server):
                self._log_in(server)
                kind, said = server.select(folder)
                if kind != "OK" and folder == INBOX:  # every mailbox has one; the folder of copies is made when needed
                    raise ConnectionError(f"{folder} refused: {said!r}")
                yield server
        except (imaplib.IMAP4.error, imaplib.IMAP4.abort) as error:
            raise ConnectionError(repr(error)) from error

    def _reader(self) -> imaplib.IMAP4:
        if self.tls:
            return imaplib.IMAP4_SSL(*self.imap, ssl_context=ssl.create_default_context(), timeout=self.timeout_s)
        return imaplib.IMAP4(*self.imap, timeout=self.timeout_s)

    def _log_in(self, server: imaplib.IMAP4) -> None:
        try:
            server.login(self.user, self.password)
        except imaplib.IMAP4.error as error:
            raise TicketSystemClosedError(repr(error)) from error


@contextmanager
def _network(otherwise: type[ConnectionError]) -> Iterator[None]:
    """Names that are not found, TLS that fails and hosts out of reach are plain OSErrors; the port knows two."""
    try:
        yield
    except (ConnectionError, TimeoutError, smtplib.SMTPException):
        raise
    except OSError as error:
        raise otherwise(repr(error)) from error


@contextmanager
def _no_goodbye_after_trouble(server: imaplib.IMAP4) -> Iterator[None]:
    """Over a line that broke it fails too, and would hide what broke it."""
    try:
        yield
    except BaseException:
        server.state = "LOGOUT"
        server.shutdown()
        raise


@contextmanager
def _cut_at(end: float, server: imaplib.IMAP4) -> Iterator[None]:
    """End the line at a time of the monotonic clock: what trickles in never makes one wait too long."""

    def cut() -> None:
        with suppress(OSError):  # it has ended by itself
            socket.socket.shutdown(server.socket(), socket.SHUT_RDWR)  # an SSLSocket's own is not for other threads

    timer = Timer(max(0.0, end - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _refusal(code: int, said: str) -> Exception:
    if code in NO_LOGIN:
        return TicketSystemClosedError(said)
    if code in TEMPORARY:
        return TicketSystemBusyError(said, retry_after_s=WAIT_S)
    return TicketRejectedError(said)


def _validity(server: imaplib.IMAP4) -> int:
    _kind, data = server.response("UIDVALIDITY")
    first = data[0] if data else None
    return int(first) if isinstance(first, bytes) else 0


def _search(server: imaplib.IMAP4, criteria: str) -> list[int]:
    if server.state != "SELECTED":
        return []  # the folder of copies is made with the first copy
    kind, data = server.uid("SEARCH", criteria)
    if kind != "OK":
        raise ConnectionError(f"the search refused: {data!r}")
    found = data[0] if data else b""
    return [int(uid) for uid in (found or b"").split()]


def _fetch(server: imaplib.IMAP4, uids: list[int]) -> Iterator[Fetched]:
    """One after the other.

    Raises:
        ConnectionError: the server refuses one (RFC 9051, 6.4.9: not when it is gone), or the line breaks in it.
    """
    for uid in uids:
        try:
            kind, data = server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{BIGGEST}>)")
        except (OSError, imaplib.IMAP4.error) as error:  # BAD, BYE, an end, a time that is over
            raise ConnectionError(f"mail with UID {uid} not read: {error!r}") from error
        if kind != "OK":
            raise ConnectionError(f"mail with UID {uid} refused: {data!r}")
        parts = (part for part in data if isinstance(part, tuple) and re.search(rb"BODY\[\]", part[0]))
        yield Fetched(uid, next((part[1] for part in parts), None))
