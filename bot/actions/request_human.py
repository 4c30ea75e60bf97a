"""For request_human."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class RequestHuman(HabitAction):
    action_name = "action_request_human"

    def habit(self) -> Habit:
        return talk.request_human
