"""For deny."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class TakeNo(HabitAction):
    action_name = "action_take_no"
    habit = talk.deny
