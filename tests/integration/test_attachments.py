"""Screenshots go with the question to the desk; what is too large or may run is refused in words."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.chat.bot_reply import BotReply
from api.chat.conversations import forget_old
from api.db.tables import Attachment, DeskMessage, Outbox
from api.tickets import desk_queue
from tests.builders import an_answer
from tests.integration.conftest import House
from tests.integration.test_tickets_come_back import ESCALATION, escalate

REFUSED = {
    (413, "sv"): "Filen är för stor",
    (413, "en"): "too large",
    (413, "fi"): "liian suuri",
    (415, "sv"): "Den här sortens fil",
    (415, "en"): "this kind of file",
    (415, "fi"): "tällaista tiedostoa",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000


async def attach(
    house: House, content: bytes = PNG, name: str = "skärm.png", *, language: str = "sv", **form: Any
) -> httpx.Response:
    return await house.client.post(
        f"/v1/conversations/{house.conversation}/attachments",
        files={"file": (name, content, "application/x-whatever")},
        data=form,
        headers={"Accept-Language": language},
    )


async def test_a_file_sent_before_the_ticket_goes_along_with_it(house: House) -> None:
    house.bot.will_say(an_answer(), ESCALATION)
    await house.say("skrivarn tuggar papper")
    kept = await attach(house)
    assert (kept.status_code, kept.json()["media_type"], kept.json()["ticket"]) == (201, "image/png", None)
    assert "följer med" in kept.json()["text"]
    await house.press("send")

    [row] = await house.rows(Attachment)
    assert row.ticket_id == 1
    history = (await house.client.get(f"/v1/conversations/{house.conversation}")).json()
    assert "[skärm.png]" in [item["text"] for item in history["items"]]


async def test_a_file_sent_later_is_told_on_the_ticket_once(house: House) -> None:
    await escalate(house)
    same = str(uuid4())
    for _again in range(2):
        sent = await attach(house, attachment_id=same)
        assert (sent.status_code, sent.json()["ticket"], sent.json()["id"]) == (201, "BP-1001", same)
    await house.work()
    assert [m.text for m in await house.rows(DeskMessage)] == ["[skärm.png]"]
    assert len(await house.rows(Attachment)) == 1


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
@pytest.mark.parametrize(
    ("content", "name", "status"),
    [(b"x" * 30_000_000, "stor.png", 413), (b"MZ\x90\x00", "program.exe", 415), (b"MZ\x90\x00", "bild.png", 415)],
)
async def test_what_cannot_be_taken_is_refused_in_words(
    house: House, content: bytes, name: str, status: int, language: str
) -> None:
    await house.say("hej")
    refused = await attach(house, content, name, language=language)
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")
    assert REFUSED[status, language] in refused.json()["detail"]
    assert not await house.rows(Attachment)


async def test_a_body_that_does_not_say_its_length_is_counted(house: House) -> None:
    await house.say("hej")

    async def endless():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + PNG
        for _ in range(30):
            yield b"x" * 1_000_000

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    address = f"/v1/conversations/{house.conversation}/attachments"
    assert (await house.client.post(address, content=endless(), headers=headers)).status_code == 413


async def test_a_conversation_holds_twenty_files(house: House) -> None:
    await house.say("hej")
    answers = [(await attach(house, name=f"{at}.png")).status_code for at in range(21)]
    assert answers == [201] * 20 + [409]


async def test_nobody_else_can_send_or_read(house: House) -> None:
    await house.say("hej")
    kept = (await attach(house)).json()
    own = await house.client.get(f"/v1/conversations/{house.conversation}/attachments/{kept['id']}")
    assert own.content == PNG
    assert own.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in own.headers["content-security-policy"]

    house.conversation = None
    assert (await attach(house)).status_code == 404
    await house.say("en annan")
    assert (
        await house.client.get(f"/v1/conversations/{house.conversation}/attachments/{kept['id']}")
    ).status_code == 404
    assert (await house.client.get(f"/desk/attachments/{kept['id']}")).status_code == 303


async def test_what_is_no_picture_is_downloaded_never_shown(house: House) -> None:
    await house.say("hej")
    kept = (await attach(house, b"%PDF-1.7", "blankett åäö.pdf")).json()
    got = await house.client.get(f"/v1/conversations/{house.conversation}/attachments/{kept['id']}")
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''blankett")


async def test_forgetting_and_retention_take_the_files_too(house: House) -> None:
    await escalate(house)
    await attach(house)
    house.bot.will_say(BotReply("data_request", request="delete"))
    await house.press("yes")
    assert not await house.rows(Attachment)

    await attach(house)
    later = house.clock() + timedelta(days=31)
    await house.services.database.write(
        lambda s: desk_queue.set_status(s, "BP-1001", status="closed", author="Anna", now=later)
    )
    await house.work()
    await house.services.database.write(lambda s: forget_old(s, now=later, keep=timedelta(days=30)))
    assert not await house.rows(Attachment)
    assert {row.state for row in await house.rows(Outbox)} == {"done"}
