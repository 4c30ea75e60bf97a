"""Which section of the guide found is shown."""

from collections.abc import Mapping, Sequence

from knowledge.guide import Guide, Section

_FIRST = 0.033
"""What the first section with steps is given: authors put the usual case first, and cosines of sections lie close."""
_LETTERS = 0.165
"""What similarity of letters counts beside the cosine.

Both fitted on which section a reader would show (`knowledge/questions/sections.jsonl`, dev, cross-validated): .78 of
261 right; by cosine and first place alone .75, with words of headings in place of letters .745, the first always .73.
"""


def text_of(section: Section) -> str:
    """What letters are looked for in; the heading counts twice."""
    return "\n".join((section.title, section.title, *section.blocks))


def choose_section(guide: Guide, nearness: Mapping[int, float], alike: Sequence[float]) -> Section:
    """Pick the section to show.

    Args:
        guide: the version that is shown.
        nearness: cosine of the question with the best chunk of each section, by position; at least one.
        alike: similarity of letters with each section.

    Returns:
        One with steps. A guide without any steps: the nearest that is not only the lead, else the lead.
    """
    sections = guide.sections
    with_steps = [at for at in sorted(nearness) if sections[at].steps]
    if not with_steps:
        below = [at for at in nearness if sections[at].anchor] or list(nearness)
        return sections[max(below, key=lambda at: nearness[at])]

    def worth(at: int) -> float:
        return nearness[at] + _LETTERS * float(alike[at]) + (_FIRST if at == with_steps[0] else 0.0)

    return sections[max(with_steps, key=worth)]
