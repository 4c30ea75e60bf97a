"""For add_to_ticket."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class AddToTicket(HabitAction):
    action_name = "action_add_to_ticket"
    habit = talk.add_to_ticket
