"""The form of a ticket as a modal, and the app's home (https://docs.slack.dev/surfaces)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.channels.slack.blocks import button, header, section
from api.chat import people
from api.chat.messages import Address, Language
from api.db.tables import ChannelThread, Ticket
from api.texts.catalogue import Catalogue
from api.tickets.outbox import subject_of

View = dict[str, Any]
TICKET_FORM = "ticket_form"
FIELDS = ("what", "where", "urgency", "contact")
REQUIRED = frozenset({"what"})
URGENCIES = ("low", "normal", "high")
LONGEST_TITLE = 24
LONGEST_FIELD = 2000
MOST_TICKETS = 10


@dataclass(frozen=True, slots=True)
class Behind:
    """What a form must remember until it is sent."""

    event: int
    address: Address

    def to_text(self) -> str:
        at = self.address
        return json.dumps({"event": self.event, "key": at.thread_key, "ref": dict(at.ref)})

    @classmethod
    def from_text(cls, text: str, *, tenant: str, person: str) -> "Behind":
        """Read it back. Who sends it is taken from the request, never from the form."""
        kept = json.loads(text)
        return cls(int(kept["event"]), Address(tenant, kept["key"], person, kept["ref"]))


def ticket_form(behind: Behind, language: Language, catalogue: Catalogue, *, what: str = "") -> View:
    """The form of a ticket as a modal; `what` is what the person has said already."""
    say = catalogue.say
    return {
        "type": "modal",
        "callback_id": TICKET_FORM,
        "private_metadata": behind.to_text(),
        "title": _plain(say(language, "chat-open")[:LONGEST_TITLE]),
        "submit": _plain(say(language, "chat-send")[:LONGEST_TITLE]),
        "close": _plain(say(language, "chat-button-cancel")[:LONGEST_TITLE]),
        "blocks": [_input(name, language, catalogue, what if name == "what" else "") for name in FIELDS],
    }


def filled_in(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a sent form that hold something."""
    values = view["state"]["values"]
    found: dict[str, str] = {}
    for name in FIELDS:
        entry = (values.get(name) or {}).get(name) or {}
        chosen = (entry.get("selected_option") or {}).get("value")
        text = chosen or entry.get("value") or ""
        if text.strip():
            found[name] = text.strip()
    return found


def own_tickets(session: Session, person: str) -> tuple[tuple[str, str, str], ...]:
    """Number, subject and status of a person's newest tickets; of one who is known, those of other channels too."""
    here = select(ChannelThread.conversation_id).where(ChannelThread.person == person)
    known = people.linked(session, channel="slack", external_user=person)
    elsewhere = people.conversations_of(session, known) if known else ()
    mine = (
        select(Ticket)
        .where(or_(Ticket.conversation_id.in_(here), Ticket.conversation_id.in_(elsewhere)))
        .order_by(Ticket.id.desc())
        .limit(MOST_TICKETS)
    )
    return tuple((each.number, subject_of(session, each.id), each.status) for each in session.scalars(mine))


def home(
    language: Language,
    catalogue: Catalogue,
    *,
    outage: str | None,
    tickets: tuple[tuple[str, str, str], ...],
    popular: tuple[str, ...],
) -> View:
    say = catalogue.say
    blocks = [header(say(language, "chat-welcome-title")), section(say(language, "chat-welcome-text"))]
    if outage:
        blocks.append(section(say(language, "reply-outage", message=outage)))
    blocks.append(header(say(language, "channel-own-tickets")))
    lines = [
        say(language, "ticket-status-line", number=number, subject=subject, status=_status(status, language, catalogue))
        for number, subject, status in tickets
    ]
    blocks += [section(line) for line in lines] or [section(say(language, "channel-no-tickets"))]
    if popular:
        blocks.append(header(say(language, "chat-welcome-popular")))
        asks = [button(each, action=f"ask:{n}", value=each[:LONGEST_FIELD]) for n, each in enumerate(popular)]
        blocks.append({"type": "actions", "elements": asks})
    return {"type": "home", "blocks": blocks}


def _status(status: str, language: Language, catalogue: Catalogue) -> str:
    return catalogue.say(language, f"ticket-status-{status}")


def _input(name: str, language: Language, catalogue: Catalogue, known: str) -> dict[str, Any]:
    say = catalogue.say
    if name == "urgency":
        options = [{"text": _plain(say(language, f"chat-button-urgency-{each}")), "value": each} for each in URGENCIES]
        element: dict[str, Any] = {"type": "static_select", "action_id": name, "options": options}
        element["initial_option"] = options[1]
    else:
        element = {"type": "plain_text_input", "action_id": name, "max_length": LONGEST_FIELD}
        element["multiline"] = name == "what"
        if known:
            element["initial_value"] = known[:LONGEST_FIELD]
    return {
        "type": "input",
        "block_id": name,
        "optional": name not in REQUIRED,
        "label": _plain(say(language, f"bot-form-ticket-{name}")),
        "hint": _plain(say(language, f"chat-hint-{name}")),
        "element": element,
    }


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
