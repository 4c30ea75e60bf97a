from datetime import date, timedelta
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import EmptyGuideError, FrontMatterError, GuideError
from knowledge.guide import Guide
from knowledge.parse import parse_guide, section_named, slug
from knowledge.variables import Variables

PATH = PurePath("guides/vpn-hemifran.md")
VARIABLES = Variables(
    {("namn", "it-stöd"): {"sv": "it-stödet", "en": "IT support"}, ("telefonnummer", "it-stöd"): "018 000 000"}
)

VPN = """---
id: vpn-hemifran
title: VPN hemifrån
language: sv
owner: it-kansliet
reviewed: 2026-09-12
review_every: 180d
audience: [alla]
systems: [Cisco Secure Client]
questions:
  - "hur kommer jag åt G: hemma"
status: published
---
# VPN hemifrån

Ring [[namn:it-stöd]] på [[telefonnummer:it-stöd]].

## Första gången på väg

Ha telefonen med dig.

1. Öppna **Cisco Secure Client**.

   Det tar en stund.
2. Skriv `vpn <adress>` och välj [Hjälp](https://example.ax).
   - Om det är grönt: fortsätt.
   - Annars: vänta.
3. Logga in.

Ring [[namn:it-stöd]] om det inte går.

## Första gången, på väg!

1. Samma sak.
"""


def parse(source: str, path: PurePath = PATH) -> Guide:
    return parse_guide(source, path=path, variables=VARIABLES)


def test_the_front_matter_is_read() -> None:
    guide = parse(VPN)

    assert (guide.id, guide.base, guide.title, guide.language) == ("vpn-hemifran", "vpn-hemifran", "VPN hemifrån", "sv")
    assert (guide.owner, guide.reviewed, guide.review_every) == ("it-kansliet", date(2026, 9, 12), timedelta(days=180))
    assert guide.questions == ("hur kommer jag åt G: hemma",)
    assert guide.systems == ("Cisco Secure Client",)


def test_steps_are_inline_markdown_in_the_guides_order() -> None:
    section = parse(VPN).sections[1]

    assert section.steps == (
        "Öppna **Cisco Secure Client**.\nDet tar en stund.",
        "Skriv `vpn <adress>` och välj [Hjälp](https://example.ax).\n- Om det är grönt: fortsätt.\n- Annars: vänta.",
        "Logga in.",
    )


def test_the_lead_is_what_stands_before_the_steps_and_the_body_is_all_of_it() -> None:
    section = parse(VPN).sections[1]

    assert section.lead == "Ha telefonen med dig."
    assert section.body_markdown.startswith("Ha telefonen med dig.\n\n1. Öppna")
    assert section.body_markdown.endswith("Ring it-stödet om det inte går.")


def test_the_text_before_the_first_section_has_the_title_and_no_anchor() -> None:
    lead = parse(VPN).sections[0]

    assert (lead.title, lead.anchor) == ("VPN hemifrån", "")
    assert lead.body_markdown == "Ring it-stödet på 018 000 000."


def test_anchors_are_plain_letters_and_unique_in_the_guide() -> None:
    assert [section.anchor for section in parse(VPN).sections] == ["", "forsta-gangen-pa-vag", "forsta-gangen-pa-vag-2"]


def test_lines_are_those_of_the_file() -> None:
    lines = VPN.splitlines()

    for section in parse(VPN).sections[1:]:
        assert lines[section.line - 1] == f"## {section.title}"
        assert lines[section.list_lines[0] - 1].startswith("1. ")


def test_variables_are_said_in_the_guides_own_language() -> None:
    english = parse(VPN.replace("language: sv", "language: en"), PurePath("vpn-hemifran.en.md"))

    assert english.sections[0].body_markdown.startswith("Ring IT support")


def test_raw_html_is_dropped_and_code_keeps_its_brackets() -> None:
    guide = parse(
        '# <a name="english-title"></a>Titel\n\n<img src="data:image/png;base64,AAAA"> Text <b>fet</b> `<kod>`\n\n'
        "<script>\nalert(1)\n</script>\n\n<!-- gömt\nhär -->\n\nSlut <span\nclass='x'>på</span> raden.\n"
    )

    assert guide.title == "Titel"
    assert guide.sections[0].blocks == ("Text fet <kod>", "Slut på raden.")
    assert "alert" not in guide.sections[0].body_markdown
    assert "english-title" not in guide.sections[0].body_markdown


def test_a_file_without_our_front_matter_is_a_guide_all_the_same() -> None:
    source = "---\ntitle: 1264 Blockerad\naudience: Admin\nstatus: ok\n---\nOm det inte går att logga in på kontot.\n"
    guide = parse(source, PurePath("some-english-stem.md"))

    assert (guide.id, guide.title, guide.language) == ("some-english-stem", "Blockerad", "sv")
    assert guide.audience == ("alla",)
    assert guide.status == "published"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Du kan välja skrivaren i listan och skriva ut med den.", "sv"),
        ("Select the printer and print with it. You can do this when it is on.", "en"),
        ("Valitse tulostin ja tulosta sen avulla, jos se on päällä.", "fi"),
    ],
)
def test_the_language_is_guessed_when_not_said(text: str, language: str) -> None:
    assert parse(f"# A\n\n{text}\n").language == language


def test_a_translation_belongs_to_its_base_guide() -> None:
    source = VPN.replace("id: vpn-hemifran", "id: vpn-hemifran.en\ntranslation_of: vpn-hemifran")

    assert parse(source, PurePath("vpn-hemifran.en.md")).base == "vpn-hemifran"


def test_a_misspelt_status_keeps_the_guide_from_being_shown() -> None:
    assert parse(VPN.replace("status: published", "status: publicerad")).status == "draft"


@pytest.mark.parametrize(
    ("source", "error", "line"),
    [
        ("---\nid: x\ntags: [a\n---\n# X\n", FrontMatterError, 3),
        ("---\nid: x\n# X\n", FrontMatterError, 1),
        ("---\n- a list\n---\n# X\n", FrontMatterError, 2),
        ("---\nreviewed: 2026-13-45\n---\n# X\n", FrontMatterError, 2),
        ("---\na: " + "[" * 5000 + "\n---\n# X\n", FrontMatterError, 2),
        ("", EmptyGuideError, 1),
        ("  \n\n", EmptyGuideError, 1),
    ],
)
def test_a_broken_guide_says_where_and_what(source: str, error: type[GuideError], line: int) -> None:
    with pytest.raises(error) as raised:
        parse(source)

    assert str(raised.value).startswith(f"guides/vpn-hemifran.md:{line}: ")


@given(st.text(max_size=300))
def test_any_text_is_a_guide_or_a_guide_error(source: str) -> None:
    try:
        guide = parse(source)
    except GuideError:
        return
    assert guide.sections


@given(
    st.lists(st.sampled_from(["# A", "## B", "1. c", "- d", "<i>", "<!--", "-->", "```", "   x", "", "| a |", "> q"]))
)
def test_any_mix_of_markdown_keeps_its_lines(lines: list[str]) -> None:
    source = "\n".join(["# Titel", *lines])

    assert all(1 <= section.line <= len(lines) + 1 for section in parse(source).sections)


def test_slugs_are_plain() -> None:
    assert slug("Så här gör du – på Åland?") == "sa-har-gor-du-pa-aland"
    assert slug("???") == "section"


def test_a_question_names_its_section_behind_it() -> None:
    asked = """  - kommer int åt G #forsta-gangen-pa-vag-2
  - "hur gör ja, hemma" #forsta-gangen-pa-vag
  - 'vart försvann # tecknet' # en anmärkning
  - kort #
  - utan
  - finns int #ingenstans
  - på två
    rader #forsta-gangen-pa-vag
"""
    guide = parse_guide(VPN.replace('  - "hur kommer jag åt G: hemma"\n', asked), path=PATH, variables=VARIABLES)

    texts = ["kommer int åt G", "hur gör ja, hemma", "vart försvann # tecknet", "kort", "utan", "finns int"]
    assert guide.questions == (*texts, "på två rader")
    assert [section.anchor for section in guide.sections] == ["", "forsta-gangen-pa-vag", "forsta-gangen-pa-vag-2"]
    assert dict(guide.question_sections) == {texts[0]: 2, texts[1]: 1, "på två rader": 1}


def test_a_beginning_that_fits_two_sections_names_none() -> None:
    sections = parse_guide("# T\n\n## Byt kort\n\nA.\n\n## Byt\n\nB.\n\n## Byta\n\nC.\n", path=PATH).sections

    assert section_named("byt", sections) == 1, "a whole anchor comes before a beginning"
    assert section_named("byt-k", sections) == 0
    assert [section_named(anchor, sections) for anchor in ("by", "x", "", None)] == [None] * 4


@pytest.mark.parametrize(
    "written", ["questions: [ett #x, två]", "questions: ett #x", "questions:", "questions: {a: b}"]
)
def test_questions_in_another_form_name_no_section(written: str) -> None:
    source = f"---\nid: a\n{written}\n---\n# T\n\n## X\n\nText.\n"
    try:
        guide = parse_guide(source, path=PATH)
    except FrontMatterError:
        return
    assert guide.question_sections == ()


def test_other_line_ends_leave_anchors_where_they_are() -> None:
    source = '---\nid: a\nowner: "x\u2028y"\nquestions:\n  - ett #x\n  - två #y\n---\n# T\n\n## X\n\nA.\n\n## Y\n\nB.\n'
    guide = parse_guide(source, path=PATH)
    assert dict(guide.question_sections) == {"ett": 0, "två": 1}
