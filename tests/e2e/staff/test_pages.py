"""The desk on a Monday morning: nothing, one ticket, a thousand; in every language, scheme and width."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.e2e.staff.conftest import OpenDesk
from tests.e2e.widget.test_access import is_as_wide_as_the_window, violations

pytestmark = pytest.mark.e2e

PHONE, DESK = 360, 1280


def test_the_queue_says_how_much_there_is(open_desk: OpenDesk, tickets: int) -> None:
    page = open_desk()
    rows = page.locator("ul.queue > li")
    if tickets == 0:
        expect(page.locator(".empty")).to_be_visible()
    if tickets == 1:
        expect(rows).to_have_count(1)
    if tickets == 1000:
        expect(rows).to_have_count(50)
        expect(page.get_by_text("Sida 1 av 12, 600 ärenden")).to_be_visible()
        page.get_by_role("link", name="Nästa").click()
        expect(page.get_by_text("Sida 2 av 12")).to_be_visible()
        expect(rows.first).not_to_contain_text("BP-1001 ")


def test_a_page_beyond_the_last_is_the_last(open_desk: OpenDesk, tickets: int) -> None:
    page = open_desk()
    page.goto(f"{page.url}?status=all&page=9999")
    if tickets == 1000:
        expect(page.locator(".turn")).to_contain_text("Sida 20 av 20")
    expect(page.get_by_role("heading", name="Ärenden", exact=True)).to_be_visible()


TICKET = ("/desk/tickets/BP-1001", "/desk/tickets/BP-1001?find=vpn", "/desk/tickets/BP-1001/thread")


@pytest.mark.parametrize("language", ["sv-FI", "en-GB", "fi-FI"])
def test_no_page_has_faults_for_people_with_other_means(open_desk: OpenDesk, tickets: int, language: str) -> None:
    if tickets != 1 and language != "fi-FI":
        pytest.skip("the longest language stands for the others in an empty and in a full desk")
    page = open_desk(language=language)
    paths = ["/desk", "/desk?status=solved&who=mine", "/trainers", "/desk/keys", "/desk/staff"]
    paths += TICKET if tickets else ()
    for path in paths:
        page.goto(urljoin(page.url, path))
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 860})
            assert is_as_wide_as_the_window(page), (path, width)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert violations(page) == [], (path, width, scheme)


def test_the_help_has_no_faults(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
