"""tickets: ordered calls, resting systems, news and webhooks taken once"""

import sqlalchemy as sa
from alembic import op

revision = "0002_tickets"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("talks_about", sa.Integer(), nullable=True))
    op.add_column("outbox", sa.Column("seq", sa.Integer(), nullable=True))
    # Rows of one ticket were ordered by when they were put.
    op.execute(
        "UPDATE outbox SET seq = (SELECT count(*) FROM outbox AS earlier WHERE earlier.ticket_id = outbox.ticket_id"
        " AND (earlier.created_at < outbox.created_at"
        " OR (earlier.created_at = outbox.created_at AND earlier.id <= outbox.id)))"
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.alter_column("seq", existing_type=sa.Integer(), nullable=False)

    op.add_column("cursors", sa.Column("place", sa.String(length=200), nullable=True))
    op.execute("UPDATE cursors SET place = CAST(position AS VARCHAR(200))")
    with op.batch_alter_table("cursors", schema=None) as batch_op:
        batch_op.alter_column("place", existing_type=sa.String(length=200), nullable=False)
        batch_op.drop_column("position")

    op.create_table(
        "ticket_targets",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ticket_targets")),
    )
    op.create_table(
        "seen_news",
        sa.Column("system", sa.String(length=20), nullable=False),
        sa.Column("news_id", sa.String(length=120), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("system", "news_id", name=op.f("pk_seen_news")),
    )
    op.create_table(
        "seen_hooks",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_seen_hooks")),
    )
    op.create_index(op.f("ix_seen_news_seen_at"), "seen_news", ["seen_at"], unique=False)
    op.create_index(op.f("ix_seen_hooks_seen_at"), "seen_hooks", ["seen_at"], unique=False)


def downgrade() -> None:
    op.drop_table("seen_hooks")
    op.drop_table("seen_news")
    op.drop_table("ticket_targets")
    op.add_column("cursors", sa.Column("position", sa.Integer(), nullable=True))
    op.execute("UPDATE cursors SET position = CAST(place AS INTEGER)")
    with op.batch_alter_table("cursors", schema=None) as batch_op:
        batch_op.alter_column("position", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("place")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("seq")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("talks_about")
