"""A ticket in words, for systems that show text: in the desk's language, most useful first."""

from dataclasses import dataclass
from datetime import datetime

from api.texts.catalogue import Catalogue
from api.tickets.ports import NewTicket

ORDER = ("what", "where", "urgency", "contact")
WORDS = ("urgency", "contact")
"""Fields whose value may be a word of ours."""


@dataclass(frozen=True, slots=True)
class Describer:
    """Writes for one desk."""

    catalogue: Catalogue
    language: str = "sv"

    def subject(self, ticket: NewTicket) -> str:
        return f"[{ticket.number}] {ticket.subject}"

    def body(self, ticket: NewTicket) -> str:
        """Fields, guides tried, the conversation, and where it is read."""
        blocks = [self._fields(ticket), self._tried(ticket), self._conversation(ticket)]
        if ticket.link:
            blocks.append(self._say("link", link=ticket.link))
        blocks.append(self._say("footer", number=ticket.number))
        return "\n\n".join(block for block in blocks if block)

    def duplicate(self, of: str) -> str:
        return self._say("duplicate", of=of)

    def said(self, key: str) -> str:
        """What the person decided, for systems that take only words."""
        return self._say(key)

    def _fields(self, ticket: NewTicket) -> str:
        lines = [self._say("language", name=self._say(f"language-{ticket.language}"))]
        known = dict(ticket.fields)
        names = (*ORDER, *(name for name in known if name not in ORDER))
        lines += [f"{self._label(name)}: {self._value(name, known[name])}" for name in names if known.get(name)]
        return "\n".join(lines)

    def _tried(self, ticket: NewTicket) -> str:
        if not ticket.tried:
            return self._say("tried-none")
        lines = [f"- {guide.title} › {guide.section}: {self._say(f'tried-{guide.outcome}')}" for guide in ticket.tried]
        return "\n".join((self._say("tried"), *lines))

    def _conversation(self, ticket: NewTicket) -> str:
        lines = [
            f"{self._say(f'who-{line.who}')} ({self._in_town(line.at)}): {line.text}" for line in ticket.conversation
        ]
        return "\n".join((self._say("conversation"), *lines)) if lines else ""

    def _label(self, name: str) -> str:
        key = "ticket-field-" + name.replace("_", "-")
        return self.catalogue.say(self.language, key) if self.catalogue.has(key) else name

    def _value(self, name: str, value: str) -> str:
        key = f"ticket-value-{name}-{value}"
        ours = name in WORDS and value.isalpha() and self.catalogue.has(key)
        return self.catalogue.say(self.language, key) if ours else value

    def _say(self, key: str, **values: str) -> str:
        return self.catalogue.say(self.language, f"ticket-out-{key}", **values)

    def _in_town(self, at: str) -> str:
        """`2026-11-23 14:00`, as clocks in town show it."""
        return f"{datetime.fromisoformat(at).astimezone(self.catalogue.zone):%Y-%m-%d %H:%M}"
