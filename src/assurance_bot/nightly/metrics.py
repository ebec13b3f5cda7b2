"""Figures for those who watch over the bot, in the text format of Prometheus.

Where nothing has been published, or it cannot be read, that is a figure too: monitoring must not go silent with the index.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from assurance_bot import __version__, answer
from assurance_bot.config import Config
from assurance_bot.errors import AssuranceError
from assurance_bot.generation import Generation, open_current
from assurance_bot.keeping.files import size
from assurance_bot.ledger import STATUSES
from assurance_bot.nightly.lastrun import LastRuns, last_runs

PREFIX = "assurance_bot_"


def prometheus(config: Config, *, now: dt.datetime) -> str:
    """Return all figures in the text format of Prometheus."""
    registry = CollectorRegistry()

    def gauge(name: str, means: str, value: float, **labels: str) -> None:
        held = Gauge(PREFIX + name, means, tuple(labels), registry=registry)
        (held.labels(**labels) if labels else held).set(value)

    gauge("info", "The version of the program.", 1, version=__version__)
    _runs(gauge, config, last_runs(config.index), now)
    try:
        with open_current(config.index) as generation:
            gauge("generation_up", "1 where there is a published generation that can be read.", 1)
            _generation(gauge, registry, generation, now)
    except AssuranceError:
        gauge("generation_up", "1 where there is a published generation that can be read.", 0)
    return generate_latest(registry).decode("utf-8")


def _runs(gauge: Any, config: Config, runs: LastRuns, now: dt.datetime) -> None:
    late = runs.late(now=now, hours=config.reindex_max_age)
    gauge("reindex_late", "1 where no run has succeeded within [reindex] max_age.", float(late))
    gauge("reindex_failing", "1 where the last run failed.", float(runs.failed is not None))
    if runs.ran:
        gauge("reindex_last_success_timestamp_seconds", "When a run last succeeded.", runs.ran.ended.timestamp())
        gauge("reindex_last_success_exit_status", "The exit status of that run: 0, 3 or 4.", runs.ran.status)


def _generation(gauge: Any, registry: CollectorRegistry, generation: Generation, now: dt.datetime) -> None:
    built = dt.datetime.fromisoformat(str(generation.manifest["built_at"]))
    gauge("generation_built_timestamp_seconds", "When the generation was built.", built.timestamp())
    gauge("generation_size_bytes", "The bytes of its files.", size(generation.folder))
    gauge("left_out_files", "Files that had to be left out of it.", len(generation.manifest["left_out"]))
    held = Gauge(f"{PREFIX}records", "What it holds, by kind.", ("kind",), registry=registry)
    for kind, number in generation.register.counts().items():
        held.labels(kind=kind).set(number)
    standings = answer.book(generation, day=now.date()).standings
    tracked = [noted for trail, noted in standings if any(m.action for m in trail.mentions)]
    by_status = Gauge(f"{PREFIX}actions", "Actions by how they stand today.", ("status",), registry=registry)
    for status in STATUSES:
        by_status.labels(status=status).set(sum(noted.status == status for noted in tracked))
    gauge("actions_overdue", "Open actions that are overdue today.", sum(bool(n.overdue_days) for n in tracked))
    gauge("ledger_entries", "Entries of the ledger.", len(generation.ledger.entries().all))
