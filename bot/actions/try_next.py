"""For report_unsolved."""

from bot.actions.base import HabitAction
from bot.dialogue import answers
from bot.dialogue.context import Habit


class TryNext(HabitAction):
    action_name = "action_try_next"

    def habit(self) -> Habit:
        return answers.try_next
