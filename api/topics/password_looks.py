"""What a password looks like, and what else has letters with digits or signs: a product, a time, a file, an account."""

import re


def _words(of_them: str) -> frozenset[str]:
    return frozenset(of_them.split())


SHORTEST, SHORTEST_WITHOUT_DIGIT, LONGEST = 5, 6, 64
FEW = 4
"""Letters or digits: fewer are a unit or a number of something."""
NAMED = tuple(
    _words(
        "mapp fil rum sal klass grupp team projekt nät wifi wlan skrivar kopiator kanal kurs dokument användar ärende "
        "folder file room class group project network printer copier channel course document user ticket "
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
    "base covid version ver steg step vaihe sida page sivu rum room huone sal vecka week viikko "
    "kopiator kopiatorn skrivare skrivaren skriv printer copier tulostin dator datorn pc laptop läppäri kannettava "
    "padda telefon puhelin kassa kassan klass grupp luokka ryhmä konto kontot elev användare user account oppilas "
    "käyttäjä tunnus"
)
"""What carries a number of its own: `office365`, `Teams2`, `iPhone15`, `Kopiator1`."""
TIME = re.compile(
    r"(?:kl|klo|klockan|kello)[.-]?\d[\d.:,-]*|"
    r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en|ar|s)?)?|"
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"ma|ti|ke|to|pe|la|su|(?:maanan|tiis|tors|perjan|lauan|sunnun)tai\w{0,3}|keskiviikko\w{0,3})"
    r"[.-]?\d{1,2}(?:[.:,-]\d{1,4})*(?:am|pm|h)?",
    re.IGNORECASE,
)
"""As in `kl14.30`, `fredag13`."""
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
SIGN = re.compile(r"[^\W_][#$%^€£§]+(?:[^\W_]|$)")
MARK_INSIDE = re.compile(r"[A-ZÅÄÖ][^\W_]*[!?&+=@*]+[^\W_]+[!?]*")
"""Only in what begins with a capital: `inte!hjälp` and `namn+pin` are two words."""
SIGN_WITH_DIGIT = re.compile(r"[#$%&*+=@^~€£§]|[!?](?=\w)")
"""Not `-`, `.` and `_`, that account names have too."""
ONE_CASE = re.compile(r"[^\W\d_][\w.-]*(?:@[^\W\d_]+)?")
NAMES = re.compile(r"[^\W\d_]+(?:[._][^\W\d_]+)+\d*")
FROM = re.compile(r"(?P<old>.*\d\S{0,3}):st[aä]", re.IGNORECASE)
"""What it was, with the Finnish ending for from."""
ADDRESS = re.compile(r"[\w.-]{3,}@[^\W\d_]+")
AFTER_STEM = re.compile(r"[:'’/].*")
COMMON = re.compile(r"(?P<stem>[^\W\d_]+)[^\w\s]?\d+[^\w\s:]*(?::\w+)?")
COMMON_STEMS = _words(
    "sommar sommaren vinter höst vår hemlig hemligt hemlis lösenord losenord lösen losen välkommen "
    "summer winter autumn spring secret password letmein welcome qwerty abc abcd "
    "kesä kesa talvi syksy kevät kevat salasana salainen tervetuloa"
)
"""With a number after them: what very many have for a password, and no account is called."""


def may_be_password(token: str, *, pin: bool) -> bool:
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
    if any(form.fullmatch(core) for form in (CODE, COMPOUND, WHERE, TIME)):
        return True
    numbered = NUMBERED.fullmatch(core)
    if numbered and numbered["stem"].lower() in PRODUCTS:
        return True
    counted = COUNTED.fullmatch(core)
    if counted is None:
        return False
    few = len(counted["number"]) < FEW and len(counted["unit"]) < FEW
    return bool(counted["joint"]) or few or counted["unit"].lower() in UNITS


def before_ending_from(token: str) -> str | None:
    """`Kesa2023` of `Kesa2023:sta`; None without the ending, or when it is longer than any password."""
    core = token.rstrip(".!?:")
    found = FROM.fullmatch(core) if len(core) <= LONGEST else None
    return found["old"] if found else None


def is_place(word: str) -> bool:
    """What a password is for, with a Finnish ending after a colon."""
    return WHERE.fullmatch(word) is not None


def is_full_name(token: str) -> bool:
    """Names with a dot between or an address: an account, whatever stands around it."""
    core = token.rstrip(".!?:")
    return NAMES.fullmatch(AFTER_STEM.sub("", core)) is not None or ADDRESS.fullmatch(core) is not None


def is_plain(token: str) -> bool:
    """No user name and no number of a thing: capital and small letters with digits, or digits and a sign."""
    core = token.rstrip(".!?:")
    letters, digits = [s for s in core if s.isalpha()], [s for s in core if s.isdecimal()]
    if not digits:
        return False
    mixed = len(letters) >= FEW and len(digits) > 1 and not core.islower() and not core.isupper()
    return mixed or (len(letters) > 1 and SIGN_WITH_DIGIT.search(core) is not None)


def is_unmistakable(token: str, *, goes_on: bool) -> bool:
    """Letters, digits and a sign, or a password that very many have; nobody calls an account or a thing that.

    A last sign counts when the sentence goes on about it (`Hamn2023! är fel`), or else it may end the sentence.
    """
    core = token.rstrip(".!?:")
    common = COMMON.fullmatch(core)
    if common and common["stem"].lower() in COMMON_STEMS:
        return True
    if is_account(token) or ADDRESS.fullmatch(core) or core.lower().startswith(NAMED):
        return False
    signed = SIGN_WITH_DIGIT.search(core) or (token[-1] in "!?" and goes_on)
    return bool(signed) and sum(s.isalpha() for s in core) > 1 and any(s.isdecimal() for s in core)


def is_account(token: str) -> bool:
    """Letters of one case and digits as in `annsve01`, or names with a dot between."""
    core = token.rstrip(".!?:")
    if core.endswith(":ksi"):
        return False
    stem = AFTER_STEM.sub("", core)
    one_case = (stem.islower() or stem.isupper()) and ONE_CASE.fullmatch(stem)
    return bool(one_case or NAMES.fullmatch(stem))
