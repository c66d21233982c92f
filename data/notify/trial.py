"""One test message through a channel, clearly marked, that names nobody."""

import secrets
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from data.notify.channels import Message, send
from data.notify.phrases import Phrases
from data.settings import Settings
from data.settings.alerts import ACCOUNT


def tried(settings: Settings, name: str, account: str | None, now: datetime) -> str:
    """Send a test message through channel ``name``; its mark, by which a reader knows it.

    ``account``: put into the URL of a channel that has a message for each. ChannelError where the
    service does not take it.
    """
    channel, office = settings.alerts.channels[name], settings.office
    say = Phrases(channel.language or office.language, ZoneInfo(office.zone))
    key = secrets.token_hex(16)
    body = [
        say("test.body", channel=name, moment=say.moment(now)),
        "",
        *([say("foot", address=settings.alerts.address)] if settings.alerts.address else []),
        say("reference", mark=key[:8]),
    ]
    message = Message(key, say("test.subject", office=office.name), "\n".join(body))
    send(channel.url.replace(ACCOUNT, quote(account or "")), message)
    return key[:8]
