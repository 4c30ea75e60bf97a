"""Questions to start with: what people ask, in words of the guides."""

from pathlib import Path

from api.chat.popular import popular_questions
from api.chat.shelf import Shelf

GUIDE = """---
id: {id}
title: {id}
language: {language}
{more}owner: it-kansliet
reviewed: 2026-09-12
review_every: 180d
audience: [alla]
systems: []
tags: []
questions:
  - fråga om {id}
status: published
---

# {id}

Text.

## Gör så här

1. Ett steg.
"""


def a_shelf(folder: Path, *ids: str) -> Shelf:
    for each in ids:
        base, _, language = each.partition(".")
        more = f"translation_of: {base}\n" if language else ""
        text = GUIDE.format(id=each, language=language or "sv", more=more)
        (folder / f"{each}.md").write_text(text, encoding="utf-8")
    return Shelf(folder)


def test_what_is_asked_most_comes_first_and_the_usual_fills_up(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, "glomt-losenord", "vpn-hemifran", "wifi")
    found = popular_questions(shelf, ("wifi", "gone"), language="sv")
    assert found == ("Fråga om wifi", "Fråga om glomt-losenord", "Fråga om vpn-hemifran")


def test_only_guides_in_the_persons_language_are_suggested(tmp_path: Path) -> None:
    shelf = a_shelf(tmp_path, "glomt-losenord", "vpn-hemifran", "vpn-hemifran.fi")
    assert popular_questions(shelf, (), language="fi") == ("Fråga om vpn-hemifran.fi",)


def test_without_guides_nothing_is_suggested(tmp_path: Path) -> None:
    assert popular_questions(Shelf(tmp_path / "nowhere"), ("vpn",), language="sv") == ()
