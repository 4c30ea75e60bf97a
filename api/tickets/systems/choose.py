"""Make a ticket system from its settings."""

import httpx

from api.ticket_settings import (
    EmailSettings,
    JiraSettings,
    RtSettings,
    ServiceNowSettings,
    SystemSettings,
    WebhookSettings,
    ZammadSettings,
)
from api.tickets.ports import TicketSystem
from api.tickets.systems.describe import Describer
from api.tickets.systems.email import EmailSystem
from api.tickets.systems.jira import JiraSystem
from api.tickets.systems.rt import RtSystem
from api.tickets.systems.servicenow import ServiceNowSystem
from api.tickets.systems.webhook import WebhookSystem
from api.tickets.systems.zammad import ZammadSystem


def make_system(settings: SystemSettings, client: httpx.AsyncClient, describer: Describer) -> TicketSystem:
    """The adapter that these settings are of.

    Raises:
        TypeError: settings of no system we know.
    """
    match settings:
        case RtSettings():
            return RtSystem(settings, client, describer)
        case ZammadSettings():
            return ZammadSystem(settings, client, describer)
        case ServiceNowSettings():
            return ServiceNowSystem(settings, client, describer)
        case JiraSettings():
            return JiraSystem(settings, client, describer)
        case EmailSettings():
            return EmailSystem(settings, describer)
        case WebhookSettings():
            return WebhookSystem(settings, client)
        case _:
            raise TypeError(f"no ticket system has {type(settings).__name__}")
