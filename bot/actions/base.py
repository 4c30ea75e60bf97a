"""What every action shares: read the turn, give the same reply to the same message, speak once, remember."""

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.clients.retrieval import RetrievalClient, Search
from bot.dialogue.context import Context, Habit
from bot.dialogue.direct import direct
from bot.dialogue.memory import Memory
from bot.dialogue.turn import read_turn
from bot.settings import read_settings
from bot.wordless import what_happened

log = logging.getLogger(__name__)
SLOT = "memory"


class HabitAction(Action, ABC):
    """One habit of the dialogue as a Rasa action. Subclasses say its name and which function it is."""

    action_name = ""

    def __init__(self, search: "Search | None" = None) -> None:
        settings = read_settings()
        self._search = search or RetrievalClient(settings.retrieval_url, timeout_s=settings.retrieval_timeout_s)

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    def habit(self) -> Habit:
        """The function that answers."""

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: "dict[str, Any]",  # noqa: ARG002
    ) -> "list[EventType]":
        try:
            return await self._answer(dispatcher, tracker)
        except Exception as error:  # noqa: BLE001 - left to the SDK, it would be logged with what the person wrote
            # Nothing is said and nothing remembered: the gateway then answers from the guides.
            log.error("%s failed: %s", self.name(), what_happened(error))  # noqa: TRY400 - see above
            return []

    async def _answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> "list[EventType]":
        memory = Memory.from_json(tracker.get_slot(SLOT))
        turn = read_turn(tracker.latest_message)
        if turn.message_id and turn.message_id == memory.last_message_id and memory.last_reply:
            # Sent again after a crash: the dialogue has moved already, so only the words are repeated.
            dispatcher.utter_message(json_message=memory.last_reply)
            return []
        reply, memory = await direct(Context(turn, memory, self._search), self.habit())
        reply = replace(reply, intent={"name": turn.intent, "confidence": turn.confidence})
        said = reply.to_json()
        memory = replace(memory, last_message_id=turn.message_id, last_reply=said)
        remembered = SlotSet(SLOT, memory.to_json())
        dispatcher.utter_message(json_message=said)
        return [remembered]
