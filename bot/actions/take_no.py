"""For deny."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class TakeNo(HabitAction):
    action_name = "action_take_no"

    def habit(self) -> Habit:
        return talk.deny
