"""What a ticket carries, when the town wants personal data out of it."""

from pathlib import Path

from api.chat.bot_reply import BotReply
from api.db.tables import DeskTicket
from api.settings import Settings
from tests.builders import an_answer
from tests.integration.conftest import House, open_house

FIELDS = {"what": "ring Kalle på 0457 123 4567 om skrivaren", "where": "rum 12", "contact": "0457 123 4567"}


async def escalated(house: House) -> DeskTicket:
    house.bot.will_say(an_answer(), BotReply("escalation", fields=FIELDS), an_answer())
    await house.say("mejla kalle.k@example.ax om skrivaren")
    await house.press("send")
    await house.work()
    [ticket] = await house.rows(DeskTicket)
    assert isinstance(ticket, DeskTicket)
    return ticket


async def test_the_desk_reads_what_was_said_unless_the_town_says_otherwise(house: House) -> None:
    ticket = await escalated(house)
    assert ticket.conversation[0]["text"] == "mejla kalle.k@example.ax om skrivaren"
    assert ticket.fields == FIELDS


async def test_a_redacted_ticket_tells_only_how_to_reach_the_person(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path / "var", guides_dir=tmp_path, redact_tickets=True)
    async with open_house(settings) as house:
        ticket = await escalated(house)
    assert ticket.conversation[0]["text"] == "mejla [email] om skrivaren"
    assert ticket.fields == {**FIELDS, "what": "ring Kalle på [phone] om skrivaren"}
    assert ticket.subject == "ring Kalle på [phone] om skrivaren"
