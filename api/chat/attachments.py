"""Files people send along, such as a screenshot: statements over `attachments`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, undefer

from api.chat.conversations import exists, file_line, newest_open_ticket
from api.chat.sniff import safe_name, sniff
from api.db.tables import Attachment, Ticket
from api.errors import ApiError
from api.tickets.outbox import put
from api.tickets.payloads import attachment_to_json
from api.tickets.ports import Attachment as SentFile

BUILT_IN = "desk"
MOST_PER_CONVERSATION = 20
MEGABYTE = 1_000_000


class AttachmentTooLargeError(ApiError):
    """Larger than the setting allows."""

    status = 413
    key = "error-attachment-too-large"
    title = "Attachment too large"

    def __init__(self, *, largest: int) -> None:
        super().__init__()
        self.values: Mapping[str, Any] = {"most": largest // MEGABYTE}


class AttachmentKindError(ApiError):
    """Not a picture, a PDF or plain text."""

    status = 415
    key = "error-attachment-kind"
    title = "Unsupported kind of file"


class TooManyAttachmentsError(ApiError):
    """The conversation has as many as it may have."""

    status = 409
    key = "error-attachment-too-many"
    title = "Too many attachments"
    values: Mapping[str, Any] = {"most": MOST_PER_CONVERSATION}


class UnknownAttachmentError(ApiError):
    """There is no such file, or not any more."""

    status = 404
    key = "error-not-found"
    title = "Unknown attachment"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    id: str | None
    """A UUID made by the sender, so that sending again after a lost answer adds nothing."""
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A file we keep, without its content."""

    id: str
    name: str
    media_type: str
    size: int
    """Bytes."""
    at: datetime
    ticket: str | None = None
    """The number of the ticket it is on."""

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def add_attachment(session: Session, conversation: str, upload: Upload, *, largest: int, now: datetime) -> Stored:
    """Keep a file. With an open ticket it goes there at once, else with the next ticket.

    Args:
        session: a transaction.
        conversation: whose file it is.
        upload: the file.
        largest: most bytes a file may have.
        now: the time.

    Raises:
        UnknownConversationError: there is no such conversation.
        AttachmentTooLargeError: more bytes than `largest`.
        AttachmentKindError: not one of the kinds we let in.
        TooManyAttachmentsError: the conversation has twenty.
    """
    exists(session, conversation)
    known = session.get(Attachment, upload.id) if upload.id else None
    if known and known.conversation_id == conversation:
        return _stored(session, known)
    media_type = check_file(upload, largest=largest)
    mine = select(func.count()).select_from(Attachment).where(Attachment.conversation_id == conversation)
    if (session.scalar(mine) or 0) >= MOST_PER_CONVERSATION:
        raise TooManyAttachmentsError
    ticket = newest_open_ticket(session, conversation)
    row = Attachment(
        id=upload.id if upload.id and not known else str(uuid4()),
        conversation_id=conversation,
        ticket_id=ticket.id if ticket else None,
        name=safe_name(upload.name, media_type),
        media_type=media_type,
        size=len(upload.content),
        content=upload.content,
        created_at=now,
    )
    session.add(row)
    session.flush()
    if ticket:
        _pass_on(session, ticket, row, now=now)
    return _stored(session, row)


def _pass_on(session: Session, ticket: Ticket, row: Attachment, *, now: datetime) -> None:
    """Put the file on the ticket: our own desk reads it from here, so it gets only word of it."""
    if ticket.system == BUILT_IN:
        words = {"text": file_line(row.name)}
        put(session, ticket_id=ticket.id, target=ticket.system, action="add_message", payload=words, now=now)
        return
    file = attachment_to_json(SentFile(row.name, row.media_type, row.content))
    put(session, ticket_id=ticket.id, target=ticket.system, action="add_attachment", payload=file, now=now)


def check_file(upload: Upload, *, largest: int) -> str:
    """The file's media type.

    Raises:
        AttachmentTooLargeError: more bytes than `largest`.
        AttachmentKindError: not one of the kinds we let in.
    """
    if len(upload.content) > largest:
        raise AttachmentTooLargeError(largest=largest)
    media_type = sniff(upload.content, upload.name)
    if media_type is None:
        raise AttachmentKindError
    return media_type


def tie_to_ticket(session: Session, conversation: str, ticket: Ticket, *, now: datetime) -> None:
    """What was sent before the ticket goes along with it; called once the ticket's own row is in the outbox."""
    waiting = select(Attachment).where(Attachment.conversation_id == conversation, Attachment.ticket_id.is_(None))
    for row in session.scalars(waiting.order_by(Attachment.created_at).options(undefer(Attachment.content))).all():
        row.ticket_id = ticket.id
        if ticket.system != BUILT_IN:  # the built-in desk shows the ticket's files by itself
            _pass_on(session, ticket, row, now=now)


def erase_attachments(session: Session, conversation: str) -> None:
    """Forget every file of a conversation, also those on open tickets."""
    session.execute(delete(Attachment).where(Attachment.conversation_id == conversation))


def on_ticket(session: Session, number: str) -> tuple[Stored, ...]:
    """The files of a ticket, oldest first."""
    statement = select(Attachment).join(Ticket, Attachment.ticket_id == Ticket.id).where(Ticket.number == number)
    return tuple(_stored(session, row) for row in session.scalars(statement.order_by(Attachment.created_at)))


def read_file(session: Session, attachment: str, *, conversation: str | None = None) -> tuple[Stored, bytes]:
    """A file with its content.

    Args:
        session: a transaction.
        attachment: the file's id.
        conversation: only if it is of this conversation; None for the desk, which may read all.

    Raises:
        UnknownAttachmentError: there is none.
    """
    row = session.get(Attachment, attachment, options=[undefer(Attachment.content)])
    if row is None or conversation not in {None, row.conversation_id}:
        raise UnknownAttachmentError
    return _stored(session, row), row.content


def _stored(session: Session, row: Attachment) -> Stored:
    number = session.scalar(select(Ticket.number).where(Ticket.id == row.ticket_id)) if row.ticket_id else None
    return Stored(row.id, row.name, row.media_type, row.size, row.created_at, number)
