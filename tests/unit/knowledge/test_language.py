"""Guides that do not say what language they are in."""

import pytest

from knowledge.language import guess_language

FINNISH = """# <a name="adding-members-to-teams"></a>Jäsenen lisääminen Teamsiin

Microsoft Teamsissa on kaksi käyttäjäroolia: omistaja ja jäsen. Käyttäjälle, jolle
[käyttöoikeus](https://example.org/when-you-can-select-the-role-for-the-team) myönnettiin Microsoft 365:ssa,
näytetään Manage Team -valikko. Lisätietoja: `Set-Team -Name for -Owner is`.
"""
ENGLISH = """# Add members to a team

Open Microsoft Teams and choose the team. Select Manage Team and type the name. Villa, pasta and lasta are written
with vowels at the end, too.
"""
SWEDISH = """# Lägga till medlemmar i ett team

Öppna Microsoft Teams och välj teamet. Klicka på Manage Team och skriv namnet. Det är klart när namnet står i listan.
"""


@pytest.mark.parametrize(("text", "language"), [(FINNISH, "fi"), (ENGLISH, "en"), (SWEDISH, "sv"), ("", "sv")])
def test_a_guide_s_language_is_guessed_from_its_prose(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_finnish_with_few_small_words_is_finnish() -> None:
    """It has endings where the others have small words, and product names in English among them."""
    assert (
        guess_language("Roskapostin vianmääritys on for Office 365 -artikkelissa Keinoja roskapostin vähentämiseen")
        == "fi"
    )
