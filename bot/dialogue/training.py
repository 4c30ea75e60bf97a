"""A wish to learn: noted for the trainers, and matched with the guides that teach the subject."""

import re
from dataclasses import replace
from typing import Any

from bot.clients.retrieval import SearchDownError
from bot.dialogue.context import Context, Outcome
from bot.dialogue.related import as_links, related_guides
from bot.dialogue.reply import BotReply, Message
from bot.dialogue.shown import remember_hits, show
from bot.dialogue.words import matter, word_set

COURSES = "it-utbildning"
"""The guide about courses: what there is and how to enrol."""
WISH = re.compile(
    r"\b(?:it-?)?(?:\w*kurs\w*|\w*utbild\w*|lära|lärde|lär|bättre|öva|grunderna|course\w*|training\w*|learn\w*|teach\w*|"
    r"class(?:es)?|workshop\w*|kurss\w*|koulut\w*|oppi\w*|opett\w*|opast\w*|webbinari\w*|webinar\w*)\b",
    re.IGNORECASE,
)
AROUND = word_set(
    "anmäla anmäler ordnas ordna nästa behöver behövs skulle mej bli hålls håller enhet önska önskar intresserad "
    "veta kunna någonting använda better want need more there any there's some sign use using next held unit "
    "haluaisin haluan tarvitsen järjestetään järjestättekö seuraava paremmin lisää käyttää käyttöä haluaisimme"
)
WHEN_NEXT = re.compile(
    r"^(?:och |men |and |but |ja |mutta )?(?:när|va tid|vilken dag|when|what day|milloin|koska|minä päivänä)\b.*"
    r"\b(?:nästa|den följande|(?:the )?next(?: one)?|seuraava(?:n)?)(?: gång| kerran)?[.!? ]*$",
    re.IGNORECASE,
)
LONGEST_WHEN = 6
"""Words: `och när blir det nästa gång`."""


def asks_when(context: Context) -> bool:
    """`när är nästa?` below the guide about courses: the next course, not a question of its own."""
    turn, hit = context.turn, context.memory.hit
    about_courses = hit is not None and hit["guide"] == COURSES
    return bool(
        about_courses and turn.button is None and turn.words <= LONGEST_WHEN and WHEN_NEXT.match(turn.text.strip())
    )


async def tell_when(context: Context) -> Outcome:
    """The way to the courses again: their days are told there, and change too often for a guide."""
    sections = await _course_sections(context) or (context.memory.hit or {},)
    memory = replace(remember_hits(context.memory, (sections[0], *context.memory.rest)), tried=context.memory.tried)
    return show(sections[0], Message("bot-training-when")), memory


async def offer_training(context: Context) -> Outcome:
    """The course guide, with links to guides about the subject; the wish goes to the trainers' page."""
    text = context.turn.text
    subject = tuple(word for word in matter(WISH.sub(" ", text)) if word not in AROUND)
    about = " ".join(subject)
    guides = await related_guides(context, about, about=subject, without=(COURSES,)) if subject else ()
    links = (Message("bot-training-guides", {"guides": as_links(guides)}),) if guides else ()
    said = (Message("bot-training"), *links)
    sections = await _course_sections(context)
    if not sections:
        reply = BotReply(kind="small_talk", messages=(Message("bot-training-noted"), *links), buttons=("human",))
        return _noted(reply), context.memory
    fresh = replace(context.memory.without_question(), question=text)
    return _noted(show(sections[0], *said)), remember_hits(fresh, (sections[0], *guides))


async def _course_sections(context: Context) -> "tuple[dict[str, Any], ...]":
    """None when retrieval is down, or when there is no such guide."""
    language, audience = context.turn.language, list(context.turn.audience)
    try:
        return await context.search.sections(COURSES, language=language, audience=audience)
    except SearchDownError:
        return ()


def _noted(reply: BotReply) -> BotReply:
    """Marked as a wish, for the gateway to keep in the question log."""
    return replace(reply, request="training")
