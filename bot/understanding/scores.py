"""Shares and counts of what was understood."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from bot.dialogue.turn import is_rather_a_question
from bot.understanding.model import Parsed

CHIT_CHAT = frozenset({"greet", "goodbye", "thank", "small_talk", "insult", "ask_capabilities", "ask_bot_identity"})
LANGUAGES = ("sv", "en", "fi")
BANDS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.01)


@dataclass(frozen=True)
class Score:
    lines: int
    accuracy: float
    macro_f1: float


@dataclass(frozen=True)
class Band:
    """Lines whose confidence lay between two bounds: what it was on average, and how often it was right."""

    lowest: float
    lines: int
    confidence: float
    accuracy: float


def score(parsed: "list[Parsed]") -> Score:
    right = Counter(each.intent for each in parsed if each.is_right)
    wanted = Counter(each.line.intent for each in parsed)
    given = Counter(each.intent for each in parsed)
    names = set(wanted) | set(given)
    f1 = [2 * right[name] / (wanted[name] + given[name]) for name in names]
    return Score(len(parsed), sum(right.values()) / len(parsed), sum(f1) / len(f1))


def by_language(parsed: "list[Parsed]") -> "dict[str, list[Parsed]]":
    return {language: [each for each in parsed if each.line.language == language] for language in LANGUAGES}


def worst(parsed: "list[Parsed]", most: int = 5) -> "list[tuple[str, str, int]]":
    """(meant, taken for, how often), the commonest first."""
    mistaken = Counter((each.line.intent, each.intent) for each in parsed if not each.is_right)
    return [(meant, taken, number) for (meant, taken), number in mistaken.most_common(most)]


def false_chit_chat(questions: "list[Parsed]", *, sure: bool) -> float:
    """The share of real questions taken for chit-chat; `sure`: only where the dialogue would act on it."""
    return sum(each.intent in CHIT_CHAT and not (sure and _is_asked(each)) for each in questions) / len(questions)


def _is_asked(parsed: Parsed) -> bool:
    return is_rather_a_question(parsed.intent, parsed.confidence, parsed.line.text)


def bands(parsed: "list[Parsed]") -> "list[Band]":
    found = []
    for lowest, highest in pairwise(BANDS):
        inside = [each for each in parsed if lowest <= each.confidence < highest]
        if inside:
            mean = sum(each.confidence for each in inside) / len(inside)
            found.append(Band(lowest, len(inside), mean, sum(each.is_right for each in inside) / len(inside)))
    return found


def confusion(parsed: "list[Parsed]") -> "tuple[list[str], list[list[int]]]":
    """Names, and one row an intent that was meant: how often each was given."""
    names = sorted({each.line.intent for each in parsed} | {each.intent for each in parsed})
    counts = Counter((each.line.intent, each.intent) for each in parsed)
    return names, [[counts[meant, taken] for taken in names] for meant in names]
