"""Carry one outbox call to its ticket system so that it happens exactly once.

The order of the steps is what the proof rests on: note `unsure_since` in a commit of its own before
the call; after an unknown outcome wait the settle time and search by key; write back only while the
fence is ours, and when it no longer is, close the extra ticket. See
docs/decisions/0004-outbox-before-call.md.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from api.db.engine import Database
from api.tickets import calls, outbox, targets
from api.tickets.outbox import Claim
from api.tickets.ports import (
    ExternalId,
    TicketRejectedError,
    TicketSystem,
    TicketSystemBusyError,
    TicketSystemClosedError,
)
from api.tickets.targets import Pace

log = structlog.get_logger()
CLOSED_PAUSE = timedelta(minutes=5)


class LostLeaseError(Exception):
    """Another worker may hold the call now."""


class Delivery:
    """Delivers what is due. Several workers may run; each call has one holder at a time."""

    def __init__(
        self,
        database: Database,
        systems: Mapping[str, TicketSystem],
        *,
        now: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._database = database
        self._systems = systems
        self._now = now
        self._pace = pace or Pace()
        self._settle = {name: timedelta(seconds=system.settle_s) for name, system in systems.items()}
        self._prepared = False

    async def deliver_next(self) -> bool:
        """Take the next due call and try it. False when nothing was due."""
        held = await self._database.write(self._claim)
        if held is None:
            return False
        try:
            held, found = await self._searched(held)
            if found is None:
                await self._deliver(held)
            else:
                await self._done(held, found)
        except TicketRejectedError as error:
            reason, now = str(error), self._now()
            await self._database.write(lambda s: outbox.mark_dead(s, held, error=reason))
            await self._database.write(lambda s: targets.note_success(s, held.target, now=now))  # it answers
            log.warning("ticket_rejected", key=held.id, error=reason)
        except TicketSystemBusyError as error:
            await self._again(held, str(error), clear=True, wait=timedelta(seconds=error.retry_after_s))
        except TicketSystemClosedError as error:
            log.warning("ticket_system_closed", target=held.target, error=str(error))
            await self._again(held, str(error), clear=True, wait=CLOSED_PAUSE)
        except LostLeaseError:
            await self._let_go(held)
        except (ConnectionError, TimeoutError) as error:
            await self._again(held, repr(error), clear=isinstance(error, ConnectionRefusedError))
        return True

    def _claim(self, session: Session) -> Claim | None:
        if not self._prepared:
            targets.ensure(session, self._systems)
            self._prepared = True
        return outbox.claim(session, now=self._now(), settle=self._settle, pace=self._pace)

    async def _searched(self, held: Claim) -> tuple[Claim, ExternalId | None]:
        """Whether an earlier attempt went through. The search is settled: when it finds nothing, none did."""
        if not held.unsure:
            return held, None
        async with asyncio.timeout(self._pace.worst_call.total_seconds()):
            found = await calls.find_done(self._systems[held.target], held)
        return (replace(held, unsure=False) if found is None else held), found

    async def _deliver(self, held: Claim) -> None:
        await self._still_holding(held)
        async with asyncio.timeout(self._pace.worst_call.total_seconds()):
            external = await calls.make(self._systems[held.target], held)
        await self._done(held, external)

    async def _still_holding(self, held: Claim) -> None:
        # Checked again after the commit, which may have stalled: a call sent late could be a second one.
        self._check_lease(held)
        if not await self._database.write(lambda s: outbox.mark_unsure(s, held, now=self._now())):
            raise LostLeaseError("another worker has taken it")
        self._check_lease(held)

    def _check_lease(self, held: Claim) -> None:
        if self._now() > held.lease_until - self._pace.worst_call:
            raise LostLeaseError("the lease ended before the call")

    async def _done(self, held: Claim, external: ExternalId) -> None:
        def work(session: Session) -> bool:
            now = self._now()
            kept = outbox.mark_done(session, held, external_id=external, now=now, look_again=self._pace.look_again)
            if not kept and held.action == "open_ticket":
                outbox.put_extra(session, held, extra=external, now=now)
            return kept

        if await self._database.write(work):
            log.info("ticket_delivered", key=held.id, action=held.action, attempts=held.attempts)
        else:
            log.warning("ticket_delivered_late", key=held.id, action=held.action, external_id=external)

    async def _again(self, held: Claim, error: str, *, clear: bool, wait: timedelta | None = None) -> None:
        """Try later.

        Args:
            held: the call.
            error: what went wrong.
            clear: nothing was done this time. Whether an earlier attempt went through is as open as before.
            wait: how long the system asked to be left alone.
        """
        known = clear and not held.unsure
        log.warning("ticket_delivery_failed", key=held.id, attempts=held.attempts, error=error)

        def work(session: Session) -> None:
            now = self._now()
            rest, pause = self._pace.rest, self._pace.pause
            targets.note_failure(session, held.target, now=now, error=error, clear=clear, wait=wait, longest=rest)
            capped = min(wait, targets.LONGEST_PAUSE) if wait else None
            outbox.put_back(session, held, now=now, error=error, outcome_known=known, wait=capped, longest=pause)

        await self._database.write(work)

    async def _let_go(self, held: Claim) -> None:
        """Nothing was sent; the row goes back at once unless another worker has it."""
        log.warning("ticket_lease_lost", key=held.id, attempts=held.attempts)

        def work(session: Session) -> None:
            now = self._now()
            targets.release(session, held.target, now=now)
            outbox.put_back(session, held, now=now, error="lease lost", outcome_known=not held.unsure)

        await self._database.write(work)
