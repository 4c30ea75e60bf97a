"""For ask_ticket_status."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class TellStatus(HabitAction):
    action_name = "action_tell_status"

    def habit(self) -> Habit:
        return talk.tell_status
