"""whose ticket it is outlives the conversation; what was delivered is kept no longer"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OUTBOX = sa.table(
    "outbox",
    sa.column("id", sa.String),
    sa.column("ticket_id", sa.Integer),
    sa.column("action", sa.String),
    sa.column("state", sa.String),
    sa.column("payload", sa.JSON),
)
TICKETS = sa.table("tickets", sa.column("id", sa.Integer), sa.column("conversation_id", sa.String))


def upgrade() -> None:
    op.create_table(
        "person_tickets",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_tickets_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_person_tickets_ticket_id_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_person_tickets")),
    )
    op.create_index(op.f("ix_person_tickets_person_id"), "person_tickets", ["person_id"])
    op.add_column("seen_news", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    _empty_what_was_delivered(op.get_bind())


def downgrade() -> None:
    op.drop_column("seen_news", "held")
    op.drop_index(op.f("ix_person_tickets_person_id"), table_name="person_tickets")
    op.drop_table("person_tickets")


def _empty_what_was_delivered(connection: sa.Connection) -> None:
    """As api.tickets.outbox does from now on: of a ticket its subject stays, of an idea also what it is about."""
    words = ("add_message", "add_note", "add_attachment")
    parts = sa.update(OUTBOX).where(OUTBOX.c.state == "done", OUTBOX.c.action.in_(words))
    connection.execute(parts.values(payload={}))
    opened = sa.and_(OUTBOX.c.state == "done", OUTBOX.c.action == "open_ticket")
    for key in connection.scalars(sa.select(OUTBOX.c.id).where(opened)).all():
        row = connection.execute(
            sa.select(OUTBOX.c.payload, TICKETS.c.conversation_id)
            .join(TICKETS, TICKETS.c.id == OUTBOX.c.ticket_id)
            .where(OUTBOX.c.id == key)
        ).one()
        payload = row.payload or {}
        left = {"subject": payload["subject"]} if row.conversation_id and payload.get("subject") else {}
        if left and payload.get("kind") == "idea":
            left["fields"] = {name: payload["fields"][name] for name in ("problem",) if name in payload["fields"]}
        connection.execute(sa.update(OUTBOX).where(OUTBOX.c.id == key).values(payload=left))
