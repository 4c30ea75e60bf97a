"""For ask_my_data."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class TellMyData(HabitAction):
    action_name = "action_tell_my_data"

    def habit(self) -> Habit:
        return talk.ask_my_data
