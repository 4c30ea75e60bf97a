from dataclasses import replace
from typing import Any

import pytest

from bot.clients.retrieval import SearchResult
from tests.unit.bot.conftest import Talk, hit


def section(name: str, *steps: str) -> dict[str, Any]:
    body = "\n".join(steps)
    return {**hit("vpn"), "title": "VPN hemifrån", "section": name, "steps": list(steps), "body_markdown": body}


FIRST = section("Första gången", "Öppna appen.", "Skriv adressen.", "Godkänn i telefonen.", "Vänta på hänglåset.")
DAILY = section("Varje dag", "Välj Connect.", "Öppna G: i Utforskaren.")
TROUBLE = section("Om du inte kommer in", "Kontrollera att internet fungerar.", "Ring it-stödet.")
NOTHING = SearchResult("refuse", 0.1, ())


async def shown(person: Talk) -> None:
    person.search.of_guides = {"vpn": (FIRST, DAILY, TROUBLE)}
    person.finds("answer", FIRST)
    await person.says("hur ansluter jag vpn")
    person.search.asked.clear()


@pytest.mark.parametrize(
    ("said", "language"),
    [("och om det inte går?", "sv"), ("men om de int funkar", "sv"), ("what if it doesn't work?", "en"),
     ("entä jos se ei toimi?", "fi")],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["ask_it_question", "report_unsolved"])
async def test_if_it_fails_leads_to_the_guides_own_trouble_section(
    person: Talk, said: str, language: str, intent: str
) -> None:
    await shown(person)
    person.language = language
    reply = await person.says(said, intent, 0.9)
    assert reply.hit["section"] == "Om du inte kommer in"
    assert person.search.asked == []


async def test_a_heading_that_has_the_word_is_shown(person: Talk) -> None:
    await shown(person)
    assert (await person.says("och varje dag?")).hit["section"] == "Varje dag"


@pytest.mark.parametrize("said", ["och på mobilen?", "funkar det på mac?"])
async def test_what_the_guide_does_not_say_is_said_so_and_a_person_offered(person: Talk, said: str) -> None:
    await shown(person)
    person.search.by_question[said] = NOTHING
    reply = await person.says(said)
    assert (reply.kind, reply.messages[0].values) == ("refuse", {"title": "VPN hemifrån"})
    assert person.search.asked == [f"hur ansluter jag vpn {said}"]
    assert (await person.says("ja", "affirm")).kind == "form"


async def test_a_device_that_another_guide_is_about_leads_there(person: Talk) -> None:
    await shown(person)
    person.search.by_question["och på mobilen?"] = NOTHING
    person.finds("answer", {**hit("mobil-vpn"), "title": "VPN i mobilen"})
    assert (await person.says("och på mobilen?")).hit["guide"] == "mobil-vpn"


async def test_a_lost_phone_is_a_question_of_its_own(person: Talk) -> None:
    await shown(person)
    person.language = "en"
    person.search.of_guides = {"vpn": (FIRST, section("No request comes to the phone", "Open the app."))}
    person.finds("answer", hit("mobil-borttappad"))
    assert (await person.says("and if I lose my phone?")).hit["guide"] == "mobil-borttappad"


async def test_a_guide_about_the_device_alone_is_no_answer(person: Talk) -> None:
    await shown(person)
    person.finds("answer", {**hit("surfplatta"), "title": "Skolans surfplatta"})
    assert (await person.says("funkar det på en surfplatta?")).kind == "refuse"


async def test_the_section_that_is_nearest_by_meaning_is_shown(person: Talk) -> None:
    await shown(person)
    person.finds("answer", DAILY)
    reply = await person.says("vem kan se den?")
    assert (reply.hit["section"], reply.messages[0].key) == ("Varje dag", "bot-follow-section")


async def test_a_step_that_names_the_thing_is_shown(person: Talk) -> None:
    await shown(person)
    person.search.by_question["var finns det hänglåset?"] = NOTHING
    reply = await person.says("var finns det hänglåset?", "ask_ticket_status", 0.5)
    assert (reply.kind, reply.step) == ("step", {"number": 4, "of": 4})


async def test_a_button_that_no_step_names_is_looked_for_step_by_step(person: Talk) -> None:
    await shown(person)
    reply = await person.says("var hittar jag den knappen?", "ask_ticket_status", 0.5)
    assert (reply.kind, reply.step["number"], reply.messages[0].key) == ("step", 1, "bot-step-by-step")


@pytest.mark.parametrize("said", ["vad menas med steg 3?", "what does step three mean?", "mitä vaihe 3 tarkoittaa?"])
async def test_a_step_asked_about_is_shown_as_written(person: Talk, said: str) -> None:
    await shown(person)
    reply = await person.says(said, "ask_capabilities", 0.4)
    assert (reply.kind, reply.step["number"], reply.hit["steps"]) == ("step", 3, ["Godkänn i telefonen."])


@pytest.mark.parametrize("said", ["det går inte att skriva ut", "hur byter jag lösenord", "jag har glömt min pinkod"])
async def test_a_full_question_is_not_swallowed(person: Talk, said: str) -> None:
    await shown(person)
    person.finds("answer", hit("annan-guide"))
    reply = await person.says(said)
    assert reply.hit["guide"] == "annan-guide"
    assert person.search.asked == [said]


async def test_a_full_question_that_begins_with_and_is_its_own(person: Talk) -> None:
    await shown(person)
    person.finds("answer", hit("annan-guide"))
    reply = await person.says("och hur byter jag bakgrund i teams")
    assert (reply.hit["guide"], person.memory.question) == ("annan-guide", "och hur byter jag bakgrund i teams")


async def test_a_sure_report_is_a_report(person: Talk) -> None:
    await shown(person)
    assert (await person.says("det funkar!", "report_solved")).feedback == "solved"
    await shown(person)
    assert (await person.says("men det hjälpte inte", "report_unsolved")).feedback == "unsolved"


async def test_with_retrieval_down_a_person_is_offered(person: Talk) -> None:
    await shown(person)
    person.search.result = None
    reply = await person.says("och om det inte går?")
    assert (reply.messages[0].key, reply.buttons) == ("bot-search-down", ("human",))


async def test_the_question_does_not_grow_without_end(person: Talk) -> None:
    await shown(person)
    person.memory = replace(person.memory, hit=None)
    for _ in range(20):
        await person.says("och på mobilen?")
    assert len(person.memory.question or "") < 200


@pytest.mark.parametrize(
    ("said", "language", "intent"),
    [("i citrix", "sv", "ask_it_question"), ("nej i citrix", "sv", "deny"), ("nä, på citrix!", "sv", "deny"),
     ("no, in citrix", "en", "deny"), ("ei, citrixissä", "fi", "deny"), ("citrixissä", "fi", "ask_it_question")],
)  # fmt: skip
async def test_where_it_is_is_searched_with_what_it_is(person: Talk, said: str, language: str, intent: str) -> None:
    await shown(person)
    person.language = language
    person.finds("refuse")
    await person.says(said, intent, 0.9)
    assert person.search.asked[-1].startswith("hur ansluter jag vpn")


@pytest.mark.parametrize("said", ["nej", "nej tack", "nä int nu", "ei kiitos", "no thank you"])
async def test_a_no_alone_stays_a_no(person: Talk, said: str) -> None:
    await shown(person)
    assert (await person.says(said, "deny", 0.9)).messages[0].key.startswith("bot-deny")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("vad gör jag först", "sv"),
        ("vad ska jag göra nu?", "sv"),
        ("what do I do first", "en"),
        ("mitä teen nyt?", "fi"),
    ],
)
async def test_what_to_do_first_is_the_first_step_of_what_is_shown(person: Talk, said: str, language: str) -> None:
    await shown(person)
    person.language = language
    reply = await person.says(said)
    assert (reply.kind, reply.step) == ("step", {"number": 1, "of": 4})


PHISHING = (
    {**section("Du har fått ett misstänkt mejl", "Klicka inte."), "title": "Nätfiske, och om du klickade"},
    {**section("Känn igen ett bluffmejl", "Titta på avsändaren."), "title": "Nätfiske, och om du klickade"},
    {**section("Du klickade på bluffen", "Ring it-stödet nu."), "title": "Nätfiske, och om du klickade"},
)


async def test_what_a_person_adds_leads_to_the_section_whose_heading_says_it(person: Talk) -> None:
    person.search.of_guides = {"vpn": PHISHING}
    person.finds("answer", PHISHING[1])
    await person.says("det kom ett konstigt mejl från chefen")
    person.finds("answer", PHISHING[0])
    assert (await person.says("jag klicka redan på länken")).hit["section"] == "Du klickade på bluffen"


async def test_what_did_not_help_and_why_leads_to_the_section_that_says_so(person: Talk) -> None:
    await shown(person)
    person.search.of_guides = {"vpn": (FIRST, section("Första gången på en gammal dator", "Byt den."))}
    reply = await person.says("den är så gammal", "report_unsolved", 0.9)
    assert (reply.hit["section"], reply.feedback) == ("Första gången på en gammal dator", "unsolved")


async def test_it_did_not_help_is_no_subject(person: Talk) -> None:
    await shown(person)
    person.search.of_guides = {"vpn": (FIRST, section("Inget av det här hjälpte", "Ring it-stödet."))}
    reply = await person.says("nä det hjälpte int heller", "report_unsolved", 0.9)
    assert (reply.kind, reply.messages[0].key) == ("refuse", "bot-unsolved-offer")


@pytest.mark.parametrize("said", ["funkar int", "det går inte", "doesn't work", "ei toimi"])
async def test_it_fails_and_no_more_means_the_guide_did_not_help(person: Talk, said: str) -> None:
    await shown(person)
    person.finds("answer", hit("annat"))
    reply = await person.says(said)
    assert (reply.feedback, reply.kind) == ("unsolved", "refuse")
    assert person.search.asked == []


@pytest.mark.parametrize("said", ["funkar int", "det går inte", "doesn't work", "ei toimi"])
async def test_it_fails_and_nothing_before_is_asked_about_first(person: Talk, said: str) -> None:
    person.finds("answer", hit("annat"))
    assert (await person.says(said)).messages[0].key == "bot-tell-more"
    assert (await person.says("skrivaren på andra våningen")).kind == "answer"


async def test_when_does_it_come_is_about_the_answer_while_nothing_was_sent(person: Talk) -> None:
    await shown(person)
    person.finds("refuse")
    assert (await person.says("när kommer den", "ask_ticket_status", 0.9)).messages[0].key == "bot-follow-nothing"
    assert (await person.says("hur går det med mitt ärende", "ask_ticket_status", 0.9)).kind == "status_request"
