"""For cancel."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class Cancel(HabitAction):
    action_name = "action_cancel"
    habit = talk.cancel
