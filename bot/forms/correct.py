"""Read a correction: `nej det är rum 205`, `ändra telefon`, `change the room to 205`, `ei, huone 205`."""

import re
from dataclasses import dataclass

from bot.dialogue.words import matter, same_word
from bot.forms.fields import contact_in, urgency_in

NO = re.compile(
    r"^(?:nej|nä|näe|no|nope|ei|eiku|eikun|fel)\b[\s,.!:-]*(?:tack\b[\s,.!-]*)?"
    r"(?:(?:det|de|d) (?:är|e|va|var|ska vara|skall vara|gäller)|jag (?:menade|mena|menar)|(?:jag )?skrev fel|"
    r"it(?:'s| is| was| should be)|i meant?|se on|piti olla|tarkoitin)?\b[\s,:]*",
    re.IGNORECASE,
)
MEANT = re.compile(
    r"^(?:jag (?:menade|mena)|i meant|tarkoitin|det ska vara|it should be|piti olla)\b[\s,:]*", re.IGNORECASE
)
CHANGE = re.compile(
    r"^(?:(?:jag (?:vill|behöver|måste)|kan (?:jag|man|vi|du)|ja vill|i (?:want|need) to|can (?:i|you|we)|please|"
    r"haluan|voinko|voitko)\s+)?"
    r"(?:ändra(?:r)?|ändr|byta?(?: ut)?|rätta(?: till)?|korrigera|justera|change|correct|edit|fix|update|"
    r"muuta|muuttaa|vaihda|vaihtaa|korjaa|korjata)\b\s*",
    re.IGNORECASE,
)
TO = re.compile(r"\s*(?:\b(?:till|to)\b|[:=])\s+", re.IGNORECASE)
FIELD_WORDS = {
    "what": r"problem\w*|ärende\w*|beskrivning\w*|vad som händer|vad|texten|issue|description|what|ongelma\w*|"
    r"kuvau\w*|asia\w*",
    "where": r"rum\w*|plats\w*|stäl\w*|våning\w*|enhet\w*|apparat\w*|dator\w*|skrivare\w*|program\w*|var|adress\w*|"
    r"room|place|location|where|device|computer|printer|floor|huone\w*|paik\w*|laite\w*|laitteen|kone\w*|kerro\w*",
    "urgency": r"bråttom\w*|brådska\w*|hur bråttom|prioritet\w*|tid\w*|urgency|urgent|priority|when|kiire\w*|"
    r"aikataulu\w*",
    "contact": r"telefon\w*|nummer\w*|numret|mobil\w*|mejl\w*|mail\w*|e-?post\w*|kontakt\w*|phone\w*|number|e-?mail\w*|"
    r"contact\w*|puhelin\w*|puhelime\w*|numero\w*|sähköposti\w*|yhteys\w*",
    "problem": r"problem\w*|idé\w*|issue|idea\w*|ongelma\w*",
    "for_whom": r"vem\w*|nytta\w*|målgrupp\w*|who\w*|kenelle|kuka|kohderyhmä\w*",
    "what_exists": r"finns\w*|i dag|idag|liknande|exists|today|existing|nykyi\w*|olemassa\w*|tänään",
}
PLACE = re.compile(
    r"\b(?:rum\w*|våning\w*|plan \d|kontor\w*|skola\w*|dator\w*|skrivar\w*|room|floor|office|school|huone\w*|kerros\w*|"
    r"kerroksessa|toimisto\w*|koulu\w*|luokka\w*|bibliotek\w*|reception\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Correction:
    """What is to be changed; either may be unknown yet."""

    field: "str | None" = None
    value: "str | None" = None


def read_correction(text: str, filled: "dict[str, str]") -> "Correction | None":
    """None when the text corrects nothing that is filled in."""
    text = text.strip()
    change = CHANGE.match(text)
    if change:
        return _named(text[change.end() :], filled)
    for start in (NO, MEANT):
        found = start.match(text)
        if found and found.end() < len(text):
            value = text[found.end() :].strip(" .!")
            named = _named(value, filled) if CHANGE.match(value) else None
            return named or Correction(_field_of(value, filled), value or None)
    return None


def put_right(old: str, new: str) -> str:
    """`kopiatorn i rum 204` and `rum 205` make `kopiatorn i rum 205`; what has no such part is replaced whole."""
    first, *rest = new.split()
    part = re.compile(rf"\b{re.escape(first)}\s+[^\s,.;]*\d[^\s,.;]*", re.IGNORECASE)
    if len(rest) == 1 and re.search(r"\d", rest[0]) and part.search(old):
        return part.sub(new, old, count=1)
    return new


def _named(rest: str, filled: "dict[str, str]") -> "Correction | None":
    """`telefon`, `rummet till 205`, `numret: 040 123`."""
    name, *said = TO.split(rest, maxsplit=1)
    value = said[0].strip(" .!") if said else None
    field = next((each for each in filled if re.search(rf"\b(?:{FIELD_WORDS[each]})\b", name, re.IGNORECASE)), None)
    if field is None and value:
        field = _field_of(value, filled)
    if field is None and name.strip(" .!") and not value:
        return None
    return Correction(field, value)


def _field_of(value: str, filled: "dict[str, str]") -> "str | None":
    """Which field a value is for, by its form or by the words it shares with what stands there."""
    if "contact" in filled and contact_in(value):
        return "contact"
    if "urgency" in filled and urgency_in(value):
        return "urgency"
    said = matter(value)
    for field, old in filled.items():
        if any(same_word(word, each) for word in said for each in matter(old)):
            return field
    return "where" if "where" in filled and PLACE.search(value) else None
