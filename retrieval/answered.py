"""Which section own questions like this one are answered by.

An author may name the section behind a question (`- ja klicka redan på länken #du-klickade`). A new question counts
them all, the nearer the more. Of 631 questions and guides of `knowledge/questions/sections.jsonl`, dev, .853 get the
section that a colleague would show, .753 by the sections' own text alone.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Guide
from retrieval.index import Index
from retrieval.ports import Positions, Scores

SHARPNESS = 80.0
"""Of cosines: .01 nearer counts 2.2 times as much; 50 to 100 give the same within noise."""
_NONE = -1
_FEWEST_WORDS = 3
"""Of 38 shorter questions .95 get the right section without this, .89 with it."""


class Answered:
    """Titles and own questions of an index, with the sections that answer them. Versions of a guide share theirs."""

    def __init__(self, index: Index) -> None:
        fields, guides = len(index.field_guides), index.guides
        starts = np.searchsorted(index.field_guides, np.arange(len(guides)))
        self._headings = np.array([_headings(guide) for guide in guides], dtype=np.int64)
        self._heading = np.full(fields, _NONE, dtype=np.int64)
        named = np.zeros(int(index.bases.max(initial=-1)) + 1, dtype=np.bool_)
        for at, guide in enumerate(guides):
            if guide.question_sections:
                of, lead = dict(guide.question_sections), len(guide.sections) - _headings(guide)
                headings = [of[question] - lead if question in of else _NONE for question in guide.questions]
                self._heading[starts[at] + 1 : starts[at] + 1 + len(headings)] = headings
                named[index.bases[at]] = True
        self._bases, self._named, self._guides = index.bases, named, index.field_guides
        of_field = index.bases[index.field_guides]
        self._order = np.argsort(of_field, kind="stable")
        self._starts = np.searchsorted(of_field[self._order], np.arange(len(named) + 1))

    def fields_of(self, guide: int | None) -> Positions:
        """Titles and own questions of all versions of a guide; none of no guide, or where no author named a section."""
        if guide is None:
            return self._order[:0]
        base = self._bases[guide]
        return self._order[self._starts[base] : self._starts[base + 1]] if self._named[base] else self._order[:0]

    def shares(self, fields: Positions, nearness: Scores, guide: Guide) -> NDArray[np.float64] | None:
        """How much of the nearness to a guide's titles and questions each section has; they sum to 1.

        Args:
            fields: see `fields_of`.
            nearness: of the question to each of them: cosines, hub taken off.
            guide: the version that is shown. Versions with as many headings have them in one order; what another one
                names counts for nothing.

        Returns:
            None where there are none. What names no section counts for the first one with steps.
        """
        if not len(fields):
            return None
        usual = next((at for at, section in enumerate(guide.sections) if section.steps), 0)
        headings, lead = self._heading[fields], len(guide.sections) - _headings(guide)
        told = (headings != _NONE) & (self._headings[self._guides[fields]] == _headings(guide))
        raised = np.exp(SHARPNESS * (nearness - nearness.max()))
        sections = np.where(told, headings + lead, usual)
        return np.asarray(np.bincount(sections, weights=raised, minlength=len(guide.sections)) / raised.sum())


def names_a_section(question: str) -> bool:
    """Whether a question may mean one section: a word or two name a guide, and its usual case is what helps first."""
    return len(question.split()) >= _FEWEST_WORDS


def _headings(guide: Guide) -> int:
    """Sections below a heading: all but a lead."""
    return sum(bool(section.anchor) for section in guide.sections)
