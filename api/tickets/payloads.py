"""What an outbox row carries as JSON, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from api.tickets.ports import Line, NewTicket, Tried


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
    )
