"""For change_language."""

from bot.actions.base import HabitAction
from bot.dialogue import small
from bot.dialogue.context import Habit


class ChangeLanguage(HabitAction):
    action_name = "action_change_language"

    def habit(self) -> Habit:
        return small.change_language
