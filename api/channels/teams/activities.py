"""What we say in Teams, as activities."""

from microsoft_agents.activity import Activity, Attachment, ConversationReference, StreamInfo

from api.channels.teams.cards import CARD_TYPE, Card, card, card_below, plain_text, words_above
from api.chat.pushed import Outgoing
from api.texts.catalogue import Catalogue

PERSONAL = "personal"


def is_personal(to: ConversationReference) -> bool:
    """A chat of one person with us."""
    return (to.conversation.conversation_type or PERSONAL) == PERSONAL


def told(to: ConversationReference, message: Outgoing, catalogue: Catalogue) -> Activity:
    """A message: among others one card; in a person's own chat words with a card below, since streams need words."""
    activity = from_us(to, "message")
    activity.summary = plain_text(message)
    content: Card | None = card(message, catalogue)
    if is_personal(to):
        activity.text = words_above(message, catalogue)
        content = card_below(message, catalogue)
    activity.attachments = [Attachment(content_type=CARD_TYPE, content=content)] if content else []
    return activity


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


def beginning(to: ConversationReference, text: str) -> Activity:
    """Opens a stream, in which these words stand until it ends."""
    activity = from_us(to, "typing", text=text)
    activity.entities = [StreamInfo(stream_type="informative", stream_sequence=1)]
    return activity


def ending(activity: Activity, stream: str) -> Activity:
    """The message as the end of a stream. It must bear no number, unlike what came before."""
    ended = activity.model_copy()
    ended.entities = [StreamInfo(stream_type="final", stream_id=stream)]
    return ended
