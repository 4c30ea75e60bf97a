"""For greet, goodbye, thank, small_talk, insult, ask_capabilities, ask_bot_identity."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class SmallTalk(HabitAction):
    action_name = "action_small_talk"
    habit = talk.small_talk
