"""Guides without a title: what is found then is the text, not the name of the file.

A file's name is shown as title for want of a better one, but it may be a number, or words of another language.
"""

import re
from dataclasses import replace

from knowledge.guide import Guide

_OPENING = re.compile(r".{20,200}?[.!?:](?=\s|$)", re.DOTALL)
_LONGEST = 150


def has_title(guide: Guide) -> bool:
    """Whether the title was written in the file, and not made of the file's name."""
    return guide.title in guide.source or guide.title != guide.id.replace("-", " ")


def without_file_name(guide: Guide) -> Guide:
    """The guide as it is indexed: an invented title is blank."""
    if has_title(guide):
        return guide
    sections = tuple(
        replace(section, title="") if section.title == guide.title else section for section in guide.sections
    )
    return replace(guide, title="", sections=sections)


def headline(guide: Guide) -> str:
    """What stands for the title among the fields: the title, else the text's first sentence."""
    if guide.title:
        return guide.title
    text = next((block for section in guide.sections for block in section.blocks), "")
    sentence = _OPENING.match(text)
    return (sentence[0] if sentence else text[:_LONGEST]).strip()
