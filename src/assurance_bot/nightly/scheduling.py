"""The nightly job for those who run one process: `serve --with-nightly 02:30` starts it every night as a process of its own.

The bot goes on answering from its generation meanwhile. A bot that stops ends the job too, which leaves the index as it was.
"""

from __future__ import annotations

import datetime as dt
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from assurance_bot.errors import ConfigError

LOG = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a job has to end when the bot stops, before it is killed."""


class Trigger(Protocol):
    """When the job runs, as APScheduler asks it."""

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
        """Return when it runs next."""


def read_time(written: str) -> dt.time:
    """Return the time of day in "02:30". Raises ConfigError."""
    try:
        return dt.datetime.strptime(written.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError as error:
        raise ConfigError(f"{written!r} is no time of day. Write it as 02:30.") from error


def every_night(at: dt.time) -> Trigger:
    """Return the trigger for a time of day, in the time zone of this machine."""
    trigger: Trigger = CronTrigger(hour=at.hour, minute=at.minute)
    return trigger


def command(*, config: Path | None, index: Path | None) -> list[str]:
    """Return the command of the job, with the options that the bot was given."""
    options = [("--config", config), ("--index", index)]
    given = [part for name, value in options if value is not None for part in (name, str(value.absolute()))]
    return [sys.executable, "-m", "assurance_bot", *given, "reindex", "--progress", "none"]


class Nightly:
    """One job at a time, in a process of its own."""

    def __init__(self, job: Sequence[str]) -> None:
        self._job = list(job)
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> None:
        """Run the job to its end, and log how it ended; its own words go where this process's do."""
        with self._lock:
            if self._stopped:
                return
            self._running = subprocess.Popen(self._job, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command
        LOG.info("the nightly job has begun")
        status = self._running.wait()
        with self._lock:
            self._running = None
        LOG.log(logging.INFO if status == 0 else logging.WARNING, "the nightly job has ended with status %s", status)

    def stop(self) -> None:
        """End a job that is running, and start no other."""
        with self._lock:
            self._stopped, running = True, self._running
        if running is None:
            return
        running.terminate()
        try:
            running.wait(GRACE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@contextmanager
def nightly(trigger: Trigger, job: Sequence[str]) -> Iterator[Nightly]:
    """Within, the job runs whenever the trigger says; a night that was slept through is made up for once."""
    running = Nightly(job)
    scheduler = BackgroundScheduler()
    scheduler.add_job(running.run, trigger, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    try:
        yield running
    finally:
        running.stop()
        scheduler.shutdown()
