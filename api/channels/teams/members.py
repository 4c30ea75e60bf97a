"""Whether the e-mail address that Teams tells of a member can be trusted."""

from collections.abc import Mapping
from typing import Any

from api.channels.introductions import Vouched

GUEST_MARK = "#EXT#"
"""In the user principal name of everyone who is invited from elsewhere."""


def vouched(member: Mapping[str, Any], *, tenant: str) -> Vouched:
    """A member as the Connector tells it; verified only for the own people of our tenant.

    In our own tenant addresses are given out by the town; what another tenant says of its people proves nothing.
    """
    name = str(member.get("userPrincipalName") or "")
    email = str(member.get("email") or name)
    role = str(member.get("userRole") or "").lower()
    guest = role not in {"", "user"} or GUEST_MARK in name or GUEST_MARK in email
    own = member.get("tenantId") == tenant
    return Vouched(email, verified=own and bool(name) and not guest)
