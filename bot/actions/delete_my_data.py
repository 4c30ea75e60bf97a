"""For delete_my_data."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class DeleteMyData(HabitAction):
    action_name = "action_delete_my_data"
    habit = talk.delete_my_data
