import pytest

from tests.unit.bot.conftest import Talk, hit


def named(guide: str, title: str, section: str, *, score: float = 0.55) -> dict:
    return {**hit(guide, score=score), "title": title, "section": section}


async def asked_which(person: Talk) -> None:
    person.finds(
        "clarify",
        named("natverk-nere", "Inget nät vid skrivbordet", "Jobba vidare"),
        named("wifi-personal", "Personalens wifi", "Anslut jobbdatorn"),
        named("skrivare", "Lägg till skrivaren", "Skrivaren finns inte i listan"),
        named("wifi-gast", "Gästnät", "Så ansluter gästen", score=0.46),
    )
    assert (await person.says("nätet", "ask_it_question")).kind == "clarify"


@pytest.mark.parametrize(
    ("said", "guide"),
    [
        ("2", "wifi-personal"),
        ("nummer två tack", "wifi-personal"),
        ("den första", "natverk-nere"),
        ("tvåan", "wifi-personal"),
        ("the second one", "wifi-personal"),
        ("eka", "natverk-nere"),
        ("kolmas", "skrivare"),
        ("den sista", "skrivare"),
        ("wifi alltså", "wifi-personal"),
        ("den med skrivarna", "skrivare"),
        ("jag menar på skrivbordet", "natverk-nere"),
    ],
)
async def test_a_choice_is_picked_by_number_place_or_words(person: Talk, said: str, guide: str) -> None:
    await asked_which(person)
    reply = await person.says(said, "affirm", 0.4)
    assert (reply.kind, reply.hit["guide"]) == ("answer", guide)


@pytest.mark.parametrize("said", ["ingen av dem", "none of these", "ei mikään näistä", "nåt annat"])
async def test_none_of_them_leads_to_a_person_when_nothing_else_is_near(person: Talk, said: str) -> None:
    await asked_which(person)
    reply = await person.says(said, "deny")
    assert (reply.kind, reply.buttons, reply.messages[0].key) == ("refuse", ("human",), "bot-none-offer")
    assert (await person.says("ja", "affirm")).kind == "form"


async def test_none_of_them_shows_what_came_next_when_it_is_near(person: Talk) -> None:
    person.finds("clarify", hit("a", score=0.56), hit("b", score=0.55), hit("c", score=0.55), hit("d", score=0.54))
    await person.says("nätet")
    reply = await person.presses("choice:none")
    assert (reply.hit["guide"], reply.messages[0].key) == ("d", "bot-none-next")


async def test_a_number_in_other_words_picks_nothing(person: Talk) -> None:
    await asked_which(person)
    person.finds("answer", hit("bildskarm"))
    assert (await person.says("jag har två skärmar")).hit["guide"] == "bildskarm"


async def test_one_word_of_two_picks_nothing(person: Talk) -> None:
    await asked_which(person)
    person.finds("answer", hit("dator-langsam"))
    assert (await person.says("skrivaren krånglar långsamt")).hit["guide"] == "dator-langsam"


async def test_a_question_of_its_own_is_not_taken_for_a_choice(person: Talk) -> None:
    await asked_which(person)
    person.finds("answer", hit("vpn-hemifran"))
    reply = await person.says("hur ansluter jag vpn hemifrån")
    assert (reply.hit["guide"], person.search.asked[-1]) == ("vpn-hemifran", "hur ansluter jag vpn hemifrån")
