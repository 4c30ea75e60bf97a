import re
from pathlib import Path

import pytest

from api.town import accent
from api.town.accent import AccentError, contrast, read_accent

TOKENS = (Path(accent.__file__).parents[1] / "channels/static/tokens.css").read_text(encoding="utf-8")


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#0b5cad") == contrast("#0b5cad", "#ffffff")


def test_the_surfaces_are_those_of_the_pages() -> None:
    pairs = [
        re.search(rf"--bp-{name}: light-dark\((#\w+), (#\w+)\)", TOKENS) for name in ("ground", "surface", "sunken")
    ]
    assert tuple(each.group(1) for each in pairs if each) == accent.LIGHT_SURFACES
    assert tuple(each.group(2) for each in pairs if each) == accent.DARK_SURFACES
    meanings = [
        re.search(rf"--bp-{name}: light-dark\((#\w+), (#\w+)\)", TOKENS) for name in ("success", "warning", "danger")
    ]
    assert tuple(each.group(1) for each in meanings if each) == accent.LIGHT_MEANINGS
    assert tuple(each.group(2) for each in meanings if each) == accent.DARK_MEANINGS
    on = re.search(r"--bp-on-accent: light-dark\((#\w+), (#\w+)\)", TOKENS)
    assert on
    assert on.groups() == (accent.ON_LIGHT, accent.ON_DARK)


@pytest.mark.parametrize("colour", ["#0b5cad", "#7A1F5C", "#000000", "#8b0000", "#00563f"])
def test_a_dark_colour_is_taken_and_lightened_for_the_dark(colour: str) -> None:
    made = read_accent(colour)
    assert made.light == colour.lower()
    for surface in accent.LIGHT_SURFACES:
        assert contrast(made.light, surface) >= 4.5
    for surface in (*accent.DARK_SURFACES, accent.ON_DARK):
        assert contrast(made.dark, surface) >= 4.5
    assert f"light-dark({made.light}, {made.dark})" in made.css


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#3a8de0", "#e3000f"])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(colour: str) -> None:
    with pytest.raises(AccentError, match="nearest darker one") as refused:
        read_accent(colour)
    found = re.search(r"is (#\w+)\.$", str(refused.value))
    assert found
    assert read_accent(found.group(1)).light == found.group(1)


@pytest.mark.parametrize("written", ["blue", "#fff", "0b5cad", "#0b5cad; } * { display: none", "#0b5cag"])
def test_what_is_no_colour_is_refused(written: str) -> None:
    with pytest.raises(AccentError, match="write it like #0b5cad"):
        read_accent(written)
