"""All sentences people see: Fluent catalogues, one file a language (https://projectfluent.org)."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from babel.dates import format_date, format_time
from fluent.runtime import FluentBundle, FluentResource

FOLDER = Path(__file__).parent
LANGUAGES = ("sv", "en", "fi")
FALLBACK = "sv"
LOCALES = {"sv": "sv_FI", "en": "en_GB", "fi": "fi_FI"}
CLOCK = {"sv": "H.mm", "en": "H:mm", "fi": "H.mm"}
"""As people here write times; CLDR has 14:05 for sv_FI too."""
DATE = {"sv": "d MMMM", "en": "d MMMM", "fi": "d. MMMM"}
DAY = {"sv": "EEEE 'den' d MMMM", "en": "EEEE d MMMM", "fi": "EEEE d. MMMM"}
TOWN_TIME = ZoneInfo("Europe/Mariehamn")

log = structlog.get_logger()


class MissingTextError(LookupError):
    """A message key that no catalogue knows: a mistake in our code."""


@lru_cache(maxsize=2 * len(LANGUAGES))
def _parsed(text: str) -> FluentResource:
    """Parsing takes half a second a language, and a process may want more than one catalogue."""
    return FluentResource(text)


class Catalogue:
    """Sentences by key and language."""

    def __init__(self, folder: Path = FOLDER, *, zone: tzinfo = TOWN_TIME) -> None:
        """Read the catalogues; times are said as clocks in `zone` show them."""
        self.zone = zone
        self._bundles: dict[str, FluentBundle] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        for language in LANGUAGES:
            resource = _parsed((folder / f"{language}.ftl").read_text(encoding="utf-8"))
            bundle = FluentBundle([LOCALES[language].replace("_", "-")], use_isolating=False)
            bundle.add_resource(resource)
            self._bundles[language] = bundle
            self._keys[language] = tuple(entry.id.name for entry in resource.body if type(entry).__name__ == "Message")

    def keys(self, language: str) -> tuple[str, ...]:
        return self._keys[language]

    def say(self, language: str, key: str, /, **values: Any) -> str:  # noqa: ANN401 - Fluent takes any value
        """The sentence, with its values filled in.

        A key that is missing in one language is said in Swedish and logged; so are missing values.

        Raises:
            MissingTextError: no catalogue has the key.
        """
        for candidate in (language, FALLBACK):
            bundle = self._bundles.get(candidate)
            if bundle and bundle.has_message(key):
                pattern = bundle.get_message(key).value
                text, errors = bundle.format_pattern(pattern, values)
                if errors or candidate != language:
                    log.warning("text_incomplete", key=key, language=language, errors=len(errors))
                return str(text)
        raise MissingTextError(f"no catalogue has the text {key!r}")

    def has(self, key: str) -> bool:
        return bool(self._bundles[FALLBACK].has_message(key))

    def texts(self, language: str, prefix: str) -> Mapping[str, str]:
        """All texts whose key starts with the prefix, placeholders left as `{name}`."""
        return {
            key: self.say(language, key, **_placeholders(self._bundles[language], key))
            for key in self._keys[language]
            if key.startswith(prefix)
        }

    def time(self, language: str, at: datetime, *, now: datetime) -> str:
        """`i dag 14.05`, `i går 9.30` or `23 november 14.05`, in the town's time."""
        there, today = at.astimezone(self.zone), now.astimezone(self.zone).date()
        clock = format_time(there, format=CLOCK[language], locale=LOCALES[language])
        if there.date() == today:
            return self.say(language, "time-today", clock=clock)
        if there.date() == today - timedelta(days=1):
            return self.say(language, "time-yesterday", clock=clock)
        day = format_date(there, format=DATE[language], locale=LOCALES[language])
        return self.say(language, "time-other-day", day=day, clock=clock)

    def weekday(self, language: str, at: datetime) -> tuple[str, str]:
        """`måndag den 23 november` and `8.00`, in the time zone it is in."""
        locale = LOCALES[language]
        return format_date(at, format=DAY[language], locale=locale), format_time(
            at, format=CLOCK[language], locale=locale
        )

    def date(self, language: str, day: str) -> str:
        """`2026-09-12` -> `12 september 2026`, `12. syyskuuta 2026`."""
        return format_date(datetime.fromisoformat(day), format="long", locale=LOCALES[language])


def _placeholders(bundle: FluentBundle, key: str) -> dict[str, str]:
    """Every variable of a message mapped to its own name in braces, for filling in later in the browser."""
    found: dict[str, str] = {}
    _collect(bundle.get_message(key).value, found)
    return found


def _collect(node: object, found: dict[str, str]) -> None:
    name = getattr(getattr(node, "id", None), "name", None)
    if type(node).__name__ == "VariableReference" and name:
        found[name] = f"{{{name}}}"
    for child in getattr(node, "elements", ()) or ():
        _collect(child, found)
    for attribute in ("expression", "selector"):
        if hasattr(node, attribute):
            _collect(getattr(node, attribute), found)
