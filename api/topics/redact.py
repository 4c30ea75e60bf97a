"""Take personal data out of text before it is kept for analysis: patterns and checksums.

Order matters: IBAN, hetu, personnummer, e-mail, IP, phone; what an earlier rule took, a later one leaves.
Names in running text are not found.
"""

import ipaddress
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import phonenumbers
from stdnum import iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu
from stdnum.se import personnummer

from api.topics.told_passwords import told_passwords

NOT_I = r"(?!(?:jag|ja|vi|i|we|minä|mä|olen|oon)\s+(?:är|e|is|var|was|on|oli)\b)"
"""`lösenordet till datorn jag är` goes on with somebody."""
SECRET_WORD = (
    r"(?:l[öo]senord(?:et)?|l[öo]sen(?:et)?|pass(?:word|wd|code|phrase)|pwd|pin(?:-?kod(?:en)?|-?code)?)"
    rf"(?:\s+(?:mitt|min|my))?(?:\s+(?:för|till|på|i|for|to|of|on)(?:\s+{NOT_I}[^\s.,!?:]+){{1,3}}?)?"
)
SALASANA = rf"(?:salasana(?:ni|si|nsa)?|pin-?koodi(?:ni)?|tunnusluku(?:ni)?)(?:\s+{NOT_I}[^\s.,!?:]+)?"
SECRET = re.compile(
    rf"\b(?:{SECRET_WORD}(?:(?P<told>\s*(?:[:=]|->)\s*)|\s+(?:är|e|is|var|was)(?:\s*:\s*|\s+))"
    rf"|{SALASANA}(?:(?P<kerrottu>\s*(?:[:=]|->)\s*)|\s+(?:on|oli)(?:\s*:\s*|\s+)))"
    r"(?P<quote>[\"'»“”])?(?P<secret>[^\s\"'»”“,;]{3,64})",
    re.IGNORECASE,
)
BARE_PIN = re.compile(r"\bpin(?:[- ]?(?:kod(?:en)?|code|koodi(?:ni)?))?\s+(?P<secret>\d{4,8})(?!\d)", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
HETU = re.compile(r"\b\d{6}(?:[-+A-FU-Y]| ?[-–] ?)\d{3}[0-9A-Y]\b", re.IGNORECASE)
PERSONNUMMER = re.compile(r"\b(?:\d{2})?\d{6}[-+–  ]?\d{4}\b")
CARD = re.compile(r"\b(?:\d[ -]?){13,19}\b")
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
IP = re.compile(r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.:])", re.IGNORECASE)
NOT_A_SECRET = re.compile(
    r"(?:fel|glömt|bort\w*|för|inte|int|slut|låst|nytt|nya|ny|samma|rätt|kort\w*|lång\w*|svag\w*|enkel\w*|gam\w+|"
    r"vad|var|hur|ok|okej|redan|alltid|ju|nu|numera|konstig\w*|omöjlig\w*|svår\w*|"
    r"wrong|not|for|the|too|old|gone|lost|same|right|weak|short|long|new|now|being|about|what|where|how|always|"
    r"väärä|väärin|hukassa|vanha|liian|sama|oikein|uusi|heikko|lyhyt|pitkä|mikä|aina|kadonnut|nyt|"
    # participles and adjectives: what is said about a password, not the password
    r"\w+(?:at|et|it|gt|rt|änt|ad|en|isk|ed|ing|ible|able|ect|id|nut|nyt|ttu|tty|neet|ssa|ssä))",
    re.IGNORECASE,
)
"""Words that may follow `lösenordet är`. Only lower-case words without digits are looked up here."""
ASKS = frozenset({"hur", "varför", "när", "how", "why", "when", "miten", "miksi", "milloin"})
"""After a colon begins a question: `lösenord för Wilma: hur byter jag`."""
OF_AN_ADDRESS = re.compile(r"//|\\")
"""After the colon of a link or a drive."""
ENDING = re.compile(r"\w*[aeiouyäö]n|n|ksi|lle|ll[aä]|lt[aä]|ss[aä]|st[aä]", re.IGNORECASE)
"""After the colon of a word that Finnish bends: `salasana Office365:een`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data: where it stands and what it is."""

    start: int
    end: int
    kind: str
    """password, bank, identity, card, email, ip or phone."""


Rule = Callable[[str], Iterator[Finding]]


def redact(text: str) -> str:
    """The text with all personal data we can recognise replaced by `[kind]`."""
    return _replace(text, find(text))


def redact_secrets(text: str) -> tuple[str, frozenset[str]]:
    """Only what nobody here needs: passwords, identity codes, bank accounts and cards.

    Phone numbers and e-mail addresses stay, since the desk must reach the person.

    Returns:
        The text, and the kinds that were replaced.
    """
    secrets = find(text, SECRET_RULES)
    return _replace(text, secrets), frozenset(f.kind for f in secrets)


def find(text: str, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """All personal data in the text, in order, without overlaps; earlier rules win."""
    taken: list[Finding] = []
    for rule in ALL_RULES if rules is None else rules:
        for finding in rule(text):
            if all(finding.end <= t.start or finding.start >= t.end for t in taken):
                taken.append(finding)
    return sorted(taken, key=lambda f: f.start)


def _replace(text: str, findings: list[Finding]) -> str:
    for finding in reversed(findings):
        text = f"{text[: finding.start]}[{finding.kind}]{text[finding.end :]}"
    return text


def _passwords(text: str) -> Iterator[Finding]:
    for match in SECRET.finditer(text):
        if not _is_said_about_it(match):
            yield Finding(match.start("secret"), match.end("secret"), "password")
    for match in BARE_PIN.finditer(text):
        yield Finding(match.start("secret"), match.end("secret"), "password")
    for start, end in told_passwords(text):
        yield Finding(start, end, "password")


def _is_said_about_it(match: re.Match[str]) -> bool:
    secret = match["secret"].rstrip(".!?:)")
    if match["told"] == ":" and OF_AN_ADDRESS.match(secret) and " " in match[0]:
        return True
    if match["kerrottu"] == ":" and ENDING.fullmatch(secret) and " " in match[0]:
        return True
    written_out = match["told"] or match["kerrottu"] or match["quote"]
    if written_out or not secret.isalpha() or not secret.islower():
        return secret.lower() in {"", "password", "lösenord"} or (not match["quote"] and secret.lower() in ASKS)
    return NOT_A_SECRET.fullmatch(secret) is not None


def _accounts(text: str) -> Iterator[Finding]:
    # The pattern may run on into the next words, so the longest valid beginning is taken.
    for match in IBAN.finditer(text):
        ends = [space.start() for space in re.finditer(" ", match[0])]
        for end in (len(match[0]), *reversed(ends)):
            if iban.is_valid(match[0][:end]):
                yield Finding(match.start(), match.start() + end, "bank")
                break


def _matching(pattern: re.Pattern[str], kind: str, holds: Callable[[str], bool]) -> Callable[[str], Iterator[Finding]]:
    def rule(text: str) -> Iterator[Finding]:
        for match in pattern.finditer(text):
            if holds(match[0]):
                yield Finding(match.start(), match.end(), kind)

    return rule


def _is_hetu(found: str) -> bool:
    try:
        hetu.validate(
            re.sub(" ?[-–] ?", "-", found), allow_temporary=True
        )  # 900-999 are given to people too, before their own code
    except ValidationError:
        return False
    return True


def _is_personnummer(found: str) -> bool:
    digits = re.sub(r"\D", "", found)
    if personnummer.is_valid(digits[-10:]):
        return True
    return _is_coordination_number(digits[-10:])


def _is_coordination_number(ten: str) -> bool:
    """Samordningsnummer: a personnummer whose day is 60 higher (Skatteverket, SKV 707)."""
    if not luhn.is_valid(ten):
        return False
    try:
        date(2000 + int(ten[:2]), int(ten[2:4]), int(ten[4:6]) - 60)
    except ValueError:
        return False
    return True


def _is_ip(found: str) -> bool:
    try:
        ipaddress.ip_address(found)
    except ValueError:
        return False
    return True


def _is_card(found: str) -> bool:
    return bool(luhn.is_valid(re.sub(r"\D", "", found)))


def _phones(text: str) -> Iterator[Finding]:
    for region in ("FI", "SE"):
        matcher = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID)
        for match in matcher:
            yield Finding(match.start, match.end, "phone")


SECRET_RULES: tuple[Rule, ...] = (
    _passwords,
    _accounts,
    _matching(HETU, "identity", _is_hetu),
    _matching(PERSONNUMMER, "identity", _is_personnummer),
    _matching(CARD, "card", _is_card),
)
ALL_RULES: tuple[Rule, ...] = (
    *SECRET_RULES,
    _matching(EMAIL, "email", lambda _found: True),
    _matching(IP, "ip", _is_ip),
    _phones,
)
