"""places opened for messages"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel_threads", sa.Column("place", sa.String(length=300), nullable=True))
    op.add_column("channel_deliveries", sa.Column("place", sa.String(length=300), nullable=True))
    op.create_index("ix_channel_deliveries_place", "channel_deliveries", ["conversation_id", "place"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_channel_deliveries_place", table_name="channel_deliveries")
    op.drop_column("channel_deliveries", "place")
    op.drop_column("channel_threads", "place")
