"""How the nightly job runs, for those who watch over the bot: in words, and as the data of `status --json`."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from assurance_bot.answer.wording import count
from assurance_bot.config import Config
from assurance_bot.nightly.lastrun import last_runs


def run_data(config: Config, *, now: dt.datetime) -> dict[str, Any]:
    """Return what `status --json` tells of the nightly job."""
    runs = last_runs(config.index)
    return {
        "last_run": asdict(runs.ran) if runs.ran else None,
        "last_failure": asdict(runs.failed) if runs.failed else None,
        "late": runs.late(now=now, hours=config.reindex_max_age),
        "max_age_hours": config.reindex_max_age,
    }


def run_line(config: Config, *, now: dt.datetime) -> tuple[bool, str]:
    """Return whether the nightly job runs as it should, and what is to be said of it."""
    runs = last_runs(config.index)
    failed = f" The run of {runs.failed.ended:%d %B %Y %H:%M} failed: {runs.failed.error}" if runs.failed else ""
    if runs.ran is None:
        return not failed, f"nightly job: no run is noted yet.{failed}"
    hours = int((now - runs.ran.ended).total_seconds()) // 3600
    told = f"nightly job: last ran {count(hours, 'hour')} ago ({runs.ran.ended:%d %B %Y %H:%M})."
    if runs.late(now=now, hours=config.reindex_max_age):
        limit = count(config.reindex_max_age, "hour")
        return (
            False,
            f"{told} It should run every {limit} at least ([reindex] max_age): look at its timer and log.{failed}",
        )
    return not failed, told + failed
