"""A guide's own page: in the reader's language where it exists, and honest where it does not."""

from pathlib import Path

import pytest

from api.chat.popular import popular_questions
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


async def test_a_guide_for_some_is_shown_to_nobody_we_do_not_know(shelf: Settings) -> None:
    text = GUIDE.format(id="lonelistor", title="Lönelistor", language="sv", more="")
    closed = text.replace("audience: [alla]", "audience: [it]").replace("[hur]", "[hur byter man lönelista]")
    (shelf.guides_dir / "lonelistor.md").write_text(closed, encoding="utf-8")
    (shelf.guides_dir / "vpn.en.md").write_text(
        GUIDE.format(id="vpn.en", title="VPN from home", language="en", more="translation_of: vpn\n").replace(
            "audience: [alla]", "audience: [it]"
        ),
        encoding="utf-8",
    )
    async with open_house(shelf) as house:
        listed = await house.client.get("/guides")
        assert "VPN hemifrån" in listed.text
        assert "Lönelistor" not in listed.text
        page = await house.client.get("/guides/lonelistor")
        assert page.status_code == 403
        assert "Lönelistor" not in page.text
        assert "Guiden är inte för alla" in page.text
        english = await house.client.get("/guides?lang=en")
        assert "VPN from home" not in english.text
        assert "VPN hemifrån" in english.text
        assert (await house.client.get("/guides/vpn?lang=en")).status_code == 200
        popular = popular_questions(house.services.shelf, ("lonelistor", "vpn"), language="sv")
        assert "Hur byter man lönelista" not in popular


async def test_a_changed_number_of_the_town_is_shown_at_once(shelf: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.chat.shelf.LOOK_EVERY_S", 0.0)
    variables = shelf.guides_dir / "variables.yml"
    variables.write_text("telefonnummer:\n  it-stöd: 018 111\n", encoding="utf-8")
    async with open_house(shelf) as house:
        assert house.services.shelf.variable("telefonnummer:it-stöd", "sv") == "018 111"
        variables.write_text("telefonnummer:\n  it-stöd: 018 2222\n", encoding="utf-8")
        assert house.services.shelf.variable("telefonnummer:it-stöd", "sv") == "018 2222"
