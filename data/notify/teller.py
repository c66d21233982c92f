"""Tells what is due: notes the attempt, sends, notes what became of it.

A fall between deciding and telling loses nothing: the notice waits. A fall between telling and
noting leaves it `sending`; after a while it is told again, and recognised by its key.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pandas as pd

from data.alerting.desk import Desk
from data.alerting.quiet import Quiet
from data.notify.channels import ChannelError, Message, send
from data.notify.messages import Writer
from data.notify.objection_messages import ObjectionWriter
from data.notify.phrases import Phrases
from data.settings.alerts import ACCOUNT, Channel
from data.store import alerts, notices, objection_notices
from data.store.engine import Connection, writing
from data.store.notices import Notice

LOG = logging.getLogger("pantau.notify")
STALE = timedelta(minutes=5)
"""An attempt of which nothing was heard for so long is taken to have fallen."""
FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(minutes=15)
LATER = {"alerts": "digest", objection_notices.KIND: objection_notices.MORNING}
"""What is not told at night, and as what it is told in the morning."""
Send = Callable[[str, Message], None]


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubled each time, up to 15 minutes."""
    doubled: timedelta = FIRST_RETRY * (1 << min(max(attempts, 1) - 1, 20))
    return min(doubled, LAST_RETRY)


@dataclass(frozen=True)
class Teller(Desk):
    """Tells the notices of one installation. ``send`` hands a message over."""

    send: Send = field(default=send)

    def tell(self) -> int:
        """Tell all that is due; how many were told. A channel that fails rests for this round."""
        now = self.now()
        with self.engine.connect() as connection:
            due = notices.due(connection, now, now - STALE)
        failing: set[str] = set()
        told = 0
        for notice in due:
            if notice.channel not in failing:
                done = self._attempt(notice)
                told += done is True
                failing |= {notice.channel} if done is False else set()
        return told

    def _attempt(self, notice: Notice) -> bool | None:
        """Try one notice: True told, False failed, None: nothing to try now."""
        channel = self.settings.alerts.channels.get(notice.channel)
        if channel is None:
            with writing(self.engine) as connection:
                notices.give_up(connection, notice, "is no channel of config.yaml any more")
            return None
        try:
            message = self._prepared(notice, channel)
            if message is None:
                return None
            self.send(channel.url.replace(ACCOUNT, quote(notice.recipient)), message)
        except ChannelError as error:
            return self._failed(notice, str(error))
        except Exception as error:
            return self._failed(notice, f"unexpected {type(error).__name__}; report it")
        with writing(self.engine) as connection:
            notices.sent(connection, notice, self.now())
        return True

    def _prepared(self, notice: Notice, channel: Channel) -> Message | None:
        """What is to be said, once it is noted that it is being tried."""
        now = self.now()
        with writing(self.engine) as connection:
            night = None if notice.kind == "urgent" else self._quiet.until(now)
            if night is not None and notice.kind in LATER:
                notices.postpone(connection, notice, night, LATER[notice.kind])
                return None
            message = self._message(connection, notice, channel, now)
            if message is None:
                notices.drop(connection, notice)
                return None
            text = f"{message.title}\n\n{message.body}"
            return message if notices.begin(connection, notice, now, text) else None

    def _message(
        self, connection: Connection, notice: Notice, channel: Channel, now: datetime
    ) -> Message | None:
        """What is said of alerts or of objections; None where there is nothing left to say."""
        write = self._writer(channel)
        if notice.kind in (objection_notices.KIND, objection_notices.MORNING):
            about = objection_notices.still(connection, notice)
            named = ObjectionWriter(write, named=channel.of_one)
            return None if about.empty else named.message(notice.key, about)
        told, digest = self._told(connection, notice, now), notice.kind == "digest"
        if told.empty:
            return None
        return write.message(notice.key, told, public=channel.public, digest=digest)

    def _told(self, connection: Connection, notice: Notice, now: datetime) -> pd.DataFrame:
        """Alerts of a notice as they are now, with ``what`` is told and names.

        What has ended, or been silenced, is not told as open; unless an attempt may have told it.
        """
        contents = notices.contents(connection, notice.id).set_index("alert_id")["kind"]
        found = alerts.named(connection, alerts.of_ids(connection, list(contents.index)))
        found = found.assign(what=found["alert_id"].map(contents))
        over = found["what"] == "recovered"
        hushed = self.silenced(connection, found, now) > pd.Timestamp(now)
        still = found["state"].isin(["firing", "recovering"]) & ~hushed
        return found[over | still | notice.uncertain].reset_index(drop=True)

    def _failed(self, notice: Notice, why: str) -> bool:
        """Note a failed attempt; give up after so long. False."""
        now, attempts = self.now(), notice.attempts + 1
        LOG.warning("channel %s fails, attempt %d: %s", notice.channel, attempts, why)
        with writing(self.engine) as connection:
            if now - notice.made_at > self.settings.alerts.give_up:
                notices.give_up(connection, notice, why)
            else:
                notices.retry(connection, notice, why, now + retry_after(attempts))
        return False

    @cached_property
    def _quiet(self) -> Quiet:
        return Quiet(self.calendar, self.settings.alerts.digest)

    def _writer(self, channel: Channel) -> Writer:
        office, said = self.settings.office, self.settings.alerts
        language = channel.language or office.language
        return Writer(
            said.rules, Phrases(language, ZoneInfo(office.zone)), said.lines, said.address,
            office.simulated,
        )  # fmt: skip
