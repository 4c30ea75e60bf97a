"""For cancel."""

from bot.actions.base import HabitAction
from bot.dialogue import small
from bot.dialogue.context import Habit


class Cancel(HabitAction):
    action_name = "action_cancel"

    def habit(self) -> Habit:
        return small.cancel
