"""For ask_ticket_status."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class TellStatus(HabitAction):
    action_name = "action_tell_status"
    habit = talk.tell_status
