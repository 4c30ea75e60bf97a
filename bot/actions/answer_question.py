"""For ask_it_question, nlu_fallback."""

from bot.actions.base import HabitAction
from bot.dialogue import answers


class AnswerQuestion(HabitAction):
    action_name = "action_answer_question"
    habit = answers.answer_question
