"""The town's own name, logo and colour on every page, and a clear word where they cannot be."""

from pathlib import Path

import pytest

from api.main import create_app
from api.settings import Settings
from api.town.town import TownError
from tests.builders import a_picture
from tests.integration.conftest import open_house
from tests.integration.test_desk_pages import Desk

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def dressed(settings: Settings, tmp_path: Path) -> Settings:
    logo = tmp_path / "vapen.svg"
    logo.write_text(DRAWN)
    return settings.model_copy(update={"town_name": "Jomala & <Co>", "logo": logo, "accent": "#00563f"})


async def test_name_logo_and_colour_are_on_every_page(dressed: Settings) -> None:
    async with open_house(dressed) as house:
        desk = Desk(house)
        public = [(await house.client.get(path)).text for path in ("/guides", "/guides/none", "/login")]
        await desk.sign_in()
        staff = [await desk.get(path) for path in ("/desk", "/trainers", "/desk/keys", "/desk/staff")]
        version = house.app.state.static_version
        for page in (*public, *staff):
            assert "Jomala &amp; &lt;Co&gt;" in page
            assert f"/static/{version}/town-logo.svg" in page
        widget = (await house.client.get("/widget.js")).text
        assert '{"name": "Jomala & <Co>", "logo": "town-logo.svg"}' in widget
        tokens = (await house.client.get(f"/static/{version}/tokens.css")).text
        assert tokens.rindex("--bp-accent: light-dark(#00563f,") > tokens.index("--bp-accent: light-dark(#0b5cad,")


async def test_the_logo_is_sent_so_that_nothing_in_it_can_run(dressed: Settings) -> None:
    async with open_house(dressed) as house:
        response = await house.client.get(f"/static/{house.app.state.static_version}/town-logo.svg")
    assert response.text == DRAWN
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["x-content-type-options"] == "nosniff"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy


async def test_a_png_is_sent_as_one(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(a_picture())
    async with open_house(settings.model_copy(update={"town_name": "Jomala", "logo": tmp_path / "logo"})) as house:
        response = await house.client.get("/static/any/town-logo.png")
    assert (response.headers["content-type"], response.content) == ("image/png", a_picture())


async def test_without_a_town_nothing_of_it_is_shown(settings: Settings) -> None:
    async with open_house(settings) as house:
        page = (await house.client.get("/guides")).text
    assert 'class="town"' not in page
    assert "logo" not in page
    assert "<title>Guider – Bollplank</title>" in page


@pytest.mark.parametrize("wrong", [{"accent": "#ffcc00"}, {"town_name": "Jomala", "logo": Path("none.svg")}])
def test_the_gateway_does_not_start_with_what_cannot_be_used(settings: Settings, wrong: dict) -> None:
    with pytest.raises(TownError, match="BOLLPLANK_"):
        create_app(settings.model_copy(update=wrong))
