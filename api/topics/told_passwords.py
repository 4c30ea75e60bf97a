"""Passwords told without `is` or a colon: `mitt lösenord Sommar2024 funkar inte`, `changed my password to Autumn!7`.

A word for a password, then within a few small words a token that looks like one. What a password is for is left:
`password for Teams2`, `lösenord till Windows 11`, `pinkod till rum B204`. So is whose it is, since the desk needs the
account: `byt lösenord till annsve01`. A password that looks like an account is rather missed than the account lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from api.topics.password_looks import NAMED, is_account, is_plain, is_unmistakable, may_be_password


def _words(of_them: str) -> frozenset[str]:
    return frozenset(of_them.split())


MOST_BETWEEN = 5
"""Words between the word for it and the password."""
MOST_BEFORE = 4
"""Words before the word for it in which `changed` is looked for."""
LONGEST_WORD = 80
"""Of a longer one only the beginning is read."""
TOKEN = re.compile(r"\S+")
EDGE = "\"'»«“”‘’`*_(<"
"""Quotes, brackets and signs for emphasis around a word."""
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
IS = _words(
    "är e va var vara blev blir blivit varit is was be been became becomes oli olla olisi tuli tulee = -> => → :"
)
"""It is the password, or a person (`jag är`): what stands before them tells."""
NAMED_AS = _words("heter hette")
PERSON = _words("jag ja du vi han hon we he she i'm im am minä mä olen oon")
LINK = _words(
    # between the word and the password, and nothing about what it is for
    "nu numera idag igår mitt min mina nya ny nytt gamla gammalt "
    "det de den som alltså ju typ ska skall borde bör har hade sätter kod koden nummer "
    "my the a new old now today should as has had currently which that code number "
    "nyt mun minun uusi vanha joka eli siis pitäisi koodi "
    "- – — |"
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
    r"by(?:tte|tt|tts|tat)|ändra(?:de|des|t|ts)|uppdatera(?:de|des|t|ts)|satt(?:e|es|s)?|gjor(?:de|t)|val(?:de|t)|"
    r"changed|set|updated|switched|"
    r"vaihdo(?:in|imme)|vaihde(?:ttu|ttiin)|vaihtu(?:i|nut)|vaihtan(?:ut|eet)|muut(?:in|imme|ettu|ettiin|ui|tanut)|"
    r"päivit(?:in|imme|etty|ettiin|tänyt)|aset(?:in|imme|ettu|ettiin|tanut)|lait(?:oin|ettu|tanut)",
    re.IGNORECASE,
)
"""Only what has been done tells the new password."""
ASKED = re.compile(
    r"by(?:t|ta|ter|tas|ts)|ändra[rs]?|uppdatera[rs]?|sätt(?:a|er)?|gör(?:a)?|nolla\w*|nollställ\w*|återställ\w*|"
    r"skapa\w*|fixa\w*|beställ\w*|behöver|glöm\w*|tappa\w*|förlora\w*|lås(?:t|te|er|a)?|"
    r"chang(?:e|es|ing)|reset\w*|updat(?:e|es|ing)|switch(?:es|ing)?|creat(?:e|ing)|need\w*|forg[eo]t\w*|lost|lose|"
    r"unlock\w*|"
    r"vaihda\w*|vaihtaa\w*|vaihto\w*|muuta\w*|muuttaa\w*|päivitä\w*|päivittä[äm]\w*|aseta\w*|palaut\w*|nollat\w*|"
    r"luo\w*|tarvits\w*|unoh[dt]\w*|kado\w*|huk\w+",
    re.IGNORECASE,
)
"""Who wants it changed, or has it no more, says whose it is."""
DONE_BY = _words("i we have has just was i've we've")
IN_QUESTION = _words("can could should shall may must how do did to if")
ACCOUNT = re.compile(r"konto(?:t|n|na)?|inlogg\w*|account\w*|log[io]n\w*|tunnu\w*|tili\w*|tile\w*")
"""The same for what has an owner: what follows may still be the password, if it looks much like one."""
BENT_WORD = re.compile(r"\w{3,}(?:een|iin|aan|ään|oon|uun|yyn|lle|ss[aä])")
"""The same on words without a number: `sähköpostiin`."""


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
    AFTER_PERSON = auto()
    """What comes is somebody, or the account of somebody."""


class Verb(Enum):
    """What is done to the password."""

    CHANGED = auto()
    ASKED = auto()


@dataclass(slots=True)
class _Reading:
    """How far a sentence has been read after the word for a password."""

    name: str
    """The word for it, in small letters."""
    verb: Verb | None
    aside: bool
    """A comma has passed: what comes may be about something else."""
    place: Place = Place.NEAR
    says_it_is: bool = False
    person_last: bool = field(default=False, init=False)

    def goes_on(self, word: str) -> bool:
        """Whether the password may still come after this word."""
        of_person, self.person_last = self.person_last, False
        if word in NAMED_AS and not self.name.endswith(("et", "en")):
            self.place = Place.AFTER_PERSON
        elif word in IS or (word == "on" and FINNISH.search(self.name)):
            self._is(of_person=of_person)
        elif word in PERSON or (of_person and word in NAMED_AS):
            self.place, self.person_last = Place.AFTER_PERSON, True
        elif CHANGED.fullmatch(word):
            self.verb = Verb.CHANGED
            self.place = Place.NEAR if self.place is Place.AFTER_PERSON else self.place
        elif word not in LINK and word not in NAMED_AS:
            following = self._place_after(word)
            self.place = following or self.place
            return following is not None
        return True

    def _is(self, *, of_person: bool) -> None:
        if self.place is Place.AFTER_PERSON and not of_person:
            self.place = Place.NEAR
        self.says_it_is = self.place is Place.NEAR

    def _place_after(self, word: str) -> Place | None:
        """None when the sentence goes on about something else."""
        if word in FOR or word == "on":
            return Place.AFTER_FOR
        if word in TO:
            return Place.AFTER_TO
        if word in TROUBLE:
            return Place.AFTER_TROUBLE
        names_object = self.place in {Place.AFTER_FOR, Place.AFTER_TO} or BENT_WORD.fullmatch(word)
        if not names_object or word.startswith(NAMED):
            return None
        return Place.AFTER_PERSON if ACCOUNT.fullmatch(word) else Place.AFTER_OBJECT

    def is_told(self, token: str, next_word: str) -> bool:
        """Whether this, that may be a password, is told as one here."""
        if token.rstrip(".!?:").isdecimal():
            return self.place is Place.NEAR or (self.place is Place.AFTER_TO and self.verb is not None)
        if self.place is Place.AFTER_FOR:
            return False
        if is_unmistakable(token, goes_on=next_word in IS | TROUBLE):
            return True
        of_somebody = self.aside or self.verb is Verb.ASKED or self.place is Place.AFTER_PERSON
        return not of_somebody and self._fits(token)

    def _fits(self, token: str) -> bool:
        """Whether what looks like this may be one so close to the word for it."""
        if is_account(token):
            return self.place is Place.NEAR and self.says_it_is
        if self.place is Place.NEAR:
            return True
        if self.place is Place.AFTER_TO:
            return self.verb is Verb.CHANGED
        of_known_object = self.place is Place.AFTER_OBJECT and self.verb is not None
        return not of_known_object and is_plain(token)


def told_passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand that are told in passing: start and end of each."""
    words = list(TOKEN.finditer(text))
    said = [_bare(word[0]) for word in words]
    for at, word in enumerate(words):
        name = said[at]
        pin = PIN.fullmatch(name) is not None
        if (pin or PASSWORD.fullmatch(name)) and not _ends_sentence(word[0]):
            reading = _Reading(name, _verb_before(words, said, at), aside=_ends_clause(word[0]))
            found = _first_after(words, said, at, reading, pin=pin)
            if found:
                yield found


def _first_after(
    words: list[re.Match[str]], said: list[str], name_at: int, reading: _Reading, *, pin: bool
) -> tuple[int, int] | None:
    for at in range(name_at + 1, min(name_at + 2 + MOST_BETWEEN, len(words))):
        word = words[at][0]
        token, start = _token(words[at])
        if may_be_password(token, pin=pin):
            following = said[at + 1] if at + 1 < len(said) else ""
            return (start, start + len(token)) if reading.is_told(token, following) else None
        if not reading.goes_on(said[at] or word[:LONGEST_WORD]) or _ends_sentence(word):
            return None
        reading.aside = reading.aside or _ends_clause(word)
    return None


def _verb_before(words: list[re.Match[str]], said: list[str], name_at: int) -> Verb | None:
    """The nearest one in the same clause."""
    for at in range(name_at - 1, max(-1, name_at - 1 - MOST_BEFORE), -1):
        if _ends_sentence(words[at][0]) or _ends_clause(words[at][0]) or PASSWORD.fullmatch(said[at]):
            return None
        if CHANGED.fullmatch(said[at]) or (said[at] == "reset" and _is_past(said, at)):
            return Verb.CHANGED
        if ASKED.fullmatch(said[at]):
            return Verb.ASKED
    return None


def _is_past(said: list[str], reset_at: int) -> bool:
    """`I reset`, but not `can I reset` or `please reset`."""
    by = said[reset_at - 1] if reset_at else ""
    return by in DONE_BY and (reset_at == 1 or said[reset_at - 2] not in IN_QUESTION)


def _token(word: re.Match[str]) -> tuple[str, int]:
    """The word without what stands around it, and where it begins."""
    inner = word[0].lstrip(EDGE)
    start = word.end() - len(inner)
    stop = STOP.search(inner)
    return (inner[: stop.start()] if stop else inner).rstrip("'’_"), start


def _bare(word: str) -> str:
    """The beginning of the word in small letters, without the signs around it."""
    start, end = 0, min(len(word), LONGEST_WORD)
    while start < end and not _in_word(word[start]):
        start += 1
    while end > start and not _in_word(word[end - 1]):
        end -= 1
    return word[start:end].lower()


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _ends_sentence(word: str) -> bool:
    return word[-1] in ".!?;…"


def _ends_clause(word: str) -> bool:
    return word[-1] == ","
