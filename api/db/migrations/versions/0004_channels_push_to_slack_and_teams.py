"""channels that are pushed to"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fields", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "channel_threads",
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("tenant", sa.String(length=100), nullable=False),
        sa.Column("thread_key", sa.String(length=300), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("others_talk", sa.Boolean(), nullable=False),
        sa.Column("ref", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_channel_threads_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_channel_threads")),
        sa.UniqueConstraint("channel", "tenant", "thread_key", name=op.f("uq_channel_threads_channel")),
    )
    with op.batch_alter_table("channel_threads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_channel_threads_person"), ["person"], unique=False)
    op.create_table(
        "channel_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("button", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("unsure_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_message_id", sa.String(length=300), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_channel_deliveries_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_channel_deliveries_event_id_events"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_deliveries")),
        sa.UniqueConstraint("event_id", "action", name=op.f("uq_channel_deliveries_event_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("channel_deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_channel_deliveries_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index("ix_channel_deliveries_due", ["state", "not_before"], unique=False)


def downgrade() -> None:
    op.drop_table("channel_deliveries")
    op.drop_table("channel_threads")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_column("fields")
