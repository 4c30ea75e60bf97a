"""For report_solved."""

from bot.actions.base import HabitAction
from bot.dialogue import answers


class ConfirmSolved(HabitAction):
    action_name = "action_confirm_solved"
    habit = answers.confirm_solved
