"""Figures for monitoring, and the file whose age tells that the job has not run: true also where there is no index."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assurance_bot.config import Config
from assurance_bot.nightly import metrics, monitoring
from assurance_bot.nightly.exits import Exit
from assurance_bot.nightly.lastrun import FAILED, RAN, Run, last_runs, note
from support.command import inside
from support.demo import a_copy_of_demo, demo
from tiny_minutes import NOW, write_minutes


def figures(config: Config, *, now: dt.datetime = NOW) -> dict[str, float]:
    """Return the figures as Prometheus reads them."""
    text = metrics.prometheus(config, now=now)
    return {
        " ".join([sample.name.removeprefix(metrics.PREFIX), *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_an_index_the_figures_say_that_there_is_none(tmp_path: Path) -> None:
    told = figures(Config(index=tmp_path))
    assert (told["generation_up"], told["reindex_late"], told["reindex_failing"]) == (0, 1, 0)
    assert "reindex_last_success_timestamp_seconds" not in told


def test_the_figures_of_an_index_are_those_of_its_register(tmp_path: Path) -> None:
    config = Config(index=a_copy_of_demo(tmp_path))
    note(config.index, Run(NOW.isoformat(), Exit.LEFT_OUT, demo().name))
    told = figures(config, now=NOW + dt.timedelta(hours=3))
    counts = demo().register.counts()
    assert {kind: told[f"records {kind}"] for kind in counts} == counts
    assert sum(told[f"actions {status}"] for status in ("open", "reported", "closed", "superseded")) > 0
    assert 0 < told["actions_overdue"] <= told["actions open"]
    assert (told["generation_up"], told["reindex_late"]) == (1, 0)
    assert told["reindex_last_success_timestamp_seconds"] == NOW.timestamp()
    assert told["reindex_last_success_exit_status"] == 3


def test_a_damaged_index_is_a_figure_too(tmp_path: Path) -> None:
    index = a_copy_of_demo(tmp_path)
    (index / "current" / "manifest.json").write_text("{", encoding="utf-8")
    assert figures(Config(index=index))["generation_up"] == 0


@pytest.mark.parametrize(("hours", "late"), [(25, False), (27, True)])
def test_a_job_that_has_not_run_for_longer_than_it_should_is_late(tmp_path: Path, hours: int, *, late: bool) -> None:
    note(tmp_path, Run(NOW.isoformat(), Exit.DONE, "000001-aaaaaa"))
    config, now = Config(index=tmp_path), NOW + dt.timedelta(hours=hours)
    sound, line = monitoring.run_line(config, now=now)
    assert (figures(config, now=now)["reindex_late"], sound) == (float(late), not late)
    assert line.startswith(f"nightly job: last ran {hours} hours ago (01 June 2024 02:30).")
    assert ("look at its timer and log" in line) is late


def test_a_run_that_failed_is_told_beside_the_one_that_succeeded_until_the_next_does(tmp_path: Path) -> None:
    config = Config(index=tmp_path)
    note(tmp_path, Run(NOW.isoformat(), Exit.DONE, "000001-aaaaaa"))
    note(tmp_path, Run(NOW.isoformat(), Exit.ERROR, error="the disk is full"))
    sound, line = monitoring.run_line(config, now=NOW)
    assert (sound, line.endswith("The run of 01 June 2024 02:30 failed: the disk is full")) == (False, True)
    assert figures(config)["reindex_failing"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [FAILED, RAN]
    note(tmp_path, Run(NOW.isoformat(), Exit.UNTOLD, "000002-bbbbbb"))
    assert figures(config)["reindex_failing"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [RAN]


@pytest.mark.parametrize("written", ["", "{", "[]", '{"ended_at": "yesterday", "status": 0}', '{"ended_at": 3}'])
def test_a_file_that_cannot_be_read_counts_as_no_run(tmp_path: Path, written: str) -> None:
    (tmp_path / RAN).write_text(written, encoding="utf-8")
    assert last_runs(tmp_path).ran is None
    assert last_runs(tmp_path).late(now=NOW, hours=26)


def test_status_tells_programs_and_people_of_the_run(tmp_path: Path) -> None:
    write_minutes(tmp_path / "minutes", meetings=1)
    inside("--index", tmp_path / "index", "reindex", tmp_path / "minutes")
    told = json.loads(inside("--index", tmp_path / "index", "status", "--json").out)
    assert told["nightly"]["last_run"]["generation"] == told["generation"]
    assert (told["nightly"]["late"], told["nightly"]["last_failure"]) == (False, None)
    assert 0 <= told["age_seconds"] < 600
    assert told["size"] > 0
    assert "nightly job: last ran 0 hours ago" in inside("--index", tmp_path / "index", "status").out
    printed = inside("--index", tmp_path / "index", "status", "--prometheus").out
    assert "assurance_bot_reindex_late 0.0\n" in printed
