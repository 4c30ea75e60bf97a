"""What each outbox action asks of a ticket system, and how to find out whether it happened before."""

from api.tickets.outbox import Claim
from api.tickets.payloads import attachment_from_json, ticket_from_json
from api.tickets.ports import STATUSES, ExternalId, Status, TicketRejectedError, TicketSystem

PARTS = frozenset({"add_message", "add_note", "add_attachment"})


async def find_done(system: TicketSystem, held: Claim) -> ExternalId | None:
    """The ticket, when an earlier attempt went through. Calls that may be repeated say None."""
    ticket = ExternalId(held.external_id or "")
    if held.action == "open_ticket":
        found = await system.find(held.id)
        return found[0] if found else None
    if held.action in PARTS:
        return ticket if await system.has_part(ticket, held.id) else None
    if held.action == "set_status":
        return ticket if await system.status(ticket) == held.payload["status"] else None
    return None


async def make(system: TicketSystem, held: Claim) -> ExternalId:
    """Make the call; its errors are the port's."""
    ticket = ExternalId(held.external_id or "")
    if held.action == "open_ticket":
        return await system.open(held.id, ticket_from_json(held.payload))
    if held.action in PARTS:
        await _add_part(system, ticket, held)
    elif held.action == "set_status":
        await system.set_status(ticket, _status(held))
    else:
        await _close_extras(system, ticket, held)
    return ticket


async def _add_part(system: TicketSystem, ticket: ExternalId, held: Claim) -> None:
    if held.action == "add_message":
        await system.add_message(ticket, held.id, str(held.payload["text"]))
    elif held.action == "add_note":
        await system.add_note(ticket, held.id, str(held.payload["text"]))
    else:
        await system.add_attachment(ticket, held.id, attachment_from_json(held.payload))


async def _close_extras(system: TicketSystem, ticket: ExternalId, held: Claim) -> None:
    if held.action == "close_duplicate":
        extras: tuple[ExternalId, ...] = (ExternalId(held.payload["extra"]),)
    else:
        extras = await system.find(held.payload["key"])
    for extra in extras:
        if extra != ticket:
            await system.close_duplicate(extra, of=ticket)


def _status(held: Claim) -> Status:
    for status in STATUSES:
        if status == held.payload["status"]:
            return status
    raise TicketRejectedError(f"no status {held.payload['status']!r}")
