"""For report_solved."""

from bot.actions.base import HabitAction
from bot.dialogue import answers
from bot.dialogue.context import Habit


class ConfirmSolved(HabitAction):
    action_name = "action_confirm_solved"

    def habit(self) -> Habit:
        return answers.confirm_solved
