"""What we say in Teams, as activities."""

from microsoft_agents.activity import Activity, Attachment, ConversationReference, StreamInfo

from api.channels.teams.cards import CARD_TYPE, Card, card, card_below, plain_text, words_above
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue

PERSONAL = "personal"
WITH_WORDS = "words:"
"""Begins the id of a message whose words stand above its card, not in it."""


def is_personal(to: ConversationReference) -> bool:
    """A chat of one person with us."""
    return (to.conversation.conversation_type or PERSONAL) == PERSONAL


def told(to: ConversationReference, message: Outgoing, catalogue: Catalogue) -> Activity:
    """A message as one card: words beside a card would be two messages to Teams, which then tells no id."""
    activity = from_us(to, "message")
    activity.summary = plain_text(message)
    activity.attachments = [_attached(card(message, catalogue))]
    return activity


def ending(to: ConversationReference, message: Outgoing, catalogue: Catalogue, *, stream: str, apart: bool) -> Activity:
    """A message as the end of a stream: a card, or words, or both `apart` from each other. It must bear no number."""
    below = card_below(message, catalogue)
    with_words = apart or below is None
    activity = from_us(to, "message", text=words_above(message, catalogue) if with_words else "")
    activity.summary = plain_text(message)
    content = below if with_words else card(message, catalogue)
    activity.attachments = [_attached(content)] if content else []
    activity.entities = [StreamInfo(stream_type="final", stream_id=stream)]
    return activity


def beginning(to: ConversationReference, text: str) -> Activity:
    """Opens a stream, in which these words stand until it ends."""
    activity = from_us(to, "typing", text=text)
    activity.entities = [StreamInfo(stream_type="informative", stream_sequence=1)]
    return activity


def in_place_of_a_card(message: Outgoing, catalogue: Catalogue) -> Card:
    """What stands where a button was pressed; words above the card stay there."""
    below = card_below(message, catalogue) if (message.shown or "").startswith(WITH_WORDS) else None
    return below or card(message, catalogue)


def from_us(to: ConversationReference, kind: str, *, text: str | None = None) -> Activity:
    """The reference the other way round."""
    activity = Activity(
        type=kind,
        channel_id=to.channel_id,
        service_url=to.service_url,
        conversation=to.conversation,
        from_property=to.agent,
        recipient=to.user,
    )
    if text is not None:
        activity.text = text
    return activity


def _attached(content: Card) -> Attachment:
    return Attachment(content_type=CARD_TYPE, content=content)
