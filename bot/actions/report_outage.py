"""For report_outage."""

from bot.actions.base import HabitAction
from bot.dialogue import talk


class ReportOutage(HabitAction):
    action_name = "action_report_outage"
    habit = talk.report_outage
