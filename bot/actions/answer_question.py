"""For ask_it_question, nlu_fallback."""

from bot.actions.base import HabitAction
from bot.dialogue import answers
from bot.dialogue.context import Habit


class AnswerQuestion(HabitAction):
    action_name = "action_answer_question"

    def habit(self) -> Habit:
        return answers.answer_question
