"""Teams behind the `Channel` port."""

from microsoft_agents.activity import Activity, Attachment, ConversationReference

from api.channels.introductions import Vouched
from api.channels.teams.cards import CARD_TYPE, card, plain_text
from api.channels.teams.config import TeamsConfig
from api.channels.teams.connector import Connector
from api.channels.teams.members import vouched
from api.chat.messages import Language
from api.chat.pushed import ChannelMessageId, Outgoing, Ref
from api.texts.catalogue import Catalogue


class TeamsChannel:
    """Shows cards in one tenant's chats. `ref` is the SDK's ConversationReference as JSON."""

    name = "teams"
    can_find = False  # a bot cannot read what stands in a chat
    settle_s = 0.0  # so waiting gains nothing

    def __init__(self, config: TeamsConfig, catalogue: Catalogue, connector: Connector) -> None:
        self._tenant = config.tenant_id
        self._catalogue = catalogue
        self._connector = connector

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        to = ConversationReference.model_validate(dict(ref))
        activity = self._card(to, message)
        async with self._connector.conversations(to) as calls:
            sent = await calls.send_to_conversation(to.conversation.id, activity)
        return ChannelMessageId(sent.id or "")

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        to = ConversationReference.model_validate(dict(ref))
        activity = self._card(to, message)
        activity.id = shown
        async with self._connector.conversations(to) as calls:
            await calls.update_activity(to.conversation.id, shown, activity)

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:  # noqa: ARG002 - Teams cannot
        return None

    async def working(self, ref: Ref, language: Language) -> None:  # noqa: ARG002 - dots speak none
        to = ConversationReference.model_validate(dict(ref))
        async with self._connector.conversations(to) as calls:
            await calls.send_to_conversation(to.conversation.id, _from_us(to, "typing"))

    async def vouched(self, ref: Ref) -> Vouched:
        """The person's address, from the chat's list of members.

        Raises:
            ChannelBusyError: ask later.
            ChannelRejectedError: Teams does not tell.
        """
        at = ConversationReference.model_validate(dict(ref))
        conversation = at.conversation.id.partition(";")[0]  # a channel's members, not a thread's
        async with self._connector.conversations(at) as calls:
            member = await calls.get_conversation_member(conversation, at.user.id if at.user else "")
        return vouched(member.model_dump(mode="json", by_alias=True), tenant=self._tenant)

    def _card(self, to: ConversationReference, message: Outgoing) -> Activity:
        activity = _from_us(to, "message")
        activity.summary = plain_text(message)
        activity.attachments = [Attachment(content_type=CARD_TYPE, content=card(message, self._catalogue))]
        return activity


def _from_us(to: ConversationReference, kind: str) -> Activity:
    """What we say in a conversation: the reference the other way round."""
    return Activity(
        type=kind,
        channel_id=to.channel_id,
        service_url=to.service_url,
        conversation=to.conversation,
        from_property=to.agent,
        recipient=to.user,
    )
