"""For share_idea."""

from bot.actions.base import HabitAction
from bot.dialogue import ideas
from bot.dialogue.context import Habit


class ShareIdea(HabitAction):
    action_name = "action_share_idea"

    def habit(self) -> Habit:
        return ideas.share_idea
