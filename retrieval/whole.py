"""All sections of one guide, for questions that lean on the answer before (`och om det inte går?`)."""

from collections.abc import Sequence
from datetime import date

from knowledge.guide import EVERYONE, Language
from retrieval.index import Index
from retrieval.search import Hit

_FALLBACK_LANGUAGE: Language = "sv"


def sections_of(
    index: Index,
    base: str,
    *,
    language: Language,
    today: date,
    audience: Sequence[str] = (EVERYONE,),
) -> tuple[Hit, ...]:
    """Every section below a heading, in the guide's order, each as a hit with score 0.

    The version is the asker's language, else Swedish, else any that the audience may see; empty when there is none.
    """
    versions = {guide.language: guide for guide in index.guides if guide.base == base and guide.is_for(tuple(audience))}
    guide = versions.get(language) or versions.get(_FALLBACK_LANGUAGE) or next(iter(versions.values()), None)
    if guide is None:
        return ()
    overdue = guide.is_overdue(today)
    return tuple(
        Hit(guide=guide, section=section, score=0.0, overdue=overdue) for section in guide.sections if section.anchor
    )
