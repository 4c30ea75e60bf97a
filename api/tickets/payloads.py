"""What an outbox row carries as JSON, and back."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.tickets.ports import Attachment, Line, NewTicket, Tried


def ticket_to_json(ticket: NewTicket) -> dict[str, Any]:
    return {**asdict(ticket), "fields": dict(ticket.fields)}


def ticket_from_json(payload: Mapping[str, Any]) -> NewTicket:
    return NewTicket(
        number=payload["number"],
        kind=payload["kind"],
        language=payload["language"],
        subject=payload["subject"],
        fields=tuple(dict(payload["fields"]).items()),
        conversation=tuple(Line(**line) for line in payload["conversation"]),
        tried=tuple(Tried(**tried) for tried in payload["tried"]),
        link=payload.get("link", ""),
    )


def attachment_to_json(attachment: Attachment) -> dict[str, Any]:
    """The file travels inside the row, so that it is in the same transaction as the turn it came with."""
    content = base64.b64encode(attachment.content).decode("ascii")
    return {"name": attachment.name, "media_type": attachment.media_type, "content": content}


def attachment_from_json(payload: Mapping[str, Any]) -> Attachment:
    content = base64.b64decode(payload["content"])
    return Attachment(name=payload["name"], media_type=payload["media_type"], content=content)
