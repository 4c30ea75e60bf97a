"""Read a form's field from what a person writes or presses."""

import re

A_LITTLE = re.compile(
    r"\b(?:lite|lit|ganska|rätt så|halv) ?bråttom|a (?:bit|little) urgent|fairly urgent|vähän kiire|melko kiire",
    re.IGNORECASE,
)
URGENCY_WORDS = (
    (
        "high",
        re.compile(
            r"bråttom|brådsk|akut|genast|omedelbart|kan(?: int| inte)? (?:jobba|arbeta) alls|står stilla|urgent|"
            r"asap|right away|immediately|kiire|heti|pikaisesti|\b(?:hög|high|korkea)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "low",
        re.compile(
            r"ingen brådska|int(?:e)? (?:så )?bråttom|när ni hinner|tar den tid|no (?:rush|hurry)|whenever|not urgent|"
            r"ei (?:ole )?kiire|kun ehditte|\b(?:låg|low|matala)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "normal",
        re.compile(
            r"\b(?:normalt?|vanligt?|idag|i dag|i ?morgon|today|tomorrow|tänään|huomenna|normaali)\b",
            re.IGNORECASE,
        ),
    ),
)
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)\+?\d(?:[ -]?\d){5,13}(?!\d)")


def urgency_in(text: str) -> "str | None":
    """low, normal or high, when the words say so. "Ingen brådska" holds "brådska", so low is looked at first."""
    if A_LITTLE.search(text):
        return "normal"
    by_name = dict(URGENCY_WORDS)
    for name in ("low", "high", "normal"):
        if by_name[name].search(text):
            return name
    return None


def contact_in(text: str) -> "str | None":
    """An e-mail address or a phone number in the text."""
    found = EMAIL.search(text) or PHONE.search(text)
    return found[0].strip() if found else None
