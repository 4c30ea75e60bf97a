"""A person takes over: form, ticket, desk, reply in the chat."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.talk import REPLY_MS, ask, press
from tests.product import Product

pytestmark = pytest.mark.e2e


def sign_in(browser: Browser, product: Product) -> Page:
    desk = browser.new_context(locale="sv-FI").new_page()
    desk.goto(f"{product.base}/desk")
    desk.get_by_label("Namn").fill("admin")
    desk.get_by_label("Lösenord").fill(product.admin_password)
    desk.get_by_role("button", name="Logga in").click()
    expect(desk.get_by_role("heading", name="Ärenden", exact=True)).to_be_visible()
    return desk


def test_an_escalation_reaches_the_desk_and_the_reply_comes_back(
    page: Page, browser: Browser, product: Product
) -> None:
    ask(page, "kan int öppna bilagan i mejlet")
    asked = press(page, "Fråga en människa")
    expect(asked).to_contain_text("Vilken apparat")
    ask(page, "datorn i receptionen")
    press(page, "Det kan vänta")
    summary = press(page, "Svara här i chatten")
    expect(summary).to_contain_text("receptionen")
    created = press(page, "Ja, skicka")
    expect(created).to_contain_text("BP-")

    desk = sign_in(browser, product)
    desk.get_by_text("kan int öppna bilagan i mejlet").first.click()
    expect(desk.get_by_text("receptionen").first).to_be_visible()
    expect(desk.get_by_role("link", name="Bilagan går inte att öppna").first).to_be_visible()
    desk.locator("#note").fill("intern: kolla licensen")
    desk.get_by_role("button", name="Spara anteckningen").click()
    desk.locator("#reply").fill("Hej! Prova att spara filen först. /Anna")
    desk.get_by_role("button", name="Skicka till chatten").click()

    reply = page.locator(".card.desk")
    expect(reply).to_contain_text("Prova att spara filen först", timeout=REPLY_MS)
    expect(page.locator("bollplank-chat")).not_to_contain_text("kolla licensen")

    note = ask(page, "ja provade, de hjälpte int")
    expect(note).to_contain_text("BP-")
    desk.get_by_role("link", name="Visa", exact=True).click(timeout=REPLY_MS)
    expect(desk.get_by_text("ja provade, de hjälpte int")).to_be_visible()
    desk.locator("#status").select_option("solved")
    desk.get_by_role("button", name="Byt status").click()
    expect(page.locator(".status-line").last).to_contain_text("löst", timeout=REPLY_MS)
    desk.context.close()


def test_staff_pages_ask_for_a_login(browser: Browser, product: Product) -> None:
    stranger = browser.new_context(locale="sv-FI").new_page()
    for path in ("/desk", "/trainers", "/desk/tickets/BP-1001"):
        stranger.goto(f"{product.base}{path}")
        expect(stranger.get_by_label("Lösenord")).to_be_visible()
    stranger.context.close()


def test_trainers_see_what_was_asked(page: Page, browser: Browser, product: Product) -> None:
    ask(page, "när betalas lönen ut?")
    ask(page, "e de fisk till lunch i dag, ring mig på 018 15 400")
    desk = sign_in(browser, product)
    desk.goto(f"{product.base}/trainers")
    expect(desk.get_by_text("när betalas lönen ut?").first).to_be_visible()
    expect(desk.get_by_text("018 15 400")).to_have_count(0)
    desk.context.close()
