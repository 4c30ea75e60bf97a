"""Carry one outbox call to its ticket system so that it happens exactly once.

The order of the steps is what the proof rests on: note `unsure_since` in a commit of its own before
the call; after an unknown outcome wait the settle time and search by key; write back only while the
fence is ours. See docs/decisions/0004-outbox-before-call.md.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from api.db.engine import Database
from api.tickets import outbox
from api.tickets.outbox import Claim
from api.tickets.payloads import ticket_from_json
from api.tickets.ports import (
    ExternalId,
    TicketRejectedError,
    TicketSystem,
    TicketSystemBusyError,
    TicketSystemClosedError,
)

log = structlog.get_logger()
WORST_CALL = timedelta(seconds=30)
"""No call to a ticket system takes longer; adapters set their timeouts below it."""
CLOSED_PAUSE = timedelta(minutes=5)


class LostLeaseError(Exception):
    """Another worker may hold the call now."""


class Delivery:
    """Delivers what is due. Several workers may run; each call has one holder at a time."""

    def __init__(self, database: Database, systems: Mapping[str, TicketSystem], *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._systems = systems
        self._now = now
        self._settle = {name: timedelta(seconds=system.settle_s) for name, system in systems.items()}

    async def deliver_next(self) -> bool:
        """Take the next due call and try it. False when nothing was due."""
        held = await self._database.write(lambda session: outbox.claim(session, now=self._now(), settle=self._settle))
        if held is None:
            return False
        try:
            await self._deliver(held)
        except TicketRejectedError as error:
            reason = str(error)
            await self._database.write(lambda s: outbox.mark_dead(s, held, error=reason))
            log.warning("ticket_rejected", key=held.id, error=reason)
        except TicketSystemBusyError as error:
            await self._again(held, str(error), known=True, wait=timedelta(seconds=error.retry_after_s))
        except TicketSystemClosedError as error:
            log.warning("ticket_system_closed", target=held.target, error=str(error))
            await self._again(held, str(error), known=True, wait=CLOSED_PAUSE)
        except (ConnectionRefusedError, LostLeaseError) as error:
            # Nothing was sent this time; whether an earlier attempt went through is as open as before.
            await self._again(held, repr(error), known=not held.unsure)
        except (ConnectionError, TimeoutError) as error:
            await self._again(held, repr(error), known=False)
        return True

    async def _deliver(self, held: Claim) -> None:
        system = self._systems[held.target]
        if held.unsure and await self._happened_before(system, held):
            return
        await self._still_holding(held)
        external = ExternalId(held.external_id or "")
        if held.action == "open_ticket":
            external = await system.open(held.id, ticket_from_json(held.payload))
        else:
            await system.add_message(external, held.id, str(held.payload["text"]))
        await self._done(held, external)

    async def _happened_before(self, system: TicketSystem, held: Claim) -> bool:
        if held.action == "open_ticket":
            found = await system.find(held.id)
        else:
            ticket = ExternalId(held.external_id or "")
            found = ticket if await system.has_message(ticket, held.id) else None
        if found is None:
            return False
        await self._done(held, found)
        return True

    async def _still_holding(self, held: Claim) -> None:
        # Checked again after the commit, which may have stalled: a call sent late could be a second one.
        marked = await self._database.write(lambda s: outbox.mark_unsure(s, held, now=self._now()))
        if not marked or self._now() > held.lease_until - WORST_CALL:
            raise LostLeaseError("the lease ended before the call")

    async def _done(self, held: Claim, external: ExternalId) -> None:
        kept = await self._database.write(lambda s: outbox.mark_done(s, held, external_id=external))
        if kept:
            log.info("ticket_delivered", key=held.id, action=held.action, attempts=held.attempts)
        else:
            log.error("ticket_delivered_twice", key=held.id, external_id=external)

    async def _again(self, held: Claim, error: str, *, known: bool, wait: timedelta | None = None) -> None:
        log.warning("ticket_delivery_failed", key=held.id, attempts=held.attempts, error=error)
        now = self._now()
        await self._database.write(
            lambda s: outbox.put_back(s, held, now=now, error=error, outcome_known=known, wait=wait)
        )
