"""For delete_my_data."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class DeleteMyData(HabitAction):
    action_name = "action_delete_my_data"

    def habit(self) -> Habit:
        return talk.delete_my_data
