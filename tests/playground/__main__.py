"""`make teams-playground`: the running product in Microsoft's Agents Playground, in a browser, in three languages.

Nothing here is needed by the product or its tests. The Playground's licence allows evaluation only: it is fetched
into `var/playground` and stays there. Pictures are left in `var/screenshots`.
"""

import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from api.chat.messages import Language
from api.texts.catalogue import Catalogue
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.test_desk import sign_in
from tests.playground.processes import NotHereError, install, playground, product_behind
from tests.playground.relay import Relay, running
from tests.playground.window import REPLY_MS, Window, window
from tests.product import PREPARED, Product, free_ports

PICTURES = PREPARED / "screenshots"


@dataclass(frozen=True)
class Words:
    """What is said in one language; what is pressed stands in the catalogue."""

    locale: str
    hello: str
    question: str
    problem: str
    desk: str


LANGUAGES: dict[Language, Words] = {
    "sv": Words(
        "sv-FI", "hej", "hur kommer ja åt vpn hemifrån?", "VPN ger fel 809 hemma", "Hej! Jag ringer dig i dag."
    ),
    "en": Words(
        "en-GB", "hello", "how do I use VPN from home?", "VPN gives error 809 at home", "I will call you today."
    ),
    "fi": Words("fi-FI", "hei", "miten käytän VPN:ää kotoa?", "VPN antaa virheen 809 kotona", "Soitan sinulle tänään."),
}
QUESTION = 2
"""Its number among the messages: after the greeting and what was answered."""
SESSIONS: tuple[tuple[Language, int], ...] = (("sv", 1100), ("en", 1100), ("fi", 1100), ("sv", 600))
"""Narrower than this the Playground itself is cut."""


def main() -> int:
    try:
        start = install(PREPARED / "playground")
        with tempfile.TemporaryDirectory(prefix="bollplank-playground-") as folder:
            walk(start, Path(folder))
    except NotHereError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(list(PICTURES.glob('teams-*.png')))} pictures in {PICTURES}")
    return 0


def walk(start: Path, folder: Path) -> None:
    """Hold the same conversation in each language."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    relay_port, playground_port, gateway_port, *rest = free_ports(6)
    names = ("PORT", "RETRIEVAL_PORT", "RASA_PORT", "ACTIONS_PORT")
    product = Product(folder=folder, ports=dict(zip(names, (gateway_port, *rest), strict=True)))
    relay = Relay(product.base, relay_port)
    with running(relay), product_behind(relay, product), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language, width in SESSIONS:
            relay.locale = LANGUAGES[language].locale
            person = f"anna-{language}-{width}"
            with (
                playground(start, folder / person, port=playground_port, endpoint=relay.url, person=person) as url,
                window(browser, url, PICTURES, width=width) as teams,
            ):
                hold(teams, browser, product, language, name=f"{language}-{width}")
                wrong = [*teams.errors, *map(str, relay.refused)]
                assert not wrong, wrong
            print(f"{language}, {width} wide: held", flush=True)
        browser.close()


def hold(teams: Window, browser: Browser, product: Product, language: Language, *, name: str) -> None:
    """Everything a person may do."""
    ask(teams, language, name)
    make_ticket(teams, browser, product, language, name)
    ask_elsewhere(teams, language, name)


def ask(teams: Window, language: Language, name: str) -> None:
    """Greeting, question, the whole answer, and that it did not help."""
    words = LANGUAGES[language]
    answer = teams.say(words.hello)
    teams.shoot(f"{name}-0-waiting", pause_ms=0)
    expect(answer).not_to_contain_text(Catalogue().say(language, "channel-working"), timeout=REPLY_MS)
    teams.shoot(f"{name}-1-hello")
    before = teams.messages.count()
    expect(teams.say(words.question)).to_contain_text("VPN", timeout=REPLY_MS)
    expect(teams.messages).to_have_count(before + 1)
    teams.shoot(f"{name}-2-answer")
    teams.unfold()
    teams.shoot(f"{name}-3-whole-answer")
    teams.press(Catalogue().say(language, "chat-button-unsolved"))
    teams.message(before + 1)
    expect(teams.messages).to_have_count(before + 2)
    teams.shoot(f"{name}-4-unsolved")


def make_ticket(teams: Window, browser: Browser, product: Product, language: Language, name: str) -> None:
    """The form where the button was, the ticket, and the desk's reply into the same chat."""
    words, say = LANGUAGES[language], partial(Catalogue().say, language)
    teams.press(say("chat-button-human"))
    teams.fill(say("bot-form-ticket-what"), words.problem)
    teams.shoot(f"{name}-5-form")
    before = teams.messages.count()
    teams.press(say("chat-send"))
    expect(teams.message(before)).to_contain_text("BP-", timeout=REPLY_MS)
    teams.shoot(f"{name}-6-ticket")
    _desk_answers(browser, product, words)
    # The state of the ticket changes too, and comes first or second.
    expect(teams.messages.filter(has_text=words.desk)).to_have_count(1, timeout=REPLY_MS)
    teams.shoot(f"{name}-7-desk")


def ask_elsewhere(teams: Window, language: Language, name: str) -> None:
    """The message extension, and a channel, where only mentions are for us."""
    words, before = LANGUAGES[language], teams.messages.count()
    dialog = teams.ask_about(QUESTION)
    # Seen for a moment only: the Playground draws the dialog without its card when a message comes.
    expect(dialog).to_contain_text(Catalogue().say(language, "channel-answer-in-chat"), timeout=REPLY_MS)
    teams.close_dialog()
    expect(teams.message(before)).to_contain_text("VPN", timeout=REPLY_MS)
    teams.shoot(f"{name}-8-extension")
    teams.go_to("Town - General")
    teams.post(words.question, mention=False)
    teams.post(words.question, mention=True)
    expect(teams.card(0)).to_contain_text("VPN")
    expect(teams.cards).to_have_count(1)
    teams.shoot(f"{name}-9-channel")


def _desk_answers(browser: Browser, product: Product, words: Words) -> None:
    desk = sign_in(browser, product)
    desk.get_by_text(words.problem).first.click()
    desk.locator("#reply").fill(words.desk)
    desk.get_by_role("button", name="Skicka till chatten").click()
    desk.context.close()


if __name__ == "__main__":
    sys.exit(main())
