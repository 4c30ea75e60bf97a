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
            r"bråttom|brådsk|akut|genast|omedelbart|står stilla|urgent|asap|right away|immediately|kiire|heti|"
            r"pikaisesti|\b(?:hög|high|korkea)\b|(?:kan|går) (?:int|inte|ej|icke) (?:att )?(?:jobba|arbeta|vänta)|"
            r"(?:can'?t|cannot|can not|unable to) (?:do (?:my |any )?)?(?:work|wait)|"
            r"(?:en|ei) (?:voi|pysty|pääse) (?:tehdä töitä|tekemään töitä|töihin|työskennellä|työskentelemään|odottaa)",
            re.IGNORECASE,
        ),
    ),
    (
        "low",
        re.compile(
            r"ingen brådska|int(?:e)? (?:så )?bråttom|när ni hinner|tar den tid|no (?:rush|hurry)|whenever|not urgent|"
            r"ei (?:ole )?kiire|kun ehditte|\b(?:låg|low|matala)\b|kan vänta|\bcan wait|(?<!ei )(?<!en )voi odottaa",
            re.IGNORECASE,
        ),
    ),
    (
        "normal",
        re.compile(
            r"\b(?:normalt?|vanligt?|idag|i dag|i ?morgon|today|tomorrow|tänään|huomenna|normaali)\b|"
            r"\b(?:ett )?(?:par|några) dag|\b(?:a few|a couple of|couple) days|par(?:in|issa) päivä|lähipäiv|"
            r"den här veckan|i veckan|this week|tällä viikolla",
            re.IGNORECASE,
        ),
    ),
)
_PLACE = (
    r"här|hit|here|tässä|tähän|tänne|täällä|(?:här )?i (?:den här )?(?:chatten|tråden)|"
    r"(?:here )?in (?:the |this )?(?:chat|thread)|(?:tässä |täällä )?(?:chatissa|keskustelussa|chattiin)"
)
HERE = re.compile(
    r"^(?:(?:ni |du )?(?:kan )?(?:bara |just |please )?(?:svara?|reply|answer|vastatkaa|vastaa)(?: mig| me| vaan)? )?"
    rf"(?:bara |just )?(?:{_PLACE})(?: (?:{_PLACE}))?"
    r"(?: går bra| är bra| räcker| is fine| works| käy| tack| please| kiitos)*[.!]*$",
    re.IGNORECASE,
)
WAYS = re.compile(
    r"ring|teams|slack|mejl|mail|e-?post|telefon|mobil|växel|rum|kontor|kom |sms|call|phone|desk|room|office|text me|"
    r"soi(?:tta|ttaa)|puhelin|puhelim|sähköposti|huone|toimisto|viesti",
    re.IGNORECASE,
)
LONGEST_WAY = 3
"""Words: `hos Maja Lind` is a way to reach somebody, `jag ser också ett felmeddelande` is none."""
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


def here_in_chat(text: str) -> bool:
    """`svara här`: what the button beside the question says."""
    return bool(HERE.match(text.strip()))


def tells_how_to_reach(text: str) -> bool:
    """Whether it may be an answer to how the person is reached, in whatever words."""
    return bool(here_in_chat(text) or contact_in(text) or WAYS.search(text)) or len(text.split()) <= LONGEST_WAY
