"""The town's own colour, in light and dark: words in it, and words on it, must be readable everywhere."""

import re
from dataclasses import dataclass

LEAST = 4.5
"""WCAG 2.2 AA, for words."""
LEAST_IN_THE_DARK = 6.0
"""Ours to choose, so it need not be the least that is allowed."""
LIGHT_SURFACES = ("#f5f6f8", "#ffffff", "#ebeef2")
DARK_SURFACES = ("#13171c", "#1b2027", "#262d36")
"""--bp-ground, --bp-surface and --bp-sunken of tokens.css; a test compares."""
ON_LIGHT, ON_DARK = "#ffffff", "#0b1a29"
"""Words on the accent, light and dark."""
LIGHT_MEANINGS = ("#1b6b3f", "#7d4e00", "#ad2119")
DARK_MEANINGS = ("#73cf9a", "#f0b75e", "#ff9d92")
"""--bp-success, --bp-warning and --bp-danger: notices stand on a tint of them."""
TINT = 0.1
"""At least the share of a colour in its ground, --bp-accent-ground and the like."""
HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 100
LINEAR_BELOW = 0.04045
"""Of sRGB's curve."""


class AccentError(ValueError):
    """The colour cannot be used; the message says why and what could."""


@dataclass(frozen=True, slots=True)
class Accent:
    """One colour, for both schemes."""

    light: str
    dark: str

    @property
    def css(self) -> str:
        """Rules that go after those of tokens.css."""
        accent, on = f"light-dark({self.light}, {self.dark})", f"light-dark({ON_LIGHT}, {ON_DARK})"
        return f":root,\n:host {{\n  --bp-accent: {accent};\n  --bp-on-accent: {on};\n}}\n"


def read_accent(written: str) -> Accent:
    """Of `#0b5cad`; the dark scheme's is as much lighter as it must be.

    Raises:
        AccentError: it is no colour, or cannot be read on light pages.
    """
    colour = written.strip().lower()
    if not HEX.fullmatch(colour):
        raise AccentError(f"{written!r} is no colour: write it like #0b5cad.")
    if not _is_readable(colour, LIGHT_SURFACES, on=ON_LIGHT, least=LEAST):
        darker = _first_readable(colour, "#000000", LIGHT_SURFACES, on=ON_LIGHT, least=LEAST)
        least = min(contrast(colour, each) for each in LIGHT_SURFACES)
        raise AccentError(
            f"{colour} has a contrast of {least:.1f} on light pages, where words need {LEAST}. "
            f"The nearest darker one that has it is {darker}."
        )
    return Accent(colour, _first_readable(colour, "#ffffff", DARK_SURFACES, on=ON_DARK, least=LEAST_IN_THE_DARK))


def contrast(one: str, other: str) -> float:
    """As WCAG counts it: 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Between two colours; share 0 is the first."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def _first_readable(colour: str, towards: str, surfaces: tuple[str, ...], *, on: str, least: float) -> str:
    steps = (mixed(colour, towards, step / STEPS) for step in range(STEPS + 1))
    return next(each for each in steps if _is_readable(each, surfaces, on=on, least=least))


def _is_readable(colour: str, surfaces: tuple[str, ...], *, on: str, least: float) -> bool:
    surface, meanings = surfaces[1], LIGHT_MEANINGS if surfaces is LIGHT_SURFACES else DARK_MEANINGS
    tinted = (mixed(surface, each, TINT) for each in (colour, *meanings))
    return all(contrast(colour, each) >= least for each in (*surfaces, *tinted, on))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(each) for each in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
