from tests.unit.bot.conftest import Talk, hit


async def test_a_sure_find_is_answered_with_three_buttons(person: Talk) -> None:
    person.finds("answer", hit("byt-losenord"))
    reply = await person.says("hur byter ja lösenord")
    assert reply.kind == "answer"
    assert reply.hit["guide"] == "byt-losenord"
    assert reply.buttons == ("solved", "unsolved", "human")


async def test_close_finds_are_offered_and_a_number_or_a_word_picks_one(person: Talk) -> None:
    person.finds("clarify", hit("vpn-hemifran"), hit("natverksmapp"), hit("distansarbete"))
    reply = await person.says("hur kommer ja åt g: hemma")
    assert reply.kind == "clarify"
    assert [choice.id for choice in reply.choices] == ["choice:1", "choice:2", "choice:3"]
    assert (await person.says("den andra")).hit["guide"] == "natverksmapp"


async def test_a_choice_can_be_pressed(person: Talk) -> None:
    person.finds("clarify", hit("vpn-hemifran"), hit("natverksmapp"))
    await person.says("g: hemma")
    assert (await person.presses("choice:1")).hit["guide"] == "vpn-hemifran"


async def test_what_is_not_covered_is_refused_and_yes_opens_the_form(person: Talk) -> None:
    person.finds("refuse")
    reply = await person.says("när betalas lönen ut?")
    assert (reply.kind, reply.buttons) == ("refuse", ("human",))
    form = await person.says("ja tack", "affirm")
    assert form.form == {"name": "ticket", "field": "where"}


async def test_unsolved_gives_the_next_best_once_and_then_offers_a_person(person: Talk) -> None:
    person.finds("answer", hit("a", score=0.6), hit("b", score=0.58), hit("c", score=0.57))
    await person.says("det hakar")
    second = await person.presses("unsolved")
    assert (second.hit["guide"], second.feedback) == ("b", "unsolved")
    third = await person.presses("unsolved")
    assert (third.kind, third.hit) == ("refuse", None)


async def test_a_poor_next_best_is_not_shown(person: Talk) -> None:
    person.finds("answer", hit("a", score=0.7), hit("b", score=0.45))
    await person.says("det hakar")
    assert (await person.presses("unsolved")).kind == "refuse"


async def test_solved_is_counted_only_after_an_answer(person: Talk) -> None:
    assert (await person.says("nu funkar det", "report_solved")).feedback is None
    person.finds("answer", hit("a"))
    await person.says("det hakar")
    assert (await person.says("nu funkar det", "report_solved")).feedback == "solved"


async def test_a_follow_up_is_searched_with_what_was_asked_before(person: Talk) -> None:
    person.finds("answer", hit("outlook-webb"))
    await person.says("hur läser ja jobbmejlen")
    await person.says("och på mobilen?")
    assert person.search.asked[-1] == "hur läser ja jobbmejlen och på mobilen?"


async def test_with_retrieval_down_a_person_is_offered(person: Talk) -> None:
    reply = await person.says("skrivarn krånglar")
    assert reply.messages[0].key == "bot-search-down"
    assert reply.buttons == ("human",)


async def test_steps_come_one_at_a_time_on_request(person: Talk) -> None:
    person.finds("answer", hit("a", steps=2))
    await person.says("det hakar")
    first = await person.says("en sak i taget")
    assert (first.kind, first.step, first.hit["steps"]) == ("step", {"number": 1, "of": 2}, ["Steg 1 av a"])
    last = await person.says("nästa")
    assert last.step == {"number": 2, "of": 2}
    assert "solved" in last.buttons
    assert (await person.says("tillbaka")).step["number"] == 1
