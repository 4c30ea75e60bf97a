"""For cancel."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class Cancel(HabitAction):
    action_name = "action_cancel"

    def habit(self) -> Habit:
        return talk.cancel
