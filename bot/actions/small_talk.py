"""For greet, goodbye, thank, small_talk, insult, ask_capabilities, ask_bot_identity."""

from bot.actions.base import HabitAction
from bot.dialogue import small
from bot.dialogue.context import Habit


class SmallTalk(HabitAction):
    action_name = "action_small_talk"

    def habit(self) -> Habit:
        return small.small_talk
