"""desk: attachments, merged tickets, waiting times, what each has read, guide drafts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002_tickets"
branch_labels = None
depends_on = None

WHO_WAITS = """
UPDATE desk_tickets SET waiting_since = updated_at
WHERE status IN ('new', 'open') AND COALESCE(
  (SELECT author_kind FROM desk_messages WHERE desk_messages.desk_ticket_id = desk_tickets.id
   AND author_kind <> 'note' ORDER BY desk_messages.id DESC LIMIT 1), 'person') = 'person'
"""


def upgrade() -> None:
    # Only columns and an index: a foreign key would make SQLite copy the table, and dropping the old one
    # would take its messages along.
    op.add_column("desk_tickets", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.add_column("desk_tickets", sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_desk_tickets_merged_into"), "desk_tickets", ["merged_into"], unique=False)
    op.execute(WHO_WAITS)
    op.create_table(
        "desk_reads",
        sa.Column("desk_ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_ticket_id"],
            ["desk_tickets.id"],
            name=op.f("fk_desk_reads_desk_ticket_id_desk_tickets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("desk_ticket_id", "staff", name=op.f("pk_desk_reads")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_attachments_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_attachments_ticket_id_tickets"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_ticket_id"), ["ticket_id"], unique=False)
    op.create_table(
        "guide_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=20), nullable=False),
        sa.Column("guide", sa.String(length=100), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_drafts")),
        sa.UniqueConstraint("ticket", name=op.f("uq_guide_drafts_ticket")),
    )
    with op.batch_alter_table("guide_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_drafts_guide"), ["guide"], unique=False)


def downgrade() -> None:
    op.drop_table("guide_drafts")
    op.drop_table("attachments")
    op.drop_table("desk_reads")
    op.drop_index(op.f("ix_desk_tickets_merged_into"), "desk_tickets")
    op.drop_column("desk_tickets", "waiting_since")
    op.drop_column("desk_tickets", "merged_into")
