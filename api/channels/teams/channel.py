"""Teams behind the `Channel` port."""

from microsoft_agents.activity import ConversationReference

from api.channels.introductions import Vouched
from api.channels.teams.activities import WITH_WORDS, from_us, told
from api.channels.teams.config import TeamsConfig
from api.channels.teams.connector import Connector
from api.channels.teams.members import vouched
from api.channels.teams.streams import Streams
from api.chat.messages import Language
from api.chat.pushed import ChannelMessageId, Outgoing, Places, Ref
from api.texts.catalogue import Catalogue


class TeamsChannel:
    """Shows messages in one tenant's chats. `ref` is the SDK's ConversationReference as JSON."""

    name = "teams"
    can_find = False  # a bot cannot read what stands in a chat
    settle_s = 0.0  # so waiting gains nothing

    def __init__(self, config: TeamsConfig, catalogue: Catalogue, connector: Connector) -> None:
        self._tenant = config.tenant_id
        self._catalogue = catalogue
        self._connector = connector
        self.places: Places | None = Streams(connector, catalogue)

    async def send(self, ref: Ref, message: Outgoing) -> ChannelMessageId:
        to = ConversationReference.model_validate(dict(ref))
        activity = told(to, message, self._catalogue)
        async with self._connector.conversations(to) as calls:
            sent = await calls.send_to_conversation(to.conversation.id, activity)
        return ChannelMessageId(sent.id or "")

    async def update(self, ref: Ref, shown: ChannelMessageId, message: Outgoing) -> None:
        to = ConversationReference.model_validate(dict(ref))
        activity = told(to, message, self._catalogue)
        activity.id = shown.removeprefix(WITH_WORDS)
        async with self._connector.conversations(to) as calls:
            await calls.update_activity(to.conversation.id, activity.id, activity)

    async def find(self, ref: Ref, key: str) -> ChannelMessageId | None:  # noqa: ARG002 - Teams cannot
        return None

    async def working(self, ref: Ref, language: Language) -> None:  # noqa: ARG002 - dots speak none
        to = ConversationReference.model_validate(dict(ref))
        async with self._connector.conversations(to) as calls:
            await calls.send_to_conversation(to.conversation.id, from_us(to, "typing"))

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
