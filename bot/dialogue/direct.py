"""Which habit a message is for: an open form first, then buttons and what was asked back, then the intent."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue import answers, choices, follow_up, ideas, shown, small, steps, talk, tickets, training
from bot.dialogue.context import Context, Habit, Outcome
from bot.dialogue.repeat import without_echo
from bot.dialogue.reply import say
from bot.dialogue.words import matter
from bot.forms.flow import agree, continue_form

BY_BUTTON: "dict[str, Habit]" = {
    "solved": answers.confirm_solved,
    "unsolved": answers.try_next,
    "human": talk.request_human,
    "idea": ideas.share_idea,
    "cancel": small.cancel,
    "yes": talk.affirm,
    "no": talk.deny,
}
STALE_BUTTONS = ("choice:", "step:", "change:", "urgency:", "contact:", "note:", "send", "more", "next", "back")
"""Of a reply further up: what they were for has passed."""


async def direct(context: Context, habit: Habit) -> Outcome:
    """Give the message to the habit that its context calls for; `habit` is the intent's own."""
    memory = context.memory
    outcome = await continue_form(context, memory.form) if memory.form else await _outside_forms(context, habit)
    return without_echo(memory, outcome)


async def _outside_forms(context: Context, habit: Habit) -> Outcome:
    turn, memory = context.turn, context.memory
    for applies, leaning in LEANING:
        if applies(context):
            return await leaning(context)
    if turn.button:
        return await _take_button(context, turn.button, habit)
    if memory.note_wanted and not turn.means("cancel", "deny"):
        return await tickets.take_note(context)
    return await (answers.answer_question if turn.is_question else habit)(context)


async def _take_button(context: Context, button: str, habit: Habit) -> Outcome:
    if button in BY_BUTTON:
        return await BY_BUTTON[button](context)
    if button.startswith("agree:"):
        return agree(context, button.partition(":")[2])
    if button.startswith(STALE_BUTTONS):
        return say("bot-button-passed", buttons=("human",)), context.memory
    return await habit(context)


async def _begin_stepwise(context: Context) -> Outcome:
    """`en sak i taget, hur ansluter jag vpn?`, or only the wish for it."""
    wished = replace(context, memory=replace(context.memory, stepwise=True))
    if matter(steps.START.sub("", context.turn.text)):
        return await answers.answer_question(wished)
    return say("bot-steps-of-what"), wished.memory


LEANING: "tuple[tuple[Callable[[Context], bool], Habit], ...]" = (
    (choices.picks, choices.take_choice),
    (choices.wants_none, choices.take_none),
    (shown.wants_more, shown.show_more),
    (steps.wants_all_steps, steps.show_all_steps),
    (follow_up.asks_about_step, follow_up.explain_step),
    (steps.wants_step, steps.take_step),
    (training.asks_when, training.tell_when),
    (follow_up.is_follow_up, follow_up.follow_up),
    (follow_up.says_it_fails, answers.try_next),
    (follow_up.is_no_status, follow_up.follow_up),
    (steps.wants_stepwise_first, _begin_stepwise),
    (ideas.says_so, ideas.share_idea),
)
"""An answer to our question, something about the guide on the screen, or words that leave no doubt: the first wins."""
