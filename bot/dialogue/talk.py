"""Everything said around answers: a person, status, outage, personal data, yes and no."""

from dataclasses import replace

from bot.dialogue.answers import answer_question
from bot.dialogue.context import Context, Outcome
from bot.dialogue.reply import BotReply, Message, say
from bot.forms.flow import start_form, ticket_prefill


async def request_human(context: Context) -> Outcome:
    """A person takes over: the ticket form, with what is known filled in."""
    return await start_form(context, "ticket", known=ticket_prefill(context))


async def tell_status(context: Context) -> Outcome:
    """Who has no ticket is offered a person by the gateway; who has one is not, and only the gateway knows."""
    return BotReply(kind="status_request", request="status"), replace(context.memory, offered="order")


async def report_outage(context: Context) -> Outcome:
    """A known outage is told; else that none is known, with what the guides say, or a person."""
    if context.turn.outage:
        reply = BotReply(
            kind="outage",
            messages=(Message("bot-outage-known", {"message": context.turn.outage}),),
            buttons=("human",),
        )
        return reply, context.memory
    reply, memory = await answer_question(context)
    if reply.kind == "refuse":
        return replace(reply, messages=(Message("bot-outage-none"),)), memory
    return replace(reply, messages=(Message("bot-outage-none-but"), *reply.messages)), memory


async def ask_my_data(context: Context) -> Outcome:
    return BotReply(kind="data_request", request="export"), context.memory


async def delete_my_data(context: Context) -> Outcome:
    """Ask once before anything is taken away."""
    reply = say("bot-delete-sure", buttons=("yes", "no"))
    return reply, replace(context.memory, offered="delete")


async def affirm(context: Context) -> Outcome:
    """A yes to what was offered."""
    memory, offered = replace(context.memory, offered=None), _offered(context)
    if offered == "human":
        return await request_human(replace(context, memory=memory))
    if offered == "note":
        return BotReply(kind="ticket_note", fields={"text": memory.question or ""}), replace(memory, offered="order")
    if offered == "delete":
        # Nothing is remembered: the gateway deletes, and so do we.
        return BotReply(kind="data_request", request="delete"), type(memory)()
    return say("bot-affirm-nothing"), memory


async def deny(context: Context) -> Outcome:
    memory = replace(context.memory, offered=None)
    key = "bot-deny-offer" if _offered(context) else "bot-deny-nothing"
    return say(key), memory


def _offered(context: Context) -> "str | None":
    """What a yes or a no is about."""
    return context.turn.offered if context.memory.offered == "order" else context.memory.offered
