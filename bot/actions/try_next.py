"""For report_unsolved."""

from bot.actions.base import HabitAction
from bot.dialogue import answers


class TryNext(HabitAction):
    action_name = "action_try_next"
    habit = answers.try_next
