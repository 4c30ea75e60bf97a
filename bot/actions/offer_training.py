"""For ask_for_training."""

from bot.actions.base import HabitAction
from bot.dialogue import training
from bot.dialogue.context import Habit


class OfferTraining(HabitAction):
    action_name = "action_offer_training"

    def habit(self) -> Habit:
        return training.offer_training
