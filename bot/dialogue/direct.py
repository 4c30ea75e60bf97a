"""Which habit a message is for: an open form first, then buttons and what was asked back, then the intent."""

from bot.dialogue import answers, steps, talk
from bot.dialogue.context import Context, Habit, Outcome
from bot.forms.flow import continue_form

BY_BUTTON: "dict[str, Habit]" = {
    "solved": answers.confirm_solved,
    "unsolved": answers.try_next,
    "human": talk.request_human,
    "idea": talk.share_idea,
    "cancel": talk.cancel,
    "yes": talk.affirm,
    "no": talk.deny,
}


async def direct(context: Context, habit: Habit) -> Outcome:
    """Give the message to the habit that its context calls for; `habit` is the intent's own."""
    turn, memory = context.turn, context.memory
    if memory.form is not None:
        return await continue_form(context, memory.form)
    choice = answers.picked_choice(context)
    if choice is not None:
        return await answers.take_choice(context, choice)
    step = steps.wanted_step(context)
    if step is not None:
        return await steps.show_step(context, step)
    if turn.button in BY_BUTTON:
        return await BY_BUTTON[str(turn.button)](context)
    if memory.note_wanted and not turn.button and not turn.means("cancel", "deny"):
        return await talk.take_note(context)
    return await habit(context)
