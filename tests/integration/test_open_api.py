"""What the chat page and other sites read."""

from tests.builders import a_form_step
from tests.integration.conftest import House


async def test_the_widget_gets_all_its_texts(house: House) -> None:
    texts = (await house.client.get("/v1/texts/fi")).json()
    assert texts["chat-send"] == "Lähetä"
    assert all(key.startswith("chat-") for key in texts)
    assert (await house.client.get("/v1/texts/de")).status_code == 422


async def test_suggestions_never_fail_without_guides(house: House) -> None:
    response = await house.client.get("/v1/popular", params={"language": "en"})
    assert (response.status_code, response.json()) == (200, [])


async def test_the_widget_may_talk_to_us_from_other_sites_but_never_with_cookies(house: House) -> None:
    asked = await house.client.options(
        "/v1/messages",
        headers={
            "Origin": "https://intranet.example.ax",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in asked.headers


async def test_the_api_describes_itself(house: House) -> None:
    paths = (await house.client.get("/openapi.json")).json()["paths"]
    for path in ("/v1/messages", "/v1/conversations/{conversation}", "/v1/texts/{language}", "/healthz"):
        assert path in paths


async def test_a_person_who_switches_the_page_to_another_language_is_followed(house: House) -> None:
    await house.say("hur kommer ja åt vpn hemifrån", language="sv")
    assert (await house.press("unsolved", language="sv"))["language"] == "sv"
    assert (await house.press("unsolved", language="fi"))["language"] == "fi"
    assert (await house.say("VPN", language="fi"))["language"] == "fi"


async def test_what_a_person_writes_decides_over_the_pages_language(house: House) -> None:
    assert (await house.say("unohdin salasanani eilen", language="sv"))["language"] == "fi"
    assert (await house.say("VPN", language="sv"))["language"] == "fi"
    assert (await house.press("human", language="sv"))["language"] == "fi"


async def test_choosing_a_language_is_answered_in_it_and_stays(house: House) -> None:
    reply = await house.press("lang:fi")
    assert (reply["kind"], reply["language"], reply["text"]) == ("language_changed", "fi", "Jatketaan suomeksi.")
    assert (await house.say("min skrivare fungerar inte alls"))["language"] == "fi"


async def test_in_a_form_the_question_is_asked_again_in_the_chosen_language(house: House) -> None:
    house.bot.will_say(a_form_step("where"))
    await house.press("human")
    reply = await house.press("lang:en")
    assert (reply["kind"], reply["language"]) == ("form", "en")
    assert house.bot.heard[-1].language == "en"
