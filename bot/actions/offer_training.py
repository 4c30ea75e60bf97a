"""For ask_for_training."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class OfferTraining(HabitAction):
    action_name = "action_offer_training"
    habit = talk.offer_training
