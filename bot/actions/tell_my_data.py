"""For ask_my_data."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class TellMyData(HabitAction):
    action_name = "action_tell_my_data"
    habit = talk.ask_my_data
