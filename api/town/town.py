"""The town whose Bollplank this is: its name, logo and colour. Needs nothing but Python, as the launcher checks it."""

from dataclasses import dataclass
from pathlib import Path

from api.town.accent import Accent, AccentError, read_accent
from api.town.logo import Logo, LogoError, read_logo

LONGEST_NAME = 60


class TownError(ValueError):
    """A setting that cannot be used; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Town:
    """What is shown of it; all may be left out."""

    name: str = ""
    logo: Logo | None = None
    accent: Accent | None = None


def read_town(*, name: str, logo: Path | None, accent: str) -> Town:
    """From the three settings.

    Raises:
        TownError: one of them cannot be used.
    """
    name = name.strip()
    if len(name) > LONGEST_NAME or not (name.isprintable() or not name):
        raise TownError(f"BOLLPLANK_TOWN_NAME must be one line of at most {LONGEST_NAME} signs.")
    if logo and not name:
        raise TownError("BOLLPLANK_LOGO needs BOLLPLANK_TOWN_NAME beside it, for those who hear the page read.")
    try:
        return Town(name, read_logo(logo) if logo else None, read_accent(accent) if accent else None)
    except LogoError as error:
        raise TownError(f"BOLLPLANK_LOGO: {error}") from error
    except AccentError as error:
        raise TownError(f"BOLLPLANK_ACCENT: {error}") from error
