"""What a search at the desk looks in: number, subject, form, conversation, and what was said later.

The form and the conversation are JSON. Taking it apart row by row is slow (0.45 s for 10,000 tickets of 4 kB), so its
text is looked through first, and only what may fit is taken apart: 0.04-0.25 s on SQLite and on PostgreSQL.
"""

import json
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select

from api.db.tables import DeskMessage, DeskTicket

CHOICES = ("urgency",)
"""Fields whose value is chosen and not written."""
IN_THE_CHAT = "chat"
"""The contact of whoever chose to be reached in the chat."""


def holds(search: str, *, dialect: str) -> ColumnElement[bool]:
    """Whether a ticket holds these signs somewhere, in any letter case.

    Args:
        search: not empty; every sign stands for itself.
        dialect: sqlite or postgresql; each takes JSON apart in its own way.
    """
    wanted = search.lower()
    said = select(DeskMessage.desk_ticket_id).where(_contains(DeskMessage.text, wanted))
    return or_(
        _contains(DeskTicket.number, wanted),
        _contains(DeskTicket.subject, wanted),
        and_(_may_contain(DeskTicket.fields, wanted), _in_form(wanted, dialect)),
        and_(_may_contain(DeskTicket.conversation, wanted), _in_conversation(wanted, dialect)),
        DeskTicket.id.in_(said),
    )


def _in_form(wanted: str, dialect: str) -> ColumnElement[bool]:
    each = func.json_each if dialect == "sqlite" else func.json_each_text
    fields = each(DeskTicket.fields).table_valued("key", "value")
    key, value = fields.c.key, fields.c.value
    return (
        select(1)
        .select_from(fields)
        .where(key.not_in(CHOICES), value != IN_THE_CHAT, _contains(value, wanted))
        .exists()
    )


def _in_conversation(wanted: str, dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        lines = func.json_each(DeskTicket.conversation).table_valued("value")
        text: ColumnElement[Any] = func.json_extract(lines.c.value, "$.text")
    else:
        lines = func.json_array_elements(DeskTicket.conversation).table_valued("value")
        text = func.json_extract_path_text(lines.c.value, "text")
    return select(1).select_from(lines).where(_contains(text, wanted)).exists()


def _contains(column: ColumnElement[Any] | Any, wanted: str) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped column
    """SQLite and PostgreSQL without a locale fold A to Z only, so other letters that are asked for are folded here."""
    folded: ColumnElement[str] = func.lower(column)
    for letter in _beyond_ascii(wanted):
        folded = func.replace(folded, letter.upper(), letter)
    return folded.contains(wanted, autoescape=True)


def _may_contain(column: ColumnElement[Any] | Any, wanted: str) -> ColumnElement[bool]:  # noqa: ANN401
    """The same on the text of JSON, names of fields and all, where other letters than A to Z are escaped."""
    folded: ColumnElement[str] = func.lower(cast(column, Text))
    for letter in _beyond_ascii(wanted):
        folded = func.replace(folded, _in_json(letter.upper()), _in_json(letter))
    return folded.contains(_in_json(wanted), autoescape=True)


def _beyond_ascii(wanted: str) -> tuple[str, ...]:
    letters = sorted(set(wanted))
    return tuple(each for each in letters if not each.isascii() and each.upper().lower() == each != each.upper())


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]
