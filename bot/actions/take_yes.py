"""For affirm."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class TakeYes(HabitAction):
    action_name = "action_take_yes"
    habit = talk.affirm
