"""For add_to_ticket."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class AddToTicket(HabitAction):
    action_name = "action_add_to_ticket"

    def habit(self) -> Habit:
        return talk.add_to_ticket
