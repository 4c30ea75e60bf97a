"""Passwords told without `is` or a colon: `mitt lösenord Sommar2024 funkar inte`, `changed my password to Autumn!7`.

A word for a password, then within a few small words a token that looks like one. What a password is for is left:
`password for Teams2`, `lösenord till Windows 11`, `pinkod till rum B204`.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto


def _words(of_them: str) -> frozenset[str]:
    return frozenset(of_them.split())


MOST_BETWEEN = 5
"""Words between the word for it and the password."""
MOST_BEFORE = 4
"""Words before the word for it in which `changed` is looked for."""
SHORTEST, SHORTEST_WITHOUT_DIGIT, LONGEST = 5, 6, 64
FEW = 4
"""Letters or digits: fewer are a unit or a number of something."""
TOKEN = re.compile(r"\S+")
EDGE = "\"'»«“”‘’`*_(<"
"""Quotes, brackets and signs for emphasis around a word."""
AROUND = re.compile(r"^\W+|\W+$")
STOP = re.compile(r"[\"»«“”`,;()<>\[\]]")
"""Where a token ends for us; what another rule put in brackets is no password."""
PASSWORD = re.compile(
    r"\w*l[öo]s{1,2}en{1,2}(?:or?d?)?(?:et|ets|e|en|t|s)?|l[öo]sis(?:et|en)?|l[öo]senfras(?:en)?|"
    r"pas{1,2}w(?:or|ro)ds?|passwd|passphrase|pwd?|"
    r"\w*salasana\w{0,5}|tunnussana\w{0,5}",
    re.IGNORECASE,
)
PIN = re.compile(
    r"pin(?:en)?(?::[^\W\d]+)?|pin-?(?:kod(?:en)?|code|koodi\w{0,4})|l[öo]senkod(?:en)?|passcode|"
    r"tunnuslu[kv]u\w{0,4}",
    re.IGNORECASE,
)
FINNISH = re.compile(r"salasana|tunnus|koodi")
"""`on` is `is` after these, and a place after an English word."""
LINK = _words(
    # between the word and the password, and nothing about what it is for
    "är e va var vara blev blir blivit varit heter hette nu numera idag igår mitt min mina nya ny nytt gamla gammalt "
    "det de den som alltså ju typ ska skall borde bör har hade satte sätter sattes jag ja du vi kod koden nummer "
    "is was be been became becomes my the a new old now today should as has had currently set which that code number "
    "oli olla olisi nyt mun minun uusi vanha tuli joka eli siis pitäisi koodi "
    "- – — = -> => → : |"
)
TROUBLE = _words(
    # after these what comes next may be anything, so it must look the more like a password
    "funkar funka fungerar fungerade inte int går gick duger godtas nekas fel längre mer mera mej mig "
    "does doesn't doesnt did didn't isn't not work works worked working wrong anymore still me "
    "ei toimi toimii toiminut enää kelpaa käy väärä väärin"
)
TO = frozenset({"till", "ti", "to"})
FOR = _words("för på i med hos från åt via for in at of with from")
CHANGED = re.compile(
    r"by(?:t|ter|tt|tte|ta|tat)|ändra\w*|uppdatera\w*|nolla\w*|s[aä]tt(?:e|a|er)?|gjorde|återställ\w*|"
    r"chang\w+|set|reset|updat\w+|switch\w*|vaihd\w+|vaihto\w*|muut\w+|päivit\w+",
    re.IGNORECASE,
)
NAMED = tuple(
    _words(
        "mapp fil rum sal klass grupp team projekt nät wifi wlan skrivar kanal kurs dokument användar ärende "
        "folder file room class group project network printer channel course document user ticket "
        "kansio tiedosto huone luok ryhmä verk tulosti kanava kurssi käyttäj tiket pyyn"
    )
)
"""Beginnings of words for things with names of their own: what follows is the name."""
PRODUCTS = _words(
    "windows win server office microsoft ms outlook teams word excel access visio powerpoint onenote onedrive "
    "sharepoint exchange edge chrome firefox safari iphone ipad ios ipados mac macos macbook android samsung galaxy "
    "nokia huawei oneplus pixel surface thinkpad lenovo dell latitude elitebook probook canon ricoh xerox epson "
    "brother konica followme wifi wlan vpn mfa sso wilma primula personec visma adobe acrobat photoshop indesign zoom "
    "citrix cisco anyconnect azure entra bitwarden authenticator copilot chatgpt gpt autocad revit arcgis qgis "
    "raindance lifecare effica abilita pedanet itslearning geogebra minecraft scratch usb hdmi type wpa ipv utf sha "
    "base covid version ver steg step vaihe sida page sivu rum room huone sal vecka week viikko"
)
"""What carries a number of its own: `office365`, `Teams2`, `iPhone15`."""
UNITS = _words(
    "dagar dagars dag dar days day pv päivä päivää päivän veckor vecka weeks viikkoa mån månader months kk år years "
    "tecken siffror bokstäver characters chars digits letters merkkiä merkki numeroa gånger ggr times kertaa timmar "
    "tim hours tuntia min minuter minutes minuuttia sek kr euro euros eur eurot mb gb tb kb st kpl"
)
NUMBERED = re.compile(
    r"(?P<stem>[^\W\d_]+)(?:[-–][^\W\d_]+)?[-_.]?\d[\d.]*(?:[^\W\d_]{0,4}|[-:][^\W\d_]+)", re.IGNORECASE
)
COUNTED = re.compile(r"(?P<number>\d+(?:[.,/-]\d+)*)(?P<joint>[-:]?)(?P<unit>[^\W\d_]+(?:-[^\W\d_]+)*)")
CODE = re.compile(
    r"(?:[A-ZÅÄÖ]{1,2}-?|[A-ZÅÄÖ]{1,4}-)\d+[A-Za-z]?|AADSTS\d+|0x[0-9a-fA-F]+|"
    r"(?i:(?:bp|inc|req|ritm|chg|task|cve|kb|rt|iso|en)[-#:]?\d[\d-]*)"
)
"""Rooms, tickets, printers, updates and errors."""
FILE_OR_PLACE = re.compile(
    r".*(?:\\|://).*|[a-z]:.*|/.*|www\..*|.*@[\w-]+(?:\.[\w-]+)+|"
    r".*\.(?:xlsx?|docx?|pptx?|pdf|txt|csv|png|jpe?g|gif|heic|zip|kdbx|msg|eml|exe|msi|mp[34]|one|html?|json|xml|lnk|"
    r"fi|ax|se|com|net|org|eu|nu|io)(?:/.*)?",
    re.IGNORECASE,
)
COMPOUND = re.compile(r"(?:[^\W\d_]?\d{1,3}|\d[^\W\d_]{1,2})-[^\W\d_]+")
"""As in `A4-papper`, `2FA-appen`."""
WHERE = re.compile(r".*\d:(?:\w*[aeiouyäö]n|n|lle|lt[aä]|ss[aä]|st[aä])", re.IGNORECASE)
"""Finnish endings for what a password is for (`365:een`); `:ksi` is what it became, `:lla` what one tries with."""
BENT_WORD = re.compile(r"\w{3,}(?:een|iin|aan|ään|oon|uun|yyn|lle|ss[aä])")
"""The same on words without a number: `sähköpostiin`."""
SIGN = re.compile(r"[^\W_][#$%^€£§]+(?:[^\W_]|$)")
MARK_INSIDE = re.compile(r"[A-ZÅÄÖ][^\W_]*[!?&+=@*]+[^\W_]+[!?]*")
"""Only in what begins with a capital: `inte!hjälp` and `namn+pin` are two words."""
SIGN_WITH_DIGIT = re.compile(r"[#$%&*+=@_^~€£§]|[!?](?=\w)")


class Place(Enum):
    """Where in the sentence the next word stands."""

    NEAR = auto()
    """Right after the word for it, or after words that link."""
    AFTER_TROUBLE = auto()
    AFTER_TO = auto()
    AFTER_FOR = auto()
    """What comes is what it is for."""
    AFTER_OBJECT = auto()
    """What it is for has been named."""


def told_passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand that are told in passing: start and end of each."""
    words = list(TOKEN.finditer(text))
    for at, word in enumerate(words):
        name = _bare(word[0])
        pin = PIN.fullmatch(name) is not None
        if (pin or PASSWORD.fullmatch(name)) and not _ends_sentence(word[0]):
            before = words[max(0, at - MOST_BEFORE) : at]
            changed = any(CHANGED.fullmatch(_bare(each[0])) for each in before)
            found = _first_after(words[at + 1 : at + 2 + MOST_BETWEEN], name, pin=pin, changed=changed)
            if found:
                yield found


def _first_after(words: list[re.Match[str]], name: str, *, pin: bool, changed: bool) -> tuple[int, int] | None:
    place = Place.NEAR
    on = Place.NEAR if FINNISH.search(name) else Place.AFTER_FOR
    for word in words:
        token, start = _token(word)
        if _may_be(token, pin=pin):
            taken = _is_told(token, place, changed=changed)
            return (start, start + len(token)) if taken else None
        said = _bare(word[0]) or word[0]
        following = on if said == "on" else _next_place(place, said)
        if following is None or _ends_sentence(word[0]):
            return None
        place = following
    return None


def _next_place(place: Place, word: str) -> Place | None:
    """Where the word after this one stands; None when the sentence goes on about something else."""
    if word in LINK:
        return place
    if word in FOR:
        return Place.AFTER_FOR
    if word in TO:
        return Place.AFTER_TO
    if word in TROUBLE:
        return Place.AFTER_TROUBLE
    names_object = place in {Place.AFTER_FOR, Place.AFTER_TO} or BENT_WORD.fullmatch(word)
    return Place.AFTER_OBJECT if names_object and not word.startswith(NAMED) else None


def _is_told(token: str, place: Place, *, changed: bool) -> bool:
    if place is Place.NEAR or (place is Place.AFTER_TO and changed):
        return True
    return place is not Place.AFTER_FOR and _is_plain(token)


def _may_be(token: str, *, pin: bool) -> bool:
    """Letters with digits or signs, and nothing that we know by its form."""
    core = token.rstrip(".!?:")
    if pin and re.fullmatch(r"\d{4,8}", core):
        return True
    if len(core) > LONGEST or not any(sign.isalpha() for sign in core) or FILE_OR_PLACE.fullmatch(core):
        return False
    if not any(sign.isdecimal() for sign in core):
        signs = SIGN.search(core) or MARK_INSIDE.fullmatch(core)
        return len(core) >= SHORTEST_WITHOUT_DIGIT and signs is not None
    return len(core) >= SHORTEST and not _is_ordinary(core)


def _is_ordinary(core: str) -> bool:
    if CODE.fullmatch(core) or COMPOUND.fullmatch(core) or WHERE.fullmatch(core):
        return True
    numbered = NUMBERED.fullmatch(core)
    if numbered and numbered["stem"].lower() in PRODUCTS:
        return True
    counted = COUNTED.fullmatch(core)
    if counted is None:
        return False
    few = len(counted["number"]) < FEW and len(counted["unit"]) < FEW
    return bool(counted["joint"]) or few or counted["unit"].lower() in UNITS


def _is_plain(token: str) -> bool:
    """No user name and no number of a thing: capital and small letters with digits, or digits and a sign."""
    core = token.rstrip(".!?:")
    letters, digits = [s for s in core if s.isalpha()], [s for s in core if s.isdecimal()]
    if not digits:
        return False
    mixed = len(letters) >= FEW and len(digits) > 1 and not core.islower() and not core.isupper()
    return mixed or (len(letters) > 1 and SIGN_WITH_DIGIT.search(core) is not None)


def _token(word: re.Match[str]) -> tuple[str, int]:
    """The word without what stands around it, and where it begins."""
    inner = word[0].lstrip(EDGE)
    start = word.end() - len(inner)
    stop = STOP.search(inner)
    return (inner[: stop.start()] if stop else inner).rstrip("'’_"), start


def _bare(word: str) -> str:
    return AROUND.sub("", word).lower()


def _ends_sentence(word: str) -> bool:
    return word[-1] in ".!?;…"
