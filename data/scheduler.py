"""The worker: asks every source in its own rhythm. The only APScheduler."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from data.alerting.rounds import DECIDE, TELL, Rounds
from data.inbox import Inbox
from data.refresh import Refresh
from data.settings import Files, Push, Source
from data.silence import source_table
from data.store import rejects, state
from data.store.engine import writing

LOG = logging.getLogger("pantau.worker")
LEASE = "worker"
SCORING = ":score"
WEEKS = ":weeks"
DECIDING = ":decide"
LEASE_LASTS = timedelta(seconds=30)
BEAT = timedelta(seconds=5)
REFERENCE_TRIES = 4
TICK = timedelta(seconds=20)
MINDED = timedelta(seconds=10)
"""How often it is asked, beside scoring, whether a source has fallen silent."""

PAGES_FIRST = timedelta(seconds=1)
"""Processors are left to the pages that show new scores before these are decided about."""

GIVEN_WAY = 5.0
"""Seconds a round of alerts waits at most for a scoring that has begun meanwhile."""

LISTEN = timedelta(milliseconds=100)
"""How often it is asked whether somebody else, such as a push, has kept rows to be scored."""
USUALLY = timedelta(seconds=60)


class Worker:
    """Takes the lease, then looks at sources until stopped or until the lease is lost.

    ``watch_weeks`` looks at the weeks that are due, as ``Refresh.watch_weeks`` does: it takes long
    and has no haste, so it may do so in a process of its own.
    """

    def __init__(self, refresh: Refresh, holder: str, watch_weeks: Callable[[], object]) -> None:
        self._watch = Inbox(refresh, self._hurry, self._look_again)
        self.refresh = replace(refresh, is_complete=self._watch.is_complete)
        self.holder = holder
        self.now = refresh.now
        self.stopped = threading.Event()
        self._jobs = BackgroundScheduler(
            timezone=refresh.settings.zone,
            executors={
                "default": ThreadPoolExecutor(2 * (len(refresh.sources) + 2)),
                "beat": ThreadPoolExecutor(1),
            },
            job_defaults={"misfire_grace_time": 3600, "coalesce": True, "max_instances": 2},
        )
        self._turns = {name: threading.Lock() for name in (*refresh.sources, SCORING)}
        self._heard: int | None = None
        self._silent: frozenset[str] = frozenset()
        self._minded = -math.inf
        self._scored = threading.Event()
        self._scored.set()
        self._rounds = Rounds(refresh, self._give_way)
        self._watch_weeks = watch_weeks

    def run(self) -> None:
        """Work until ``stop``; waits for the lease as long as another worker holds it."""
        while not self._lease() and not self.stopped.wait(1):
            continue
        if self.stopped.is_set():
            return
        LOG.info("worker %s has the lease, %d sources", self.holder, len(self.refresh.sources))
        self._watch.start()
        self._references_first()
        self._schedule()
        self._jobs.start()
        while not self.stopped.wait(LISTEN.total_seconds()):
            self._listen()
        self._watch.stop()
        self._jobs.shutdown(wait=True)
        with writing(self.refresh.engine) as connection:
            state.release(connection, LEASE, self.holder)

    def stop(self) -> None:
        """Finish what is under way and return from ``run``."""
        self.stopped.set()

    def _look_again(self, path: Path, at: datetime) -> None:
        """Look at ``at`` at the sources that ``path`` may belong to."""
        self._jobs.add_job(
            self._watch.arrived, DateTrigger(at), [path], id=f":rest:{path}", replace_existing=True
        )

    def look(self, source: str) -> None:
        """One look at one source; what it brings is scored at once, a failure is retried later.

        One looks and one more may wait, for news that comes while a look is under way. A source
        that is pushed has nothing to be asked for but rows that waited for others.
        """
        if isinstance(self.refresh.sources[source], Push) and not self._awaited(source):
            return
        with self._turns[source]:
            outcome = self.refresh.take_in(source, on_kept=self._hurry_score)
        for waiting in outcome.again - {source}:
            self._hurry(waiting)
        if outcome.error:
            LOG.warning("source %s fails: %s", source, outcome.error)
            self._jobs.modify_job(source, next_run_time=outcome.retry_at)
        if outcome.news:
            LOG.info("source %s: %d new, %d corrected", source, outcome.new, outcome.corrected)

    def _awaited(self, source: str) -> bool:
        with self.refresh.engine.connect() as connection:
            return rejects.is_awaited(connection, source)

    def _score(self) -> None:
        with self._turns[SCORING]:
            self._scored.clear()
            try:
                self.refresh.score_changed()
            finally:
                self._scored.set()
            self._heard = None
            self._hurry_decide()
            if time.monotonic() - self._minded > MINDED.total_seconds():
                self._tell_silence()

    def _give_way(self) -> None:
        """Wait until what is being scored is scored."""
        self._scored.wait(GIVEN_WAY)

    def _decide(self) -> None:
        """A round; and another after a rest, for what has been scored meanwhile."""
        self._rounds.decide()
        self._hurry_decide()

    def _hurry_decide(self) -> None:
        """Decide about what has been scored, once pages had time and the last round its rest."""
        if self._rounds.is_behind():
            self._hurry(DECIDING, max(self._rounds.rests_until, self.now() + PAGES_FIRST))

    def _tell_silence(self) -> None:
        """Count the revision up when a source falls silent or speaks: figures are stale, or not."""
        now, self._minded = self.now(), time.monotonic()
        with self.refresh.engine.connect() as connection:
            found = source_table(self.refresh, connection, now)
        silent = frozenset(found.loc[found["silent"], "source"])
        if silent != self._silent:
            with writing(self.refresh.engine) as connection:
                state.looked(connection, now, news=True)
        self._silent = silent

    def _listen(self) -> None:
        """Hurry when there is a note of stale scores that has not been heard since scoring."""
        try:
            with self.refresh.engine.connect() as connection:
                noted = state.last_note(connection)
        except Exception as error:
            LOG.warning("worker %s cannot listen: %s", self.holder, type(error).__name__)
            self.stopped.wait(BEAT.total_seconds())
            return
        if noted is not None and noted != self._heard:
            self._heard = noted
            self._hurry_score()

    def _hurry_score(self) -> None:
        self._hurry(SCORING)

    def _hurry(self, source: str, first: datetime | None = None) -> None:
        """Do it now, or at ``first`` if that is later."""
        if self._jobs.running:
            now = self.now()
            self._jobs.modify_job(source, next_run_time=max(now, first or now))

    def _references_first(self) -> None:
        """Units and people from files come first, so that little is rejected for want of them.

        In an empty database their files may still be resting: they are waited for, not for long.
        """
        names = [
            name for name, source in self.refresh.sources.items()
            if isinstance(source, Files) and source.frame in rejects.REFERENCES
        ]  # fmt: skip
        for _ in range(REFERENCE_TRIES if names else 0):
            for name in names:
                self.refresh.take_in(name)
            with self.refresh.engine.connect() as connection:
                if rejects.references(connection) or self.stopped.wait(1):
                    return

    def _schedule(self) -> None:
        now = self.now()
        for place, (name, source) in enumerate(self.refresh.sources.items()):
            first = now + timedelta(milliseconds=place)
            self._jobs.add_job(
                self.look, self._trigger(source), [name], id=name, next_run_time=first
            )
        self._jobs.add_job(
            self._score,
            IntervalTrigger(seconds=TICK.seconds),
            id=SCORING,
            next_run_time=now,
        )
        self._jobs.add_job(
            self._watch_weeks, IntervalTrigger(seconds=TICK.seconds), id=WEEKS, max_instances=1
        )
        self._jobs.add_job(
            self._beat, IntervalTrigger(seconds=BEAT.seconds), id=":beat", executor="beat"
        )
        jobs = ((DECIDING, self._decide, DECIDE), (":tell", self._rounds.tell, TELL))
        for name, job, every in jobs:
            self._jobs.add_job(
                job, IntervalTrigger(seconds=every.seconds), id=name, max_instances=1,
                next_run_time=now + TELL,
            )  # fmt: skip

    def _trigger(self, source: Source) -> BaseTrigger:
        if source.cron:
            return CronTrigger.from_crontab(source.cron, timezone=self.refresh.settings.zone)
        return IntervalTrigger(seconds=(source.every or USUALLY).total_seconds())

    def _beat(self) -> None:
        if not self._lease():
            LOG.error("worker %s lost its lease to another worker and stops", self.holder)
            self.stop()

    def _lease(self) -> bool:
        with writing(self.refresh.engine) as connection:
            held = state.lease(connection, LEASE, self.holder, self.now(), LEASE_LASTS)
            if held:
                state.looked(connection, self.now(), news=False)
            return held
