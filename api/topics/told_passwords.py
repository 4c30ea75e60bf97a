"""Passwords told without `is` or a colon: `mitt lösenord Sommar2024 funkar inte`, `changed my password to Autumn!7`.

A word for a password, then within a few small words a token that looks like one. What a password is for is left:
`password for Teams2`, `lösenord till Windows 11`, `pinkod till rum B204`. So is whose it is, since the desk needs the
account: `byt lösenord till annsve01`. A password that looks like an account is rather missed than the account lost,
but for `lösenord kaffe123 funkar inte`. After one password others may follow: `Kaffe123 eller Kaffe124`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from api.topics.password_looks import (
    NAMED,
    before_ending_from,
    is_account,
    is_full_name,
    is_place,
    is_plain,
    is_unmistakable,
    may_be_password,
)
from api.topics.password_words import (
    ACCOUNT,
    AND,
    ASKED,
    BENT_WORD,
    BUT,
    CHANGED,
    DONE_BY,
    FAILS,
    FINNISH,
    FOR,
    FROM,
    IN_QUESTION,
    IS,
    LINK,
    LONGEST_TROUBLE,
    NAMED_AS,
    NEW,
    OR,
    PASSWORD,
    PERSON,
    PIN,
    TO,
    TROUBLE,
)

MOST_BETWEEN = 5
"""Words between the word for it and the password."""
MOST_BEFORE = 4
"""Words before the word for it in which `changed` is looked for."""
LONGEST_WORD = 80
"""Of a longer one only the beginning is read."""
TOKEN = re.compile(r"->|(?:(?!->)\S)+")
EDGE = "\"'»«“”‘’`*_(<"
"""Quotes, brackets and signs for emphasis around a word."""
STOP = re.compile(r"[\"»«“”`,;()<>\[\]]")
"""Where a token ends for us; what another rule put in brackets is no password."""


class Place(Enum):
    """Where in the sentence the next word stands."""

    NEAR = auto()
    """Right after the word for it, or after words that link."""
    AFTER_TROUBLE = auto()
    AFTER_TO = auto()
    AFTER_FROM = auto()
    """What comes is what it was, or what it is for."""
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
        if word in FROM:
            return Place.AFTER_FROM
        if word in TO:
            return Place.AFTER_TO
        if word in TROUBLE:
            return Place.AFTER_TROUBLE
        names_object = (
            self.place in {Place.AFTER_FOR, Place.AFTER_TO, Place.AFTER_FROM}
            or BENT_WORD.fullmatch(word)
            or (self.verb is Verb.CHANGED and is_place(word))
        )
        if not names_object or word.startswith(NAMED):
            return None
        return Place.AFTER_PERSON if ACCOUNT.fullmatch(word) else Place.AFTER_OBJECT

    def is_told(self, token: str, next_word: str) -> bool:
        """Whether this, that may be a password, is told as one here."""
        if token.rstrip(".!?:").isdecimal():
            if self.place is Place.AFTER_FROM:
                return self.verb is Verb.CHANGED
            return self.place is Place.NEAR or (self.place is Place.AFTER_TO and self.verb is not None)
        if self.place is Place.AFTER_FOR or (self.place is Place.AFTER_FROM and self.verb is not Verb.CHANGED):
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
        if self.place is Place.AFTER_FROM:
            return "-" not in token  # `from Lab-PC7`
        if self.place is Place.AFTER_TO or (self.verb is Verb.CHANGED and token.rstrip(".!?").endswith(":ksi")):
            return self.verb is Verb.CHANGED
        of_known_object = self.place is Place.AFTER_OBJECT and self.verb is not None
        return not of_known_object and is_plain(token)


@dataclass(slots=True)
class _GoingOn:
    """How a sentence goes on after a password."""

    changed: bool
    from_old: bool
    """The one before is what it was."""
    comma: bool
    joint: frozenset[str] = field(default=frozenset(), init=False)
    new: bool = field(default=False, init=False)
    new_is: bool = field(default=False, init=False)

    def goes_on(self, word: str) -> bool:
        """Whether another password may still come after this word."""
        joint = next((each for each in (AND, BUT, OR, TO) if word in each), None)
        if joint is not None:
            self.joint = joint
        elif word in NEW:
            self.new = True
        elif word in IS or word == "on":
            self.new_is = self.new
            return self.new
        else:
            return word in LINK or word == "one"
        return True

    def is_told(self, token: str) -> bool:
        """Whether this, that may be a password, is another one."""
        became = self.changed and (self.joint is TO or token.rstrip(".!?").endswith(":ksi"))
        if self.new_is or self.joint is OR or (self.from_old and became):
            return True
        if is_unmistakable(token, goes_on=False):
            return self.comma or bool(self.joint) or became
        return not is_account(token) and (became or self.new or self.joint is AND)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a text."""

    text: str
    words: list[re.Match[str]]
    said: list[str]
    """The same in small letters, without the signs around them."""

    def told_after(self, name_at: int, reading: _Reading, *, pin: bool) -> Iterator[tuple[int, int]]:
        """The passwords told after the word for it."""
        for at in range(name_at + 1, min(name_at + 2 + MOST_BETWEEN, len(self.words))):
            word = self.words[at][0]
            token, start = _token(self.words[at])
            old = before_ending_from(token) if reading.verb else None
            if old is not None:
                reading.place = Place.AFTER_FROM
            if may_be_password(old or token, pin=pin):
                told = self._is_told(at, name_at, old or token, reading, pin=pin)
                if told:
                    yield start, start + len(token)
                if told or reading.verb is not Verb.CHANGED:
                    yield from self._more_after(at, reading, pin=pin, told=told)
                    return
                reading.place = Place.AFTER_OBJECT
            elif not reading.goes_on(self.said[at] or word[:LONGEST_WORD]):
                return
            if _ends_sentence(word):
                return
            reading.aside = reading.aside or _ends_clause(word)

    def _is_told(self, at: int, name_at: int, token: str, reading: _Reading, *, pin: bool) -> bool:
        following = self.said[at + 1] if at + 1 < len(self.said) else ""
        if reading.is_told(token, following):
            return True
        if reading.place is Place.AFTER_FROM and reading.verb:
            return self._becomes_another(at, pin=pin)
        directly = at == name_at + 1 and not reading.aside and reading.verb is not Verb.ASKED
        return directly and not is_full_name(token) and self._fails(at)

    def _becomes_another(self, at: int, *, pin: bool) -> bool:
        """`från kaffe123 till kaffe124`: nobody changes accounts so."""
        to = at + 1 < len(self.said) and self.said[at + 1] in TO
        next_at = at + 2 if to else at + 1
        if next_at >= len(self.words):
            return False
        token, _start = _token(self.words[next_at])
        return may_be_password(token, pin=pin) and (to or token.rstrip(".!?").endswith(":ksi"))

    def _fails(self, at: int) -> bool:
        """Trouble follows."""
        token, start = _token(self.words[at])
        end = start + len(token)
        return token[-1] not in ".!?" and FAILS.match(self.text[end : end + LONGEST_TROUBLE]) is not None

    def _more_after(self, first_at: int, reading: _Reading, *, pin: bool, told: bool) -> Iterator[tuple[int, int]]:
        """Others that are joined to it; after what was none, only `det nya är`."""
        from_old = told and reading.place is Place.AFTER_FROM
        changed = reading.verb is Verb.CHANGED or from_old
        going = _GoingOn(changed, from_old, comma=told and _ends_clause(self.words[first_at][0]))
        at, end_at = first_at + 1, first_at + 2 + MOST_BETWEEN
        while at < min(end_at, len(self.words)):
            word = self.words[at][0]
            token, start = _token(self.words[at])
            if may_be_password(token, pin=pin):
                if not (told or going.new_is) or not going.is_told(token):
                    return
                yield start, start + len(token)
                told, end_at = True, at + 2 + MOST_BETWEEN
                going = _GoingOn(changed, from_old=False, comma=_ends_clause(word))
            elif not going.goes_on(self.said[at] or word[:LONGEST_WORD]) or _ends_sentence(word):
                return
            at += 1


def told_passwords(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand that are told in passing: start and end of each."""
    words = list(TOKEN.finditer(text))
    said = [_bare(word[0]) for word in words]
    sentence = _Sentence(text, words, said)
    seen: set[int] = set()
    for at, word in enumerate(words):
        name = said[at]
        pin = PIN.fullmatch(name) is not None
        if (pin or PASSWORD.fullmatch(name)) and not _ends_sentence(word[0]):
            reading = _Reading(name, _verb_before(words, said, at), aside=_ends_clause(word[0]))
            reading.says_it_is = word[0][-1] == ":"
            for start, end in sentence.told_after(at, reading, pin=pin):
                if start in seen:
                    break
                seen.add(start)
                yield start, end


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
