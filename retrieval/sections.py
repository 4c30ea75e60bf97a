"""Which section of the guide found is shown."""

import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.guide import Guide, Section

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4
# All fitted on which section a colleague would show: `knowledge/questions/sections.jsonl`, dev. .853 of 631 are right;
# without what authors named .753, without letters too .724, by the cosine alone .615, the first always .559.
_FIRST = 0.02
"""What the first section with steps is given: authors put the usual case first, and cosines of sections lie close."""
_LETTERS = 0.15
"""What similarity of letters counts beside the cosine."""
_ANSWERED = 0.15
"""What a section is given that answers all own questions like this one; a part of it for a part of them."""
_NAMED = 0.02
"""What a section is given whose heading has all of the question's telling words; a part of it for a part of them."""
_SAY_LITTLE = frozenset({
    "inte", "komm", "skul", "någo", "måst", "vill", "hade", "fung", "hjäl", "gång", "what", "does", "with", "from",
    "have", "work", "that", "your", "when", "mite", "miks", "voin", "pitä", "että", "minu",
})  # fmt: skip
"""Beginnings of words that stand in headings and questions of any kind."""


def text_of(section: Section) -> str:
    """What letters are looked for in; the heading counts twice."""
    return "\n".join((section.title, section.title, *section.blocks))


def choose_section(
    guide: Guide,
    nearness: Mapping[int, float],
    alike: Sequence[float],
    asked: Sequence[str],
    answered: NDArray[np.float64] | None = None,
) -> Section:
    """Pick the section to show.

    Args:
        guide: the version that is shown.
        nearness: cosine of the question with the best chunk of each section, by position; at least one.
        alike: similarity of letters with each section, see `text_of`.
        asked: the question in standard spelling, and the words the glossary joins to it.
        answered: each section's share of the own questions like this one; None where no author named any.

    Returns:
        One with steps. A guide without any steps: the nearest that is not only the lead, else the lead.
    """
    sections = guide.sections

    def like(at: int) -> float:
        return 0.0 if answered is None else _ANSWERED * float(answered[at])

    with_steps = [at for at in sorted(nearness) if sections[at].steps]
    if not with_steps:
        below = [at for at in nearness if sections[at].anchor] or list(nearness)
        return sections[max(below, key=lambda at: nearness[at] + like(at))]
    # What the title names, all its sections are about.
    stems = _stems(" ".join(asked)) - _stems_of_heading(guide.title) - _SAY_LITTLE

    def worth(at: int) -> float:
        named = len(stems & _stems_of_heading(sections[at].title)) / len(stems) if stems else 0.0
        first = _FIRST if at == with_steps[0] else 0.0
        return nearness[at] + _LETTERS * float(alike[at]) + _NAMED * named + first + like(at)

    return sections[max(with_steps, key=worth)]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


_stems_of_heading = functools.lru_cache(maxsize=20_000)(_stems)
"""Headings and titles: each question that finds the guide looks at them."""
