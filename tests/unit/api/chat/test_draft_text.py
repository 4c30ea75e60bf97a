"""What a solved ticket becomes as a guide draft."""

from datetime import date
from pathlib import Path

import pytest

from api.chat.draft_text import Solved, compose, draft_title, questions_of, stem_of, steps_of
from knowledge.guide import Guide
from knowledge.parse import parse_guide

SOLVED = Solved(
    number="BP-1001",
    title="Skrivaren tuggar papper",
    language="sv",
    owner="it-kansliet",
    systems=("Follow-me",),
    asked=("skrivarn tuggar papper, ring mej på 0457 123 4567", 'rum: 12 "igen" # va'),
    replies=("Hej Kalle!\n\n1. Öppna lucka A.\n2. Dra ut papperet <sakta>.\n\nMvh Anna",),
)


def parsed(solved: Solved) -> Guide:
    text = compose(solved, stem="skrivaren", heading="Gör så här", comment="rad ett\nrad två", today=date(2026, 11, 25))
    return parse_guide(text, path=Path("skrivaren.md"))


def test_the_draft_is_a_guide_that_only_needs_reading_through() -> None:
    guide = parsed(SOLVED)
    assert (guide.id, guide.title, guide.language, guide.status) == ("skrivaren", SOLVED.title, "sv", "draft")
    assert (guide.owner, guide.systems, guide.reviewed) == ("it-kansliet", ("Follow-me",), date(2026, 11, 25))
    [section] = [each for each in guide.sections if each.steps]
    assert section.title == "Gör så här"
    assert section.steps == ("Öppna lucka A.", "Dra ut papperet \\<sakta\\>.")


def test_questions_are_the_askers_words_without_personal_data() -> None:
    assert parsed(SOLVED).questions == ("skrivarn tuggar papper, ring mej på [phone]", 'rum: 12 "igen" # va')


def test_a_ticket_without_a_reply_leaves_a_step_to_write() -> None:
    [section] = [each for each in parsed(Solved("BP-1", "T", "sv", "it", (), (), ())).sections if each.steps]
    assert section.steps == ("…",)


@pytest.mark.parametrize(
    ("replies", "steps"),
    [
        (("Hej! Starta om datorn. Öppna sedan Outlook. /Anna",), ("Starta om datorn.", "Öppna sedan Outlook.")),
        (("Hej Kalle, prova att starta om.",), ("prova att starta om.",)),
        (("Hei!\nKäynnistä tulostin uudelleen.\nTerveisin Anna",), ("Käynnistä tulostin uudelleen.",)),
        (("Hello,\nRestart it.\nBest regards\nAnna",), ("Restart it.",)),
        (("Jag tittar. Fungerar det nu?",), ("Jag tittar.",)),
        (("Vad är felet?", "- Öppna appen\n- Logga in"), ("Öppna appen", "Logga in")),
        (("1. Bara ett steg",), ("Bara ett steg",)),
    ],
)
def test_steps_are_the_desks_own_list_or_else_its_sentences(replies: tuple[str, ...], steps: tuple[str, ...]) -> None:
    assert steps_of(replies) == steps


def test_greetings_files_and_repetitions_are_no_questions() -> None:
    asked = ("hej hej", "Skärmen är svart", "skärmen är svart", "[skärmbild.png]")
    assert questions_of(asked) == ("skärmen är svart",)


@pytest.mark.parametrize(
    ("title", "taken", "stem"),
    [
        ("Skrivaren på våning 2 är död", (), "skrivaren-pa-vaning-2-ar-dod"),
        ("Tulostin ei tulosta", ("tulostin-ei-tulosta",), "tulostin-ei-tulosta-bp-1001"),
        ("???", (), "guide-bp-1001"),
        ("../../etc/passwd", (), "etc-passwd"),
        ("ord " * 40, (), "ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord"),
    ],
)
def test_the_files_stem_is_plain_and_free(title: str, taken: tuple[str, ...], stem: str) -> None:
    assert stem_of(title, taken, number="BP-1001") == stem


def test_a_title_is_short_and_begins_with_a_capital() -> None:
    assert draft_title("kan int  öppna bilagan?") == "Kan int öppna bilagan"
    assert len(draft_title("mycket långt " * 20)) <= 80
    assert draft_title("ring 0457 123 4567") == "Ring [phone]"
