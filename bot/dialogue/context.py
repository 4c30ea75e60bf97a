"""What a habit of the dialogue works with, and what it gives back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.clients.retrieval import Search
from bot.dialogue.memory import Memory
from bot.dialogue.reply import BotReply
from bot.dialogue.turn import Turn


@dataclass(frozen=True)
class Context:
    """One turn with everything remembered."""

    turn: Turn
    memory: Memory
    search: Search


Outcome = tuple[BotReply, Memory]
"""The one reply, and what to remember."""
Habit = Callable[[Context], Awaitable[Outcome]]
