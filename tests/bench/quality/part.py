"""The part of the Swedish articles whose guides got questions of their own: what two questions a guide are worth."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.collection import load_collection
from knowledge.guide import Guide
from retrieval.evaluate.questions import Question, load_questions

OWN_QUESTIONS = Path(__file__).with_name("alchemy_questions.jsonl")
"""Two for each of 64 articles, by one who had read the articles and no question that is asked of them."""

SIZE = 266


def load_part(guides_dir: Path, files: Sequence[Path]) -> tuple[list[Guide], list[Question]]:
    """All articles that answer a question, and others up to 266.

    Args:
        guides_dir: all articles.
        files: of questions.

    Returns:
        The articles, those of `OWN_QUESTIONS` with theirs; the questions that one of these answers, and those that
        no article does.
    """
    own = {row["guide"]: tuple(row["questions"]) for row in map(json.loads, OWN_QUESTIONS.open(encoding="utf-8"))}
    questions = [question for file in files for question in load_questions(file)]
    answering = frozenset(guide for question in questions for guide in question.gold)
    published = [guide for guide in load_collection(guides_dir).guides.values() if guide.status == "published"]
    drawn = sorted(published, key=lambda guide: (str(guide.base) not in answering, _lot(guide)))[:SIZE]
    part = [replace(guide, questions=own.get(str(guide.base), ())) for guide in drawn]
    return part, [question for question in questions if not question.gold or question.gold & own.keys()]


def _lot(guide: Guide) -> str:
    return hashlib.sha256(str(guide.base).encode()).hexdigest()
