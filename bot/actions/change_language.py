"""For change_language."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class ChangeLanguage(HabitAction):
    action_name = "action_change_language"

    def habit(self) -> Habit:
        return talk.change_language
