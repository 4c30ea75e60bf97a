"""For change_language."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class ChangeLanguage(HabitAction):
    action_name = "action_change_language"
    habit = talk.change_language
