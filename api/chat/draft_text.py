"""A ticket's answer as a guide draft in Markdown: what a person at IT then reads through in git."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

import yaml

from api.topics.redact import redact

MOST_QUESTIONS = 12
LONGEST_TITLE = 80
LONGEST_STEM = 48
LONGEST_GREETING = 8
"""Letters; "hej hej" is no question."""
GREETING = re.compile(r"^(hej\w*|tjena|god \w+|moi|hei|terve|hi|hello|dear)\b[^.!?\n]{0,40}[,.!]?\s*$", re.IGNORECASE)
GREETING_FIRST = re.compile(r"^(hej\w*|tjena|moi|hei|terve|hi|hello)\b[^.!?\n]{0,30}[,!]\s+", re.IGNORECASE)
FAREWELL = re.compile(
    r"^(/|mvh\b|m\.v\.h|(med )?vänlig\w* häls|hälsning|terveisin|ystävällisin|(best |kind )?regards\b|cheers\b)",
    re.IGNORECASE,
)
FILE = re.compile(r"\[[^\[\]]+\.\w{3,4}\]")
"""A file is told of like this: [skärmbild.png]."""
LISTED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•–])\s+(.+)$")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ/])")


@dataclass(frozen=True, slots=True)
class Solved:
    """What a solved ticket tells about a guide to be."""

    number: str
    title: str
    language: str
    owner: str
    systems: tuple[str, ...]
    asked: tuple[str, ...]
    """What the askers wrote, oldest first."""
    replies: tuple[str, ...]
    """What the desk wrote to them, oldest first."""


def draft_title(words: str) -> str:
    """The first words of what happened, as a heading."""
    title = " ".join(redact(words).split()).rstrip(".!? ")
    title = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0]
    return title[:1].upper() + title[1:]


def stem_of(title: str, taken: Iterable[str], *, number: str) -> str:
    """A file's stem of plain letters; with the ticket's number where another guide has it."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = words if len(words) <= LONGEST_STEM else words[:LONGEST_STEM].rsplit("-", 1)[0]
    return stem if stem and stem not in set(taken) else f"{stem or 'guide'}-{number.lower()}"


def compose(solved: Solved, *, stem: str, heading: str, comment: str, today: date) -> str:
    """The whole file. Personal data that we recognise is taken out.

    Args:
        solved: where it comes from.
        stem: the file's stem, which is the guide's id.
        heading: over the steps, in the guide's language.
        comment: for who reads it through; stands in the front matter and is never shown.
        today: counts as the day of review, until somebody changes it.
    """
    front = {
        "id": stem,
        "title": solved.title,
        "language": solved.language,
        "owner": solved.owner,
        "reviewed": today,
        "review_every": "180d",
        "audience": ["alla"],
        "systems": list(solved.systems),
        "tags": [],
        "questions": list(questions_of(solved.asked)),
        "status": "draft",
    }
    steps = steps_of(solved.replies) or ("…",)
    return "\n".join(
        (
            "---",
            *(f"# {line}" for line in comment.splitlines()),
            yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=110).rstrip(),
            "---",
            "",
            f"# {_inline(solved.title)}",
            "",
            f"## {heading}",
            "",
            *(f"{at}. {_inline(step)}" for at, step in enumerate(steps, 1)),
            "",
        )
    )


def questions_of(asked: Iterable[str]) -> tuple[str, ...]:
    """The askers' own words as test questions: redacted, on one line, each once."""
    lines = (" ".join(redact(words).split()) for words in asked if not FILE.fullmatch(words.strip()))
    return tuple({line.casefold(): line for line in lines if len(line) > LONGEST_GREETING}.values())[:MOST_QUESTIONS]


def steps_of(replies: Iterable[str]) -> tuple[str, ...]:
    """What the desk wrote, as steps: its own list where it wrote one, else its sentences.

    Greetings, signatures and questions to the person are left out.
    """
    kept = [line for reply in replies for line in _said(redact(reply))]
    listed = [found[1].strip() for line in kept if (found := LISTED.match(line))]
    if len(listed) > 1:
        return tuple(listed)
    sentences = (each.strip() for line in kept for each in SENTENCE_END.split(LISTED.sub(r"\1", line)))
    return tuple(each for each in sentences if each and not each.endswith("?") and not FAREWELL.match(each))


def _said(reply: str) -> tuple[str, ...]:
    lines = (GREETING_FIRST.sub("", line.strip()) for line in reply.splitlines())
    before_farewell = takewhile(lambda line: not FAREWELL.match(line), lines)
    return tuple(line for line in before_farewell if line and not GREETING.match(line))


def _inline(text: str) -> str:
    """One line of Markdown that shows what was written."""
    return re.sub(r"([\\<>\[\]])", r"\\\1", " ".join(text.split()))
