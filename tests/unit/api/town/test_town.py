from pathlib import Path

import pytest

from api.town.town import Town, TownError, read_town
from tests.builders import a_picture


def test_nothing_set_is_nothing_shown() -> None:
    assert read_town(name=" ", logo=None, accent="") == Town()


def test_all_three(tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(a_picture())
    town = read_town(name=" Jomala kommun ", logo=tmp_path / "logo", accent="#00563f")
    assert town.name == "Jomala kommun"
    assert town.logo
    assert town.accent


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "x" * 61}, "BOLLPLANK_TOWN_NAME must be one line"),
        ({"name": "a\nb"}, "BOLLPLANK_TOWN_NAME must be one line"),
        ({"logo": Path("logo.svg")}, "BOLLPLANK_LOGO needs BOLLPLANK_TOWN_NAME"),
        ({"name": "Jomala", "logo": Path("none.svg")}, "BOLLPLANK_LOGO: none.svg cannot be read"),
        ({"accent": "#ffcc00"}, "BOLLPLANK_ACCENT: #ffcc00 has a contrast of"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_setting(given: dict, says: str) -> None:
    with pytest.raises(TownError) as refused:
        read_town(**{"name": "", "logo": None, "accent": "", **given})
    assert str(refused.value).startswith(says)
