"""Which of several open tickets something more is about: asked once, answered by a button or a number."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.chat.bot_reply import BotReply, Said
from api.chat.conversations import ReceivedTurn
from api.db.tables import Ticket
from api.tickets.desk_queue import OPEN_STATUSES

BUTTON = "note:"
PREFIX = "BP-"
"""Of our ticket numbers; a button's id holds the digits."""
MOST_OFFERED = 3


def open_tickets(session: Session, conversation: str) -> tuple[Ticket, ...]:
    """Newest first."""
    mine = select(Ticket).where(Ticket.conversation_id == conversation, Ticket.status.in_(OPEN_STATUSES))
    return tuple(session.scalars(mine.order_by(Ticket.id.desc())))


def ticket_meant(tickets: tuple[Ticket, ...], *, text: str, number: str | None) -> Ticket | None:
    """The one there is, the one that was chosen, or the one whose number stands in the text."""
    if len(tickets) == 1:
        return tickets[0]
    said = {number, *(f"{PREFIX}{digits}" for digits in re.findall(r"\d{4,}", text))}
    return next((ticket for ticket in tickets if ticket.number in said), None)


def answer_to_which(turn: ReceivedTurn) -> BotReply | None:
    """The note that was waiting, once the person has said which ticket it belongs to."""
    offered = [button["id"] for button in turn.story.last_reply.get("buttons", [])]
    if turn.button and turn.button.startswith(BUTTON) and turn.button not in offered:
        return BotReply("small_talk", messages=(Said("bot-button-passed", {}),), buttons=("human",))
    said = {turn.button, *(f"{BUTTON}{digits}" for digits in re.findall(r"\d{4,}", turn.text or ""))}
    chosen = next((button for button in offered if button.startswith(BUTTON) and button in said), None)
    if chosen is None:
        return None
    number = PREFIX + chosen.removeprefix(BUTTON)
    return BotReply("ticket_note", fields={"text": turn.story.last_question or "", "ticket": number})


def note_button(number: str) -> str:
    return BUTTON + number.removeprefix(PREFIX)
