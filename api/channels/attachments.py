"""Files in a conversation: send one along, and get it back (`/v1/conversations/{id}/attachments`)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel

from api.chat import attachments
from api.chat.attachments import Upload
from api.chat.languages import language_of
from api.chat.served_file import file_response
from api.chat.services import Services, services_of

router = APIRouter(prefix="/v1/conversations/{conversation}/attachments", tags=["conversation"])
Use = Annotated[Services, Depends(services_of)]
A_UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class AttachmentOut(BaseModel):
    id: str
    name: str
    media_type: str
    size: int
    """Bytes."""
    ticket: str | None
    """The ticket it went to; without one it waits for the conversation's next ticket."""
    text: str
    """What became of it, in the asker's language."""


@router.post("", status_code=201)
async def post_attachment(
    conversation: str,
    request: Request,
    use: Use,
    file: UploadFile,
    attachment_id: Annotated[str | None, Form(pattern=A_UUID)] = None,
) -> AttachmentOut:
    """Send a picture, a PDF or plain text along. The same `attachment_id` again adds nothing."""
    # One byte more than allowed is enough to know.
    content = await file.read(use.largest_attachment + 1)
    upload = Upload(attachment_id.lower() if attachment_id else None, file.filename or "", content)
    stored = await use.database.write(
        lambda s: attachments.add_attachment(s, conversation, upload, largest=use.largest_attachment, now=use.now())
    )
    key = "attachment-sent" if stored.ticket else "attachment-kept"
    text = use.catalogue.say(language_of(request), key, name=stored.name, number=stored.ticket or "")
    return AttachmentOut(
        id=stored.id,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        ticket=stored.ticket,
        text=text,
    )


@router.get("/{attachment}", response_class=Response)
async def get_attachment(conversation: str, attachment: str, use: Use) -> Response:
    """The file itself."""
    stored, content = await use.database.read(lambda s: attachments.read_file(s, attachment, conversation=conversation))
    return file_response(stored, content)
