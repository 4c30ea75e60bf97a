"""The desk's side of ideas in a real browser: shown to others, told of, hidden; and the chat that shows them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from api.db.tables import DeskTicket
from api.staff.accounts import create_first_admin
from api.tickets.ideas import Change, Wording, set_state, show_idea
from tests.e2e.staff.conftest import OpenDesk
from tests.e2e.talk import ask, press
from tests.e2e.widget.test_access import is_as_wide_as_the_window, violations
from tests.fakes.gateway_app import GatewayApp
from tests.product import free_ports

pytestmark = pytest.mark.e2e
PHONE, DESK = 360, 1280
PROBLEM = "Vi bokar mötesrum på en papperslapp vid dörren. Ring mig på 040 123 4567. Det blir ofta dubbelt."
SHOWN = {
    "BP-1001": (
        "doing",
        "Pilot i stadshuset i höst.",
        "Boka mötesrum i kalendern",
        "Mötesrum bokas på papper och krockar.",
    ),
    "BP-1002": ("new", "", "Skärm utanför varje rum", "Skärmen visar när rummet är ledigt."),
    "BP-1003": ("not_now", "För dyrt i år.", "Bastun bokas på nätet", "Personalens bastu bokas på en lista."),
}

PEOPLE = [
    ("sv-FI", "vi bokar mötesrum på papper", "har föreslagits förut"),
    ("en-GB", "we book every meeting room on paper", "suggested before"),
    ("fi-FI", "varaamme kokoushuoneet paperilla", "ehdotettu aiemmin"),
]


@pytest.fixture(scope="module")
def desk_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GatewayApp, str]]:
    """A desk with five ideas, three of them shown to others."""
    folder: Path = tmp_path_factory.mktemp("ideas")
    with GatewayApp(folder / "var", port=free_ports(1)[0]) as app:
        password = app.write(lambda session: create_first_admin(session, now=app.now()))
        assert password
        app.write(lambda session: _fill(session, app))
        yield app, password


def _fill(session: Session, app: GatewayApp) -> None:
    now = app.now()
    for at in range(5):
        number = f"BP-{1001 + at}"
        session.add(
            DeskTicket(
                key=f"idea-{at}", number=number, kind="idea", language="sv", subject=PROBLEM[:60],
                fields={"problem": PROBLEM, "for_whom": "alla som har möten", "what_exists": "en papperslapp"},
                conversation=[], tried=[], status="new", created_at=now, updated_at=now,
            )
        )  # fmt: skip
    change = Change(by="admin", now=now)
    for number, (state, why, title, text) in SHOWN.items():
        show_idea(session, number, {"sv": Wording(title, text)}, change)
        set_state(session, number, state=state, why=why, change=change)


@pytest.mark.parametrize("language", ["sv-FI", "en-GB", "fi-FI"])
def test_no_page_of_ideas_has_faults_for_people_with_other_means(open_desk: OpenDesk, language: str) -> None:
    page = open_desk(language=language)
    for path in ("/desk/ideas", "/desk/ideas/BP-1001", "/desk/ideas/BP-9", "/desk/tickets/BP-1001"):
        page.goto(urljoin(page.url, path))
        page.eval_on_selector_all(".idea details", "all => all.forEach((each) => { each.open = true; })")
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 860})
            assert is_as_wide_as_the_window(page), (path, width)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert violations(page) == [], (path, width, scheme)


@pytest.mark.parametrize(("number", "scripts"), [("BP-1004", True), ("BP-1005", False)])
def test_an_idea_is_shown_told_of_and_hidden(open_desk: OpenDesk, number: str, scripts: bool) -> None:  # noqa: FBT001
    page = open_desk(f"/desk/tickets/{number}", scripts=scripts)
    idea = page.locator("#idea")
    expect(idea).to_contain_text("Visas inte")
    idea.locator(".show-idea > summary").click()
    expect(page.get_by_label("Rubrik (Svenska)")).to_have_value("Vi bokar mötesrum på en papperslapp vid dörren")
    expect(page.get_by_label("En eller två meningar (Svenska)")).to_have_value(
        "Vi bokar mötesrum på en papperslapp vid dörren. Ring mig på [phone]."
    )
    page.get_by_label("En eller två meningar (Svenska)").fill("Mötesrum bokas på papper.")
    idea.get_by_role("button", name="Visa för andra").click()
    expect(idea).to_contain_text("Visas för andra")
    page.get_by_label("Vad händer med idén?").select_option("done")
    page.get_by_label("Varför, med några ord").fill("Finns nu i Outlook.")
    idea.get_by_role("button", name="Spara och berätta").click()
    expect(idea.locator(".state-done")).to_have_text("klar")
    idea.locator(".show-idea > summary").click()
    idea.get_by_role("button", name="Dölj igen").click()
    expect(idea).to_contain_text("Visas inte")


def test_words_that_are_not_whole_come_back_with_what_was_written(open_desk: OpenDesk) -> None:
    page = open_desk("/desk/ideas/BP-1002")
    page.get_by_label("En eller två meningar (Svenska)").fill("")
    page.get_by_label("Rubrik (Svenska)").fill("Min nya rubrik")
    page.get_by_role("button", name="Spara texten").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv en rubrik och en text")
    expect(page.get_by_label("Rubrik (Svenska)")).to_have_value("Min nya rubrik")


@pytest.mark.parametrize(("language", "tells", "said"), PEOPLE)
def test_the_chat_shows_earlier_ideas_and_one_press_agrees(
    open_desk: OpenDesk, desk_house: tuple[GatewayApp, str], language: str, tells: str, said: str
) -> None:
    page: Page = open_desk(language=language, width=PHONE)
    page.goto(desk_house[0].base)
    page.wait_for_selector("bollplank-chat[ready]")
    card = ask(page, tells)
    expect(card).to_contain_text(said)
    expect(card.locator("li")).to_have_count(3)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    assert is_as_wide_as_the_window(page)
    label = card.get_by_role("button").first.inner_text()
    expect(press(page, label)).to_contain_text("Boka mötesrum i kalendern")
