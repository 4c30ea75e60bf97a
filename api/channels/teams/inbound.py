"""What Teams sends, as messages to the gateway; None where nobody spoke to us."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microsoft_agents.activity import Activity, ConversationReference

from api.channels.doorway import delivery_id, person_key
from api.channels.teams.identity import tenant_of
from api.chat.messages import LANGUAGES, Address, Inbound, Language

Json = Mapping[str, Any]
NAME = "teams"
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
BREAK = re.compile(r"<(?:br|/p|/div)\s*/?>", re.IGNORECASE)
BOT_ID = "28:"
"""What Teams puts before the ids of bots."""
FILE_KINDS = frozenset({"application/vnd.microsoft.teams.file.download.info", "reference"})
"""Of attachments: a file sent to us, and one that lies in a team
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4)."""


class UnreadableError(ValueError):
    """The body is no activity."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who did something where."""

    address: Address
    activity: str
    language: Language | None

    def inbound(self, *, text: str | None = None, given: str | None = None, files_left: bool = False) -> Inbound:
        message_id = delivery_id(NAME, given or f"{self.address.thread_key}:{self.activity}")
        return Inbound(
            None, message_id, NAME, text=text, language=self.language, address=self.address, files_left=files_left
        )


def heard(body: Json, *, secret: str) -> Heard | None:
    """A person in a conversation; None for bots, ourselves too.

    Raises:
        UnreadableError: parts are missing.
    """
    sender, conversation = body.get("from"), body.get("conversation")
    if not isinstance(sender, dict) or not isinstance(conversation, dict) or not conversation.get("id"):
        raise UnreadableError("no sender or no conversation")
    if not sender.get("id") or not body.get("id"):
        raise UnreadableError("no id")
    if _is_a_bot(sender, body):
        return None
    tenant = tenant_of(body) or ""
    person = person_key(secret, NAME, tenant, str(sender.get("aadObjectId") or sender["id"]))
    private = conversation.get("conversationType", "personal") == "personal"
    address = Address(tenant, f"{conversation['id']}:{person[:16]}", person, _reference(body), private=private)
    spoken = str(body.get("locale") or "")[:2].lower()
    return Heard(address, str(body["id"]), next((code for code in LANGUAGES if code == spoken), None))


def words(body: Json) -> str | None:
    """What a message says without the mention of us; None when it is not for us."""
    recipient = (body.get("recipient") or {}).get("id")
    ours = [each for each in body.get("entities") or () if _mentioned(each) == recipient]
    private = (body.get("conversation") or {}).get("conversationType", "personal") == "personal"
    if not private and not ours:
        return None
    text = str(body.get("text") or "")
    for mention in ours:
        text = text.replace(str(mention.get("text") or ""), "")
    return plain_words(text)


def brings_files(body: Json) -> bool:
    """Whether a picture or a file came along; what Teams adds itself, the text as HTML and cards, is none."""
    kinds = [str(each.get("contentType") or "") for each in body.get("attachments") or () if isinstance(each, dict)]
    return any(kind.startswith("image/") or kind in FILE_KINDS for kind in kinds)


def plain_words(text: str) -> str:
    """Teams' HTML as plain words."""
    return html.unescape(TAG.sub("", BREAK.sub("\n", text))).strip()


def _mentioned(entity: Any) -> str | None:  # noqa: ANN401 - JSON as it came
    if not isinstance(entity, dict) or entity.get("type") != "mention":
        return None
    return str((entity.get("mentioned") or {}).get("id"))


def _is_a_bot(sender: Json, body: Json) -> bool:
    sender_id = str(sender["id"])
    itself = sender_id == (body.get("recipient") or {}).get("id")
    return itself or sender_id.startswith(BOT_ID) or sender.get("role") in {"bot", "skill"}


def _reference(body: Json) -> dict[str, Any]:
    """The way back, without the person's name."""
    try:
        activity = Activity.model_validate(body)
        reference: ConversationReference = activity.get_conversation_reference()
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableError("no activity") from error
    kept: dict[str, Any] = reference.model_dump(mode="json", by_alias=True, exclude_none=True)
    kept.get("user", {}).pop("name", None)
    return kept
