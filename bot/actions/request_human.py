"""For request_human."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class RequestHuman(HabitAction):
    action_name = "action_request_human"
    habit = talk.request_human
