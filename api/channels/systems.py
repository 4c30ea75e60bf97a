"""The API for other systems, with a key: ask, feedback, escalate (`/v1/ask`, ...)."""

import json
from dataclasses import replace
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, Depends, Header
from pydantic import BaseModel, ConfigDict, Field

from api.channels.access import Caller, system_of
from api.channels.problem_docs import problems
from api.channels.web import AN_ID, MessageOut
from api.chat.idempotency import claim
from api.chat.messages import ConversationId, Inbound, Language
from api.chat.services import Services, services_of

router = APIRouter(prefix="/v1", tags=["systems"], responses=problems(400, 401, 403, 404, 409, 413, 422, 429))
LONGEST = 2000
Use = Annotated[Services, Depends(services_of)]
By = Annotated[Caller, Depends(system_of)]
Once = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=100, pattern=r"^[!-~]+$")]
"""The same key with the same body gives the same reply, for a day; with another body it is refused."""
Conversation = Annotated[str, Field(max_length=64, pattern=AN_ID)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuestionIn(Strict):
    question: Text
    conversation: Conversation | None = None
    """Left out: a new conversation."""
    language: Language | None = None
    """Left out: the language of the question."""


class FeedbackIn(Strict):
    conversation: Conversation
    outcome: Literal["solved", "unsolved"]


class TicketIn(Strict):
    what: Text
    where: Text | None = None
    urgency: Literal["low", "normal", "high"] = "normal"
    contact: Text | None = None
    """How the person is reached; left out: in this conversation."""
    conversation: Conversation | None = None
    """What was said there goes along. Left out: a new conversation."""
    language: Language | None = None


@router.post("/ask")
async def ask(body: QuestionIn, use: Use, by: By, once: Once = None) -> MessageOut:
    """Ask a question. Exactly one reply comes back. Scope: ask."""
    by.must("ask")
    inbound = Inbound(_id(body.conversation), "", "api", text=body.question, language=body.language)
    return await _handle(use, by, inbound, once)


@router.post("/feedback")
async def feedback(body: FeedbackIn, use: Use, by: By, once: Once = None) -> MessageOut:
    """Say whether the last answer helped. Scope: feedback."""
    by.must("feedback")
    return await _handle(use, by, Inbound(_id(body.conversation), "", "api", button=body.outcome), once)


@router.post("/escalate")
async def escalate(body: TicketIn, use: Use, by: By, once: Once = None) -> MessageOut:
    """Send it to a person at the desk: opens a ticket. Scope: escalate."""
    by.must("escalate")
    inbound = Inbound(_id(body.conversation), "", "api", button="send", language=body.language, fields=form_of(body))
    return await _handle(use, by, inbound, once)


def form_of(ticket: TicketIn) -> dict[str, str]:
    """The form as the dialogue would have filled it in."""
    filled = {"what": ticket.what, "where": ticket.where, "urgency": ticket.urgency, "contact": ticket.contact}
    return {name: value for name, value in filled.items() if value}


async def _handle(use: Services, by: Caller, inbound: Inbound, once: str | None) -> MessageOut:
    message_id = str(uuid4())
    if once and by.key:
        owner = by.key.id
        asked = json.dumps(
            [
                inbound.conversation,
                inbound.text,
                inbound.button,
                inbound.language,
                dict(inbound.fields or {}),
                by.person,
            ]
        )
        message_id = await use.database.write(lambda s: claim(s, owner=owner, key=once, request=asked, now=use.now()))
    whole = replace(inbound, message_id=message_id, person=by.person, audience=by.audience)
    answered = await use.gateway.handle(whole)
    return MessageOut.model_validate({"conversation": answered.conversation, "replies": answered.replies})


def _id(conversation: str | None) -> ConversationId | None:
    return ConversationId(conversation) if conversation else None
