"""For report_outage."""

from bot.actions.base import HabitAction
from bot.dialogue import talk
from bot.dialogue.context import Habit


class ReportOutage(HabitAction):
    action_name = "action_report_outage"

    def habit(self) -> Habit:
        return talk.report_outage
