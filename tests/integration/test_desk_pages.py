"""The desk's pages as a browser without scripts uses them: forms, addresses, and what comes of them."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from api.chat.bot_reply import BotReply
from api.chat.outages import current_outage
from api.db.staff_tables import StaffUser
from api.db.tables import Conversation, DeskMessage, DeskTicket, Event, GuideDraft, Outbox
from api.settings import Settings
from api.staff.accounts import create_first_admin
from tests.builders import a_hit, an_answer
from tests.guide_builders import write_guide
from tests.integration.conftest import House, open_house
from tests.integration.test_attachments import attach
from tests.integration.test_tickets_come_back import ESCALATION, escalate


class Desk:
    """A browser at the desk, signed in."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.page = ""

    async def sign_in(self) -> None:
        database = self.house.services.database
        password = await database.write(lambda s: create_first_admin(s, now=self.house.clock()))
        await self.house.client.post("/login", data={"name": "admin", "password": password})

    async def get(self, path: str, **headers: str) -> str:
        response = await self.house.client.get(path, headers={"Accept-Language": "sv", **headers})
        assert response.status_code == 200, response.status_code
        self.page = response.text
        return self.page

    async def submit(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of the page that is shown, and deliver what follows from it."""
        hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', self.page) for name in ("csrf", "key")}
        known = {name: found[1] for name, found in hidden.items() if found}
        response = await self.house.client.post(path, data={**known, **fields})
        await self.house.work()
        return response


@pytest.fixture
async def desk(house: House) -> Desk:
    opened = Desk(house)
    await opened.sign_in()
    return opened


async def another_asker(house: House) -> str:
    """Somebody else escalates the same thing; returns their conversation."""
    house.conversation = None
    house.bot.will_say(an_answer(), ESCALATION, an_answer())
    await house.say("skrivarn tuggar papper igen", language="fi")
    await house.press("send")
    await house.work()
    assert house.conversation
    return house.conversation


async def told(house: House, conversation: str | None) -> list[str]:
    events = [event for event in await house.rows(Event) if event.conversation_id == conversation]
    return [str(event.payload.get("text") or event.payload.get("status")) for event in events]


async def test_the_desk_sees_everything_that_was_said_and_tried(house: House, desk: Desk) -> None:
    await escalate(house)
    await attach(house)
    await house.work()
    page = await desk.get("/desk/tickets/BP-1001")
    for words in ("skrivaren tuggar papper", "rum 12", "Kan inte jobba", "Nås i chatten", "hjälpte inte",
                  "1. Öppna Cisco Secure Client.", "skärm.png", "2 kB", "Läs hela konversationen"):  # fmt: skip
        assert words in page, words
    picture = re.search(r'<img src="(/desk/attachments/[^"]+)"', page)
    assert picture
    got = await house.client.get(picture[1])
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("image/png", "nosniff")
    assert "sandbox" in got.headers["content-security-policy"]


async def test_labels_are_in_the_desks_language_and_words_stay_the_persons(house: House, desk: Desk) -> None:
    await escalate(house)
    page = await desk.get("/desk/tickets/BP-1001", **{"Accept-Language": "fi"})
    assert "Ei voi tehdä töitä" in page
    assert "ei auttanut" in page
    assert "skrivaren tuggar papper" in page


async def test_the_desks_own_language_holds_until_somebody_chooses(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path / "var", guides_dir=tmp_path, desk_language="fi")
    async with open_house(settings) as house:
        desk = Desk(house)
        await desk.sign_in()
        assert "Hoidettavat" in await desk.get("/desk", **{"Accept-Language": "en"})
        assert "To do" in await desk.get("/desk?lang=en")
        assert "To do" in await desk.get("/desk"), "the choice is remembered"


async def test_filters_stand_in_the_address_and_come_along(house: House, desk: Desk) -> None:
    await escalate(house)
    page = await desk.get("/desk?status=new&urgent=1&who=nobodys&order=waiting")
    assert "/desk/tickets/BP-1001?status=new&amp;who=nobodys&amp;urgent=1&amp;order=waiting" in page
    await desk.get("/desk/tickets/BP-1001?status=new&urgent=1")
    back = await desk.submit("/desk/tickets/BP-1001/assign", view="?status=new&urgent=1&evil=//x")
    assert back.headers["location"] == "/desk/tickets/BP-1001?status=new&urgent=1"
    assert "BP-1001" not in await desk.get("/desk?who=nobodys")
    assert "BP-1001" in await desk.get("/desk?who=mine")
    assert "BP-1001" in await desk.get("/desk?status=galet&page=99999999999999999999&kind=%00")


async def test_a_ticket_is_given_to_a_colleague_but_to_no_stranger(house: House, desk: Desk) -> None:
    await escalate(house)
    colleague = StaffUser(name="Bo", password_hash="-", role="desk", created_at=house.clock())
    await house.services.database.write(lambda s: s.add(colleague))
    await desk.get("/desk/tickets/BP-1001")
    for to, holder in (("Bo", "Bo"), ("Mallory", "Bo"), ("", None)):
        await desk.submit("/desk/tickets/BP-1001/assign", to=to)
        [ticket] = await house.rows(DeskTicket)
        assert ticket.assigned_to == holder


async def test_a_reply_may_solve_at_once_and_a_note_never_leaves(house: House, desk: Desk) -> None:
    await escalate(house)
    await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/note", text="hemligt om personen", key="n1")
    await desk.submit("/desk/tickets/BP-1001/reply", text="Byt\r\npatron.", status="solved")
    assert await told(house, house.conversation) == ["Byt\npatron.", "open", "solved"]
    assert "hemligt" not in str([event.payload for event in await house.rows(Event)])
    page = await desk.get("/desk/tickets/BP-1001")
    assert 'class="line note"' in page
    assert "intern anteckning" in page


async def test_the_thread_tells_the_desk_and_not_the_person_what_became_of_it(house: House, desk: Desk) -> None:
    await escalate(house)
    await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/status", status="waiting")
    page = await desk.get("/desk/tickets/BP-1001/thread")
    assert "Väntar på svar" in page
    assert "väntar på svar från dig" not in page


async def test_what_people_write_is_never_markup(house: House, desk: Desk) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    house.bot.will_say(an_answer(), BotReply("escalation", fields={"what": evil, "contact": evil}), an_answer())
    await house.say(evil)
    await house.press("send")
    await house.work()
    for path in ("/desk", "/desk/tickets/BP-1001", "/desk/tickets/BP-1001/thread"):
        page = await desk.get(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


async def test_one_reply_reaches_every_asker_of_an_outage(house: House, desk: Desk) -> None:
    await escalate(house)
    first = house.conversation
    second = await another_asker(house)
    page = await desk.get("/desk/tickets/BP-1001")
    assert 'name="other-BP-1002"' in page, "related by its words"
    await desk.submit("/desk/tickets/BP-1001/merge", **{"other-BP-1002": "on"})
    assert "Svar till 2 personer" in await desk.get("/desk/tickets/BP-1001")
    assert "BP-1002" not in await desk.get("/desk")
    await desk.submit("/desk/tickets/BP-1001/reply", text="Skrivaren lagas nu.")
    assert (await told(house, first))[0] == (await told(house, second))[0] == "Skrivaren lagas nu."

    house.conversation = second
    await house.say("tack")
    await house.work()
    assert "tack" in await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/separate", which="BP-1002")
    assert "BP-1002" in await desk.get("/desk")


async def test_what_did_not_get_through_is_shown_and_tried_again(house: House, desk: Desk) -> None:
    await escalate(house)
    dead = update(Outbox).values(state="dead", error="422 group is missing", attempts=20)
    await house.services.database.write(lambda s: s.execute(dead))
    page = await desk.get("/desk")
    assert "Ett meddelande kom inte fram till ärendesystemet" in page
    assert "422 group is missing" in page
    [row] = await house.rows(Outbox)
    await desk.submit("/desk/undelivered", which=row.id)
    assert {row.state for row in await house.rows(Outbox)} == {"done"}
    assert "kom inte fram" not in await desk.get("/desk")


async def test_many_alike_questions_propose_an_outage(house: House, desk: Desk, settings: Settings) -> None:
    write_guide(settings.guides_dir, "vpn-hemifran", "VPN hemifrån")
    for _ in range(5):
        assert "den senaste halvtimmen" not in await desk.get("/desk")
        house.conversation = None
        await house.say("hur kommer ja åt vpn")
    page = await desk.get("/desk")
    assert "5 personer har frågat om ”VPN hemifrån” den senaste halvtimmen." in page
    assert "Just nu har många samma problem: VPN hemifrån. Vi utreder det.</textarea>" in page
    await desk.submit("/desk/outage", message="VPN är nere.")
    assert "den senaste halvtimmen" not in await desk.get("/desk"), "everyone is told"


async def test_an_outage_is_told_first_and_ended(house: House, desk: Desk) -> None:
    await desk.get("/desk")
    await desk.submit("/desk/outage", message="Mejlen är nere.")
    house.bot.will_say(an_answer())
    assert (await house.say("mejlen funkar int"))["text"].startswith("**Driftstörning:** Mejlen är nere.")
    assert "Visas nu: Mejlen är nere." in await desk.get("/desk")
    assert (await house.client.get("/v1/outage")).json() == {"message": "Mejlen är nere."}
    await desk.submit("/desk/outage")
    assert await house.services.database.read(current_outage) is None


async def test_a_canned_answer_is_found_and_inserted_without_script(house: House, desk: Desk) -> None:
    await escalate(house)
    house.search.will_find("answer", a_hit("vpn-hemifran"))
    page = await desk.get("/desk/tickets/BP-1001?find=vpn")
    assert "VPN hemifrån › Första gången" in page
    assert house.search.asked[-1] == "vpn"
    page = await desk.get("/desk/tickets/BP-1001?find=vpn&insert=0")
    box = re.search(r'<textarea[^>]*id="reply"[^>]*>([^<]*)<', page)
    assert box
    assert "1. Öppna Cisco Secure Client.\n2. Skriv vpn.example.ax och välj Connect." in box[1]


async def test_without_retrieval_canned_answers_come_from_the_shelf(
    house: House, desk: Desk, settings: Settings
) -> None:
    write_guide(settings.guides_dir, "vpn-hemifran", "VPN hemifrån")
    house.search.down = True
    assert "VPN hemifrån › Första gången" in await desk.get("/desk/answers?find=vpn+hemifr%C3%A5n&language=fi")
    assert "Ingen guide passar" in await desk.get("/desk/answers?find=kaffe&language=sv")


async def test_a_solved_ticket_becomes_a_draft_and_its_askers_are_told_once(
    house: House, desk: Desk, settings: Settings
) -> None:
    await escalate(house)
    first = house.conversation
    second = await another_asker(house)
    await desk.get("/desk/tickets/BP-1001")
    await desk.submit("/desk/tickets/BP-1001/merge", **{"other-BP-1002": "on"})
    await desk.submit(
        "/desk/tickets/BP-1001/reply", text="Hej!\n1. Öppna luckan.\n2. Dra ut papperet.", status="solved"
    )
    assert "Gör ett guideutkast" in await desk.get("/desk/tickets/BP-1001")
    for _twice in range(2):
        await desk.submit("/desk/tickets/BP-1001/draft")
    [path] = settings.guides_dir.glob("drafts/*.md")
    text = path.read_text(encoding="utf-8")
    assert path.stem == "skrivaren-tuggar-papper"
    for line in ("status: draft", "- skrivaren tuggar papper", "1. Öppna luckan.", "2. Dra ut papperet.", "BP-1001"):
        assert line in text, line
    assert "skrivaren-tuggar-papper.md" in await desk.get("/desk/tickets/BP-1001")
    guides = house.app.state.guide_news
    assert await guides.look() == 0, "a draft is told to nobody"

    await house.services.database.write(
        lambda s: s.execute(update(Conversation).where(Conversation.id == second).values(language="fi"))
    )
    published = text.replace("status: draft", "status: published")
    path.unlink()
    (settings.guides_dir / path.name).write_text(published, encoding="utf-8")
    house.services.shelf.__init__(settings.guides_dir)  # type: ignore[misc]
    assert await guides.look() == 2
    assert await guides.look() == 0, "once"
    assert "BP-1001 har blivit en guide" in (await told(house, first))[-1]
    assert "/guides/skrivaren-tuggar-papper" in (await told(house, first))[-1]
    assert "BP-1002 on tehty ohje" in (await told(house, second))[-1]
    [draft] = await house.rows(GuideDraft)
    assert draft.told_at is not None


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_kept(
    house: House, desk: Desk, settings: Settings
) -> None:
    await escalate(house)
    (settings.guides_dir / "drafts").write_text("in the way", encoding="utf-8")
    await desk.get("/desk/tickets/BP-1001")
    sent = await desk.submit("/desk/tickets/BP-1001/draft")
    assert "BOLLPLANK_DRAFTS_DIR" in await desk.get(sent.headers["location"])
    assert not await house.rows(GuideDraft)


async def test_a_stranger_gets_nothing_and_a_foreign_form_does_nothing(house: House) -> None:
    await escalate(house)
    for path in ("/desk", "/desk/tickets/BP-1001", "/desk/tickets/BP-1001/thread", "/desk/answers", "/desk/events"):
        assert (await house.client.get(path)).status_code == 303, path
    desk = Desk(house)
    await desk.sign_in()
    actions: dict[str, dict[str, Any]] = {
        "reply": {"text": "x", "key": "1"}, "note": {"text": "x", "key": "2"}, "status": {"status": "solved"},
        "assign": {}, "merge": {"other-BP-1001": "on"}, "separate": {}, "draft": {},
    }  # fmt: skip
    for action, fields in actions.items():
        sent = await house.client.post(f"/desk/tickets/BP-1001/{action}", data={**fields, "csrf": "guessed"})
        assert sent.status_code == 403, action
    assert not await house.rows(DeskMessage)
    [ticket] = await house.rows(DeskTicket)
    assert (ticket.status, ticket.assigned_to) == ("new", None)


async def test_a_form_for_a_ticket_that_is_gone_says_so(house: House, desk: Desk) -> None:
    await escalate(house)
    await desk.get("/desk/tickets/BP-1001")
    gone = await desk.submit("/desk/tickets/BP-9/reply", text="Hej", key="1")
    assert gone.status_code == 404
    assert "Ärendet finns inte" in gone.text
