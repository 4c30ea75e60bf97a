"""What is told, as an Adaptive Card (schema 1.5, https://adaptivecards.io/explorer)."""

import re
from collections.abc import Iterable
from typing import Any

from api.channels.source import source_line
from api.chat.messages import Language, Reply
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue

Card = dict[str, Any]
SCHEMA, VERSION = "http://adaptivecards.io/schemas/adaptive-card.json", "1.5"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MOST_ACTIONS = 5
"""Teams draws no more in one row."""
LONGEST_TITLE = 60
FOLD_BEYOND, SHOWN_FOLDED = 6, 4
LONGEST_CARD = 10_000
"""Characters told in one card: far more than any guide has. Teams refuses messages of 100 kB."""
MOST_STEPS = 40
LONGEST_FIELD = 2000
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[([^\]\n]+)\]\((?!https://)[^)\s]*\)")
MARKS, LINKED = re.compile(r"\*\*|`"), re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)")
SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
NOTHING = "…"
FIELDS = ("what", "where", "urgency", "contact")
REST, MORE = "rest", "more"
PRIMARY = frozenset({"solved", "send"})


def card(message: Outgoing, catalogue: Catalogue) -> Card:
    """The message as a card."""
    return _card([*map(_text, _words(message, catalogue)), *_below(message, catalogue)], message.language)


def words_above(message: Outgoing, catalogue: Catalogue) -> str:
    """What is said first, as a message's own text in Markdown; never empty."""
    parts = _words(message, catalogue)
    if not parts and message.reply and message.reply.title:
        parts = [f"**{message.reply.title}**"]
    told = "\n\n".join(_breaking(_markdown(part).replace("<", "&lt;")) for part in parts)
    return told[:LONGEST_CARD] if told.strip() else NOTHING


def card_below(message: Outgoing, catalogue: Catalogue) -> Card | None:
    """The rest, as a card under that text; None where there is no more."""
    body = _below(message, catalogue, titled=bool(_words(message, catalogue)))
    return _card(body, message.language) if body else None


def notice(text: str, language: Language) -> Card:
    """A sentence by itself."""
    return _card([_text(text)], language)


def ticket_form(event: int, language: Language, catalogue: Catalogue, *, what: str = "") -> Card:
    """The form of a ticket, to fill in where the button was; `what` is what the person has said already."""
    say = catalogue.say
    choices = [{"title": say(language, f"chat-button-urgency-{each}"), "value": each} for each in _URGENCIES]
    body: list[Card] = []
    for name in FIELDS:
        field: Card = {"id": name, "label": say(language, f"bot-form-ticket-{name}")}
        if name == "urgency":
            body.append(field | {"type": "Input.ChoiceSet", "choices": choices, "value": "normal"})
            continue
        field |= {"type": "Input.Text", "maxLength": LONGEST_FIELD, "isMultiline": name == "what"}
        if name == "what":
            field |= {"isRequired": True, "errorMessage": say(language, "chat-empty"), "value": what[:LONGEST_FIELD]}
        # Below the field, not in it: there it would be cut, and gone as soon as somebody writes.
        body += [field, _subtle(say(language, f"chat-hint-{name}")) | {"spacing": "Small"}]
    actions = [
        _execute(say(language, "chat-send"), "send_form", {"event": event}) | {"style": "positive"},
        _execute(say(language, "chat-button-cancel"), "leave_form", {"event": event}) | {"associatedInputs": "none"},
    ]
    return _card(body, language) | {"actions": actions}


def plain_text(message: Outgoing) -> str:
    """For notifications and the list of chats, which know no Markdown."""
    title = message.reply.title if message.reply else None
    words = message.reply.text if message.reply else message.text
    told = "\n".join(part for part in (words, title) if part)
    return MARKS.sub("", LINKED.sub(r"\1", told))[:500]


_URGENCIES = ("low", "normal", "high")


def _words(message: Outgoing, catalogue: Catalogue) -> list[str]:
    """The paragraphs that a message begins with."""
    if message.reply:
        return _fitting((part for part in message.reply.text.split("\n\n") if part.strip()), LONGEST_CARD)
    if message.kind == "desk_reply":
        return [f"**{catalogue.say(message.language, 'chat-desk-name', name=message.name or '')}**", message.text]
    return [message.text]


def _below(message: Outgoing, catalogue: Catalogue, *, titled: bool = True) -> list[Card]:
    """Guide, source, ticket and buttons."""
    if message.reply:
        return _reply(message, message.reply, catalogue, titled=titled)
    if message.kind == "desk_reply" and message.ticket:
        return [_subtle(catalogue.say(message.language, "chat-ticket", id=message.ticket))]
    return []


def _reply(message: Outgoing, reply: Reply, catalogue: Catalogue, *, titled: bool) -> list[Card]:
    said, body = _words(message, catalogue), list[Card]()
    if reply.title:
        if titled:
            body.append({"type": "TextBlock", "text": _markdown(reply.title), "wrap": True, "style": "heading"})
        fitting = _fitting(reply.steps[:MOST_STEPS], LONGEST_CARD - sum(map(len, said)))
        steps = [_text(f"{n}. {step}") for n, step in enumerate(fitting, 1)]
        folded = steps[SHOWN_FOLDED:] if len(steps) > FOLD_BEYOND and not message.unfolded else []
        body += steps[: len(steps) - len(folded)]
        if folded:
            body += _folded(folded, catalogue.say(reply.language, "chat-rest", count=len(folded)))
        body.append(_subtle(source_line(reply, catalogue)))
    if reply.ticket and reply.ticket.id not in reply.text:
        key = "chat-idea" if reply.kind == "idea_receipt" else "chat-ticket"
        body.append(_subtle(catalogue.say(reply.language, key, id=reply.ticket.id)))
    if message.used:
        body.append(_subtle(catalogue.say(message.language, "chat-chosen", label=message.used)))
    else:
        offered = [(each.id, each.label) for each in reply.choices]
        offered += [(each.id, each.label) for each in reply.buttons]
        rows = [_press(label, button, message.event) for button, label in offered]
        body += [_row(rows[at : at + MOST_ACTIONS]) for at in range(0, len(rows), MOST_ACTIONS)]
    return body


def _fitting(parts: Iterable[str], room: int) -> list[str]:
    """As many of the parts as have room together; the last of them cut where it ends."""
    kept = []
    for part in parts:
        if room <= 0:
            break
        kept.append(part[:room])
        room -= len(part)
    return kept


def _folded(steps: list[Card], label: str) -> list[Card]:
    """Steps shown by a button, which then goes away."""
    targets = [{"elementId": REST, "isVisible": True}, {"elementId": MORE, "isVisible": False}]
    more = {"type": "Action.ToggleVisibility", "title": label, "targetElements": targets}
    return [
        {"type": "Container", "id": REST, "isVisible": False, "items": steps},
        _row([more]) | {"id": MORE},
    ]


def _press(label: str, button: str, event: int) -> Card:
    made = _execute(label, "press", {"event": event, "button": button})
    return made | {"style": "positive"} if button in PRIMARY else made


def _execute(title: str, verb: str, data: dict[str, Any]) -> Card:
    return {"type": "Action.Execute", "title": title[:LONGEST_TITLE], "verb": verb, "data": data}


def _row(actions: list[Card]) -> Card:
    return {"type": "ActionSet", "actions": actions}


def _text(markdown: str) -> Card:
    return {"type": "TextBlock", "text": _markdown(markdown)[:LONGEST_CARD], "wrap": True}


def _subtle(markdown: str) -> Card:
    return _text(markdown) | {"size": "Small", "isSubtle": True}


def _markdown(text: str) -> str:
    """Cards know bold, links and lists, but no code; and only https links shall be links."""
    return CODE.sub(r"**\1**", LINK.sub(r"\1", text))


def _breaking(text: str) -> str:
    """Lines stay lines."""
    return SINGLE_BREAK.sub("  \n", text)


def _card(body: list[Card], language: Language) -> Card:
    empty = body or [{"type": "TextBlock", "text": NOTHING, "wrap": True}]
    return {"$schema": SCHEMA, "type": "AdaptiveCard", "version": VERSION, "lang": language, "body": empty}
