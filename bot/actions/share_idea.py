"""For share_idea."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class ShareIdea(HabitAction):
    action_name = "action_share_idea"
    habit = talk.share_idea
