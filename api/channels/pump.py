"""The way out: what a conversation is told is shown in its channel, once and in order."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.channels.openings import Openings
from api.chat import conversations, deliveries
from api.chat.deliveries import Due, Told
from api.chat.messages import LANGUAGES, Language, Reply
from api.chat.pushed import (
    Channel,
    ChannelBusyError,
    ChannelMessageId,
    ChannelRejectedError,
    Outgoing,
    Place,
    PlaceLostError,
)
from api.db.engine import Database
from api.texts.catalogue import Catalogue

log = structlog.get_logger()
POLL_S = 0.5
"""The desk's replies are stored by another process."""
LOOK_ANYWAY_S = 10.0
NOTE_AGAIN_S = 1.0
MOST_PLACES = 2
"""Tried for one message in a row; then it is sent without one."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what."""

    worst_call: timedelta = timedelta(seconds=20)
    """No call to a channel takes longer, looking it up included; far below the lease."""
    lease: timedelta = timedelta(seconds=60)
    """How long a delivery is in the hands of whoever took it."""


class LostLeaseError(Exception):
    """The delivery may be in other hands now."""


class Pump:
    """Carries deliveries to their channels.

    The order of the steps is what "once" rests on, as with tickets (docs/decisions/0004-outbox-before-call.md):
    note `unsure_since` and the place before the call; after an unknown outcome look the message up by its key
    where the channel can, or put it into its place again; write back only while the fence is ours. One that
    hangs holds up no other conversation.
    """

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        channels: Mapping[str, Channel],
        *,
        now: Callable[[], datetime],
        patience: Patience = Patience(),
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._channels = channels
        self._now = now
        self._patience = patience
        self.openings = Openings(database)
        self._woken = asyncio.Event()
        self._looking = asyncio.Lock()
        self._in_hand: dict[asyncio.Task[None], Due] = {}
        self._stopping = False
        self._planned = -1
        self._looked_at = 0.0

    def wake(self) -> None:
        """Something was stored just now: don't wait for the next look."""
        self._woken.set()

    async def run_once(self) -> None:
        """Wait until woken or for the pause, then begin all that is due."""
        try:
            async with asyncio.timeout(POLL_S):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()
        await self._begin()
        await self.openings.sweep(self._channels)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due and nothing is in hand. Returns how many calls were begun."""
        begun = 0
        while (new := await self._begin()) or self._in_hand:
            begun += new
            if self._in_hand:
                await asyncio.wait(self._in_hand, return_when=asyncio.FIRST_COMPLETED)
        return begun

    async def stop(self) -> None:
        """Take nothing more, and wait for what is in hand; the next start goes on from there."""
        self._stopping = True
        async with self._looking:
            tasks = tuple(self._in_hand)
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    async def _begin(self) -> int:
        async with self._looking:
            held = await self._take_due()
            for each in held:
                task = asyncio.create_task(self._deliver(each))
                self._in_hand[task] = each
                task.add_done_callback(self._ended)
        return len(held)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        self.wake()  # the next of its conversation
        if not task.cancelled() and task.exception():
            log.error("delivery_not_written_back", exc_info=task.exception())

    async def _take_due(self) -> tuple[Due, ...]:
        """One read, and one write only where there is something to do: each costs milliseconds that a person waits."""
        if self._stopping:
            return ()
        newest, due = await self._database.read(self._look)
        # All of them now and then: with PostgreSQL a lower id may be committed after a higher one.
        everything = time.monotonic() - self._looked_at > LOOK_ANYWAY_S
        after = 0 if everything else self._planned if newest != self._planned else None
        if after is None and not due & self._channels.keys():
            return ()
        taken = await self._database.write(lambda session: self._take(session, after=after))
        if everything:
            self._looked_at = time.monotonic()
        self._planned = newest
        return taken

    def _look(self, session: Session) -> tuple[int, frozenset[str]]:
        return conversations.newest_event(session), deliveries.due_channels(session, now=self._now())

    def _take(self, session: Session, *, after: int | None) -> tuple[Due, ...]:
        now, taken = self._now(), list[Due]()
        if after is not None:
            deliveries.plan(session, after=after, now=now)
            session.flush()
        for name in sorted(deliveries.due_channels(session, now=now) & self._channels.keys()):
            in_hand = [each.id for each in self._in_hand.values() if each.channel == name]
            lease = self._patience.lease
            taken += deliveries.claim(session, channel=name, now=now, lease=lease, in_hand=in_hand)
        return tuple(taken)

    async def _deliver(self, held: Due) -> None:
        channel = self._channels[held.channel]
        try:
            shown = await self._show(channel, held)
        except ChannelRejectedError as error:
            reason = str(error)
            log.warning("delivery_rejected", delivery=held.id, channel=held.channel, error=reason)
            await self._note(lambda s: deliveries.mark_dead(s, held, error=reason))
        except ChannelBusyError as error:
            wait = timedelta(seconds=error.retry_after_s)
            await self._again(held, str(error), known=not held.unsure, wait=wait)
        except (ConnectionRefusedError, LostLeaseError, OperationalError) as error:
            await self._again(held, repr(error), known=not held.unsure)
        except (ConnectionError, TimeoutError) as error:
            await self._again(held, repr(error), known=False, settle_s=channel.settle_s)
        except Exception:
            # A mistake of ours in one message must not stop all others.
            log.exception("delivery_failed", delivery=held.id, channel=held.channel)
            await self._again(held, "unexpected", known=False, settle_s=channel.settle_s)
        else:
            await self._note(lambda s: deliveries.mark_done(s, held, shown=shown))
            log.info("delivered", delivery=held.id, channel=held.channel, action=held.action, attempts=held.attempts)

    async def _show(self, channel: Channel, held: Due) -> str | None:
        message = outgoing(held.told, self._catalogue)
        async with asyncio.timeout(self._patience.worst_call.total_seconds()):
            if held.action != "send":
                if message.shown:
                    await channel.update(held.ref, message.shown, message)
                return message.shown
            if held.unsure and channel.can_find:
                found = await channel.find(held.ref, message.key)
                if found:
                    return found
            return await self._send(channel, held, message)

    async def _send(self, channel: Channel, held: Due, message: Outgoing) -> str:
        place = held.place
        for _ in range(MOST_PLACES):
            place = place or await self.openings.take(channel, held, message.language)
            if place is None or channel.places is None:
                break
            await self._still_holding(held, place)
            try:
                perhaps = held.unsure and place == held.place
                return await channel.places.fill(held.ref, place, message, perhaps=perhaps)
            except PlaceLostError as error:
                log.info("place_lost", delivery=held.id, channel=held.channel, error=str(error)[:200])
                place = None
        await self._still_holding(held, None)
        return await channel.send(held.ref, message)

    async def _still_holding(self, held: Due, place: Place | None) -> None:
        if held.unsure:
            log.warning("delivery_unsure", delivery=held.id, channel=held.channel, again_in_its_place=place is not None)
        marked = await self._database.write(lambda s: deliveries.mark_unsure(s, held, now=self._now(), place=place))
        if not marked or self._now() > held.lease_until - self._patience.worst_call:
            raise LostLeaseError("the lease ended before the call")

    async def _again(
        self, held: Due, error: str, *, known: bool, wait: timedelta | None = None, settle_s: float = 0.0
    ) -> None:
        log.warning("delivery_failed_for_now", delivery=held.id, attempts=held.attempts, error=error[:200])
        now, least = self._now(), timedelta(seconds=settle_s)
        await self._note(
            lambda s: deliveries.put_back(s, held, now=now, error=error, known=known, wait=wait, least=least)
        )

    async def _note(self, outcome: Callable[[Session], bool]) -> None:
        """Keep at it while the database is away: what was shown and is not noted would be shown again."""
        while True:
            try:
                await self._database.write(outcome)
            except OperationalError as error:
                log.warning("outcome_not_noted_yet", error=type(error.orig).__name__)
                await asyncio.sleep(NOTE_AGAIN_S)
            else:
                return


def outgoing(told: Told, catalogue: Catalogue) -> Outgoing:
    """The event, ready to show in the person's language.

    Raises:
        ChannelRejectedError: there are no words for such an event.
    """
    language: Language = next((code for code in LANGUAGES if code == told.language), "sv")
    payload, event = told.payload, told.event
    # With the time: another database, made anew, begins to count again in the same chats.
    key = f"bollplank-{event}-{told.at.timestamp():.0f}"
    shown = ChannelMessageId(told.shown) if told.shown else None
    if told.kind == "ticket_status":
        number = payload["ticket"]
        label = catalogue.say(language, f"ticket-status-{payload['status']}")
        text = catalogue.say(language, "ticket-status-changed", number=number, status=label)
        return Outgoing(key, event, language, "ticket_status", text, shown=shown, ticket=number, status=label)
    if told.kind == "desk_reply":
        name, ticket = payload["name"], payload.get("ticket")
        return Outgoing(key, event, language, "desk_reply", payload["text"], shown=shown, name=name, ticket=ticket)
    if told.kind != "reply":
        raise ChannelRejectedError(f"no words for an event of kind {told.kind}")
    reply = Reply.from_json(payload)
    used = _label(reply, told.used)
    return Outgoing(
        key, event, reply.language, "reply", reply.text, shown=shown, reply=reply, used=used, unfolded=told.unfolded
    )


def _label(reply: Reply, used: str | None) -> str | None:
    labels = {button.id: button.label for button in reply.buttons}
    labels |= {choice.id: choice.label for choice in reply.choices}
    return labels.get(used, used) if used else None
