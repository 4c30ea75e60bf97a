"""Things tests are about, with everything filled in that a test does not care for."""

import struct
import zlib
from dataclasses import replace
from typing import Any

from api.chat.bot_reply import BotReply, Decision, Hit, Offered, Said
from api.tickets.ports import Line, NewTicket, Tried

ANSWER_BUTTONS = ("solved", "unsolved", "human")


def a_hit(guide: str = "vpn-hemifran", **changes: Any) -> Hit:
    hit = Hit(
        guide=guide,
        title="VPN hemifrån",
        section="Första gången",
        anchor="forsta-gangen",
        language="sv",
        score=0.81,
        steps=("Öppna **Cisco Secure Client**.", "Skriv `vpn.example.ax` och välj **Connect**."),
        body_markdown="1. Öppna **Cisco Secure Client**.",
        owner="it-kansliet",
        reviewed="2026-09-12",
        overdue=False,
        url=f"/guides/{guide}#forsta-gangen",
    )
    return replace(hit, **changes)


def an_answer(hit: Hit | None = None, **changes: Any) -> BotReply:
    hit = hit or a_hit()
    decision = Decision("answer", 0.93, hit.guide, hit.section)
    return replace(BotReply("answer", hit=hit, buttons=ANSWER_BUTTONS, decision=decision), **changes)


def a_clarification(*guides: str) -> BotReply:
    choices = tuple(
        Offered(f"choice:{number}", f"Guide {guide}", "Avsnitt", guide) for number, guide in enumerate(guides, 1)
    )
    decision = Decision("clarify", 0.5, guides[0], "Avsnitt")
    return BotReply("clarify", choices=choices, buttons=("human",), decision=decision)


def a_form_step(field: str, name: str = "ticket") -> BotReply:
    asked = Said(f"bot-form-{name}-{field.replace('_', '-')}", {})
    return BotReply("form", messages=(asked,), form=(name, field), buttons=("cancel",))


def a_new_ticket(number: str = "BP-1001", **changes: Any) -> NewTicket:
    ticket = NewTicket(
        number=number,
        kind="ticket",
        language="sv",
        subject="skrivaren skriver inte",
        fields=(("what", "skrivaren skriver inte"), ("where", "rum 12")),
        conversation=(Line("person", "2026-11-23T12:00:00+00:00", "skrivarn funkar int"),),
        tried=(Tried("skrivare", "Skrivaren", "Pappret", "unsolved"),),
    )
    return replace(ticket, **changes)


def a_picture(width: int = 2, height: int = 2) -> bytes:
    """A whole PNG, grey."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + b"\x88" * width) * height
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
