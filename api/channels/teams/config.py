"""What the Teams channel needs to know of its registration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Of one Azure Bot; how to come by these is in docs/channels.md."""

    app_id: str
    app_secret: str
    tenant_id: str
    other_tenants: tuple[str, ...] = ()
    """Tenants whose people may ask, beside our own."""
    check_hosts: bool = True
    """Answer only to Microsoft's hosts. Off only where a stand-in plays Teams on this machine."""
