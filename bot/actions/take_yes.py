"""For affirm."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class TakeYes(HabitAction):
    action_name = "action_take_yes"

    def habit(self) -> Habit:
        return talk.affirm
