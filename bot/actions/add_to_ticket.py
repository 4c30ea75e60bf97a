"""For add_to_ticket."""

from bot.actions.base import HabitAction
from bot.dialogue import tickets
from bot.dialogue.context import Habit


class AddToTicket(HabitAction):
    action_name = "action_add_to_ticket"

    def habit(self) -> Habit:
        return tickets.add_to_ticket
