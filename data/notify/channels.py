"""Channels, by Apprise: e-mail, Telegram, WhatsApp gateways, Matrix, webhooks and many others.

Every message carries the key of its notice, so that a reader can tell one that came twice: an
e-mail as its Message-ID, a webhook as the header Idempotency-Key. Apprise is imported when the
first message is sent: it takes a quarter of a second, and most commands need none of it.
"""

import logging
import re
from dataclasses import dataclass
from email import message_from_string
from typing import Any

KEY_HEADER = "Idempotency-Key"
MAIL = ("mailto", "mailtos")
PERSONAL = re.compile(r"[\w.+-]+@[\w.-]+|\d{6,}")
LONGEST = 200


class ChannelError(Exception):
    """A message could not be handed over; the text says why, and names nobody."""


@dataclass(frozen=True)
class Message:
    """What is said, and the ``key`` it is recognised by."""

    key: str
    title: str
    body: str


def understood(url: str) -> bool:
    """Whether Apprise knows what to do with ``url``; nothing is sent or asked."""
    return _plugin(url, "") is not None


def send(url: str, message: Message) -> None:
    """Hand ``message`` over to the service at ``url``; ChannelError if it was not taken."""
    import apprise

    plugin = _plugin(url, message.key)
    if plugin is None:
        raise ChannelError("url: is none that Apprise knows; write one of its addresses")
    sender = apprise.Apprise(plugin, asset=_asset())
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
        taken = sender.notify(
            title=message.title, body=message.body, body_format=apprise.NotifyFormat.TEXT
        )
        why = said.getvalue()
    if not taken:
        raise ChannelError(_reason(why))


def _asset() -> Any:
    """Apprise as we want it: no pictures or links of its own, nothing kept on disk."""
    import apprise

    logging.getLogger("apprise").propagate = False  # it names readers, and logs must not
    return apprise.AppriseAsset(
        app_id="Pantau", app_desc="Pantau", app_url="", image_url_mask="", image_url_logo="",
        storage_mode=apprise.PersistentStoreMode.MEMORY, async_mode=False, http_redirects=False,
    )  # fmt: skip


def _plugin(url: str, key: str) -> Any:
    """The service at ``url``, its messages marked with ``key``; None if there is no such one."""
    import apprise

    asset = _asset()
    if url.split(":", 1)[0].lower() in MAIL:
        return _letter(url, key, asset)
    plugin = apprise.Apprise.instantiate(url, asset=asset)
    if isinstance(getattr(plugin, "headers", None), dict):
        plugin.headers[KEY_HEADER] = key
    return plugin


def _letter(url: str, key: str, asset: Any) -> Any:
    """An e-mail service whose letters have their Message-ID from ``key``.

    Apprise gives each a random one, under which a letter that came twice would be two.
    """
    from apprise.plugins.email import base

    class Letters(base.NotifyEmail):  # type: ignore[misc]
        def send(
            self, body: str, title: str = "", notify_type: Any = None,  # noqa: ARG002
            body_format: Any = None, **_: Any,
        ) -> bool:  # fmt: skip
            if not self.targets:
                return False
            letters = base.NotifyEmail.prepare_emails(
                subject=title, body=body, notify_format=self.resolve_format(body_format),
                from_addr=self.from_addr, to=self.targets, cc=self.cc, bcc=self.bcc,
                reply_to=self.reply_to, smtp_host=self.smtp_host, names=self.names,
                headers={"Auto-Submitted": "auto-generated", KEY_HEADER: key, **self.headers},
                tzinfo=self.tzinfo,
            )  # fmt: skip
            try:
                with self._server() as server:
                    posted = [self._post(server, letter) for letter in letters]
                    return all(posted)
            except (OSError, base.smtplib.SMTPException) as error:
                self.logger.warning("the mail server does not take it: %s", type(error).__name__)
                return False

        def _server(self) -> Any:
            return base.AppriseSMTPController(
                host=self.smtp_host, port=self.port, secure_mode=self.secure_mode, user=self.user,
                password=self.password, verify_certificate=self.verify_certificate,
                socket_connect_timeout=self.socket_connect_timeout,
            )  # fmt: skip

        def _post(self, server: Any, letter: Any) -> bool:
            marked = message_from_string(letter.body)
            marked.replace_header("Message-ID", f"<{key}@{self.from_addr[1].split('@')[1]}>")
            return bool(server.sendmail(self.from_addr[1], letter.to_addrs, marked.as_string()))

    found = Letters.parse_url(url)
    try:
        return Letters(**found, asset=asset) if found else None
    except TypeError:
        return None


def _reason(said: str) -> str:
    """The first thing Apprise complained of, without addresses and long numbers."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = lines[0] if lines else "the service did not take it"
    return PERSONAL.sub("…", told)[:LONGEST]
