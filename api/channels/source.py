"""Where an answer is from, as channels tell it under the steps."""

from api.chat.messages import Reply
from api.texts.catalogue import Catalogue


def source_line(reply: Reply, catalogue: Catalogue) -> str:
    """Guide and section as a Markdown link, who answers for it and when it was last looked through."""
    name = reply.title or ""
    if reply.section and reply.section != reply.title:
        name = f"{name} › {reply.section}"
    linked = f"[{name}]({reply.source_url})" if reply.source_url else name
    parts = [catalogue.say(reply.language, "chat-source", title=linked)]
    if reply.owner:
        parts.append(catalogue.say(reply.language, "chat-source-owner", owner=reply.owner))
    if reply.reviewed:
        day = catalogue.date(reply.language, reply.reviewed)
        parts.append(catalogue.say(reply.language, "chat-source-reviewed", date=day))
    else:
        parts.append(catalogue.say(reply.language, "chat-source-unreviewed"))
    return " · ".join(parts)
