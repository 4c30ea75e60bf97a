"""found without a scan: a first message that is sent again, and the ticket that news are about"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_turns_message_id", "turns", ["message_id"])
    op.create_index("ix_tickets_there", "tickets", ["system", "external_id"])


def downgrade() -> None:
    op.drop_index("ix_tickets_there", table_name="tickets")
    op.drop_index("ix_turns_message_id", table_name="turns")
