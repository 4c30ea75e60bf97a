"""A guide's own page: in the reader's language where it exists, and honest where it does not."""

from pathlib import Path

import pytest

from api.settings import Settings
from tests.integration.conftest import open_house

GUIDE = """---
id: {id}
title: {title}
language: {language}
owner: it-kansliet
reviewed: 2026-11-01
audience: [alla]
questions: [hur]
status: published
{more}---

# {title}

## Steg

1. Gör så.
"""


@pytest.fixture
def shelf(settings: Settings) -> Settings:
    folder: Path = settings.guides_dir
    for stem, title, language, more in (
        ("vpn", "VPN hemifrån", "sv", ""),
        ("vpn.en", "VPN from home", "en", "translation_of: vpn\n"),
        ("kort", "Skrivarkort", "sv", ""),
    ):
        text = GUIDE.format(id=stem, title=title, language=language, more=more)
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")
    return settings


async def test_a_chosen_language_leads_to_that_version(shelf: Settings) -> None:
    async with open_house(shelf) as house:
        answer = await house.client.get("/guides/vpn?lang=en", follow_redirects=True)
        assert "<h1>VPN from home</h1>" in answer.text
        assert "not available in the language" not in answer.text
        back = await house.client.get("/guides/vpn.en?lang=sv", follow_redirects=True)
        assert "<h1>VPN hemifrån</h1>" in back.text


async def test_a_guide_without_the_readers_language_says_so(shelf: Settings) -> None:
    async with open_house(shelf) as house:
        answer = await house.client.get("/guides/kort?lang=en", follow_redirects=True)
        assert "<h1>Skrivarkort</h1>" in answer.text
        assert "not available in the language" in answer.text
