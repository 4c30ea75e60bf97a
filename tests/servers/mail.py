"""Real mail servers on loopback: aiosmtpd takes mail to the desk, pymap holds the mailbox answers come to."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from api.texts.catalogue import Catalogue
from api.ticket_settings import EmailSettings
from api.tickets.systems.describe import Describer
from api.tickets.systems.email import EmailSystem
from tests.servers.ports import free_port

STARTS_WITHIN_S = 30
PYMAP = "from pymap.main import main; main()"


class DeskInbox(Message):
    """What the desk got."""

    def __init__(self) -> None:
        super().__init__(message_class=EmailMessage)
        self.mails: list[EmailMessage] = []
        self.refuse: str | None = None
        """Answered in place of taking a mail: `451 later`."""
        self.lose_answers = 0
        """So many mails are taken and the line is cut before we say so."""

    def handle_message(self, message: EmailMessage) -> None:
        self.mails.append(BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(message.as_bytes()))

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuse:
            return self.refuse
        said = await super().handle_DATA(server, session, envelope)
        if self.lose_answers:
            self.lose_answers -= 1
            server.transport.abort()
        return said

    @property
    def threads(self) -> dict[str, list[EmailMessage]]:
        """As a mail program shows them: by ticket, each Message-ID once."""
        told: dict[str, dict[str, EmailMessage]] = {}
        for mail in self.mails:
            told.setdefault(mail["X-Bollplank-Ticket"], {}).setdefault(mail["Message-ID"], mail)
        return {ticket: list(mails.values()) for ticket, mails in told.items()}


@dataclass
class MailServers:
    """Both servers, and what a desk person does in a mail program."""

    desk: DeskInbox
    smtp_port: int
    imap_port: int

    def reply(self, ticket: str, text: str, **headers: str) -> None:
        """Put an answer to a ticket's first mail into the mailbox."""
        mail = EmailMessage()
        mail["From"], mail["To"] = "Anna Åkerlund <desk@example.ax>", "bollplank@example.ax"
        mail["Subject"] = "Sv: Bollplank"
        mail["References"] = f"<bp-{ticket}@example.ax>"
        mail["Date"] = "Mon, 23 Nov 2026 14:00:00 +0200"
        for name, value in headers.items():
            del mail[name.replace("_", "-")]
            if value:
                mail[name.replace("_", "-")] = value
        mail.set_content(f"{text}\n\nDen 23 november 2026 skrev Bollplank:\n> skrivaren skriver inte\n")
        self.deliver(mail)

    def deliver(self, mail: EmailMessage) -> None:
        self.deliver_raw(mail.as_bytes(policy=policy.SMTP))

    def deliver_raw(self, mail: bytes) -> None:
        """Also what no mail program would write."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=10) as server:
            server.login("demouser", "demopass")
            server.append("INBOX", "", "", mail)


def an_email_system(servers: MailServers, **changed: object) -> EmailSystem:
    """Works with these servers."""
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
    ).model_copy(update=changed)
    return EmailSystem(settings, Describer(Catalogue()))


@contextmanager
def mail_servers() -> Iterator[MailServers]:
    desk, smtp_port, imap_port = DeskInbox(), free_port(), free_port()
    controller = Controller(desk, hostname="127.0.0.1", port=smtp_port)
    program = [sys.executable, "-W", "ignore", "-c", PYMAP, "--host", "127.0.0.1", "--port", str(imap_port), "dict"]
    pymap = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        controller.start()
        _wait_for(imap_port, pymap)
        yield MailServers(desk, smtp_port, imap_port)
    finally:
        controller.stop()
        pymap.terminate()
        pymap.communicate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < end and process.poll() is None:
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=1).logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("pymap did not start")
