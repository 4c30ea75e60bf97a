"""Turn what the bot returned into a reply in the person's language. No sentence is made here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from api.chat.bot_reply import BotReply, Hit, Said
from api.chat.messages import Button, Choice, FormStep, Language, Reply
from api.chat.ticket_buttons import BUTTON as TICKET_BUTTON
from api.texts.catalogue import Catalogue

CHOICE = re.compile(r"choice:[1-9]|(?:note|agree):[0-9]{1,9}")
LONGEST_BODY = 1000
"""Characters of running text in one reply. The dialogue sends less at a time; it is not always up."""
LABELLED_FIELDS = ("urgency", "contact")
"""Fields whose value may be one of our own words (`low`, `chat`) and not the person's."""


class Speaker:
    """Says replies from the catalogues."""

    def __init__(self, catalogue: Catalogue, *, public_url: str | None) -> None:
        self._catalogue = catalogue
        self._public_url = (public_url or "").rstrip("/")

    def reply(self, said: BotReply, language: Language) -> Reply:
        """The reply to show; `text` holds what is said around the guide's own steps."""
        sentences = [self.sentence(language, each) for each in said.messages]
        base = Reply(
            kind=said.kind,
            text="",
            language=language,
            buttons=self.buttons(said.buttons, language),
            choices=tuple(_choice(c.id, c.title, c.section, c.guide) for c in said.choices),
            form=_form(said.form),
        )
        if said.hit:
            sentences += self._about(said.hit, language)
            base = self._with_guide(base, said.hit)
        if said.step:
            number, of = said.step
            sentences.insert(0, self._catalogue.say(language, "reply-step", number=number, of=of))
        if said.kind == "summary":
            sentences.append(self.summary(said.fields or {}, language))
        return replace(base, text="\n\n".join(s for s in sentences if s))

    def link(self, path: str) -> str:
        """A path of ours: absolute where we know our public address."""
        return f"{self._public_url}{path}"

    def sentence(self, language: Language, said: Said) -> str:
        return self._catalogue.say(language, said.key, **dict(said.values))

    def say(self, language: Language, key: str, **values: object) -> str:
        return self._catalogue.say(language, key, **values)

    def closed_until(self, language: Language, opens: datetime) -> str:
        """That the desk is closed, and when somebody will look."""
        day, clock = self._catalogue.weekday(language, opens)
        return self.say(language, "ticket-desk-closed", day=day, clock=clock)

    def buttons(self, ids: Iterable[str], language: Language) -> tuple[Button, ...]:
        return tuple(Button(id=each, label=self._catalogue.say(language, _button_key(each))) for each in ids)

    def knows_button(self, button: str) -> bool:
        """Whether anything we say offers this button."""
        if button.startswith("ticket_"):
            return bool(TICKET_BUTTON.fullmatch(button))
        return bool(CHOICE.fullmatch(button)) or self._catalogue.has(_button_key(button))

    def cannot_say(self, said: BotReply) -> tuple[str, ...]:
        """Keys in a reply that no catalogue has: it must not be shown half."""
        keys = [each.key for each in said.messages] + [_button_key(button) for button in said.buttons]
        return tuple(key for key in keys if not self._catalogue.has(key))

    def summary(self, fields: Mapping[str, str], language: Language) -> str:
        """What the person filled in, a line a field, for reading through before it is sent."""
        lines = [
            f"**{self.field_label(name, language)}:** {self.field_value(name, value, language)}"
            for name, value in fields.items()
        ]
        return "\n".join(lines)

    def field_label(self, name: str, language: Language) -> str:
        return self._catalogue.say(language, "ticket-field-" + name.replace("_", "-"))

    def field_value(self, name: str, value: str, language: Language) -> str:
        key = f"ticket-value-{name}-{value}"
        if name in LABELLED_FIELDS and value.isalpha() and self._catalogue.has(key):
            return self._catalogue.say(language, key)
        return value

    def _about(self, hit: Hit, language: Language) -> list[str]:
        """What must be said with a guide: its language, its age; its text when it has no steps."""
        sentences = []
        if hit.language != language:
            sentences.append(self._catalogue.say(language, f"reply-guide-in-{hit.language}"))
        if hit.overdue:
            sentences.append(self._catalogue.say(language, "reply-guide-overdue"))
        if not hit.steps:
            sentences += self._body(hit.body_markdown, language)
        return sentences

    def _body(self, body: str, language: Language) -> list[str]:
        if len(body) <= LONGEST_BODY:
            return [body]
        window = body[:LONGEST_BODY]
        end = max(window.rfind(sign) for sign in ("\n\n", ". ", "\n"))
        shown = window[: end + 1].rstrip() if end > 0 else window
        return [shown, self._catalogue.say(language, "reply-read-on")]

    def _with_guide(self, reply: Reply, hit: Hit) -> Reply:
        return replace(
            reply,
            guide=hit.guide,
            title=hit.title,
            section=hit.section,
            steps=hit.steps,
            source_url=self.link(hit.url),
            owner=hit.owner,
            reviewed=hit.reviewed,
            overdue=hit.overdue,
        )


def _button_key(button: str) -> str:
    name = button.partition(":")[0] if TICKET_BUTTON.fullmatch(button) else button
    return "chat-button-" + re.sub("[:_]", "-", name)


def _choice(choice_id: str, title: str, section: str, guide: str) -> Choice:
    label = title if section in {"", title} else f"{title} – {section}"
    return Choice(id=choice_id, label=label, guide=guide)


def _form(form: tuple[str, str] | None) -> FormStep | None:
    if form is None:
        return None
    name, field = form
    return FormStep(name="idea" if name == "idea" else "ticket", field=field)
