"""The nightly job started by the bot: at its time, one at a time, as a process of its own that ends with the bot."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from apscheduler.triggers.interval import IntervalTrigger

from assurance_bot.errors import ConfigError
from assurance_bot.generation import folders as places
from assurance_bot.nightly.scheduling import Nightly, command, every_night, nightly, read_time
from slack.recorder import Recorder
from slack.requests import mention
from slack.wire import Wire
from support.command import environment, inside
from tiny_minutes import write_minutes

TESTS = Path(__file__).parent.parent
SETTINGS = """[minutes]
folders = ["{minutes}"]
[index]
folder = "{index}"
[access.channels.C1]
bodies = ["*"]
markings = ["*"]
"""


def wait_until(holds: Callable[[], object], *, seconds: float = 120) -> None:
    """Wait until something holds; fail where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.mark.parametrize(("written", "wanted"), [("02:30", dt.time(2, 30)), (" 23:59", dt.time(23, 59))])
def test_a_time_of_day_is_read(written: str, wanted: dt.time) -> None:
    assert read_time(written) == wanted


@pytest.mark.parametrize("written", ["", "2.30", "24:00", "half past two", "02:30:00"])
def test_what_is_no_time_of_day_is_refused_before_the_bot_starts(written: str) -> None:
    with pytest.raises(ConfigError, match=r"is no time of day\. Write it as 02:30"):
        read_time(written)
    refused = inside("serve", "--with-nightly", written)
    assert (refused.status, "is no time of day" in refused.err) == (1, True)


def test_the_job_is_next_due_at_that_time_whenever_the_bot_starts() -> None:
    trigger = every_night(dt.time(2, 30))
    for hour, wanted in ((1, 4), (2, 4), (3, 5), (23, 5)):
        started = dt.datetime(2024, 6, 4, hour, 15).astimezone()
        due = trigger.get_next_fire_time(None, started)
        assert due is not None
        assert (due.day, due.hour, due.minute) == (wanted, 2, 30)


def test_the_job_is_given_the_options_that_the_bot_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = command(config=Path("config.toml"), index=None)
    assert whole[-6:] == ["assurance_bot", "--config", str(tmp_path / "config.toml"), "reindex", "--progress", "none"]
    assert "--config" not in command(config=None, index=Path("index"))


def test_a_job_that_takes_longer_than_a_night_is_not_joined_by_another(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = f"import time; open({str(told)!r}, 'a').write('x'); time.sleep(60)"
    with nightly(IntervalTrigger(seconds=0.1), [sys.executable, "-c", script]):
        wait_until(told.exists)
        time.sleep(0.5)
        jobs = [child for child in psutil.Process().children() if script in child.cmdline()]
    assert told.read_text(encoding="utf-8") == "x"
    assert len(jobs) == 1
    assert not jobs[0].is_running()


def test_a_job_that_does_not_end_when_told_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("assurance_bot.nightly.scheduling.GRACE", 0.2)
    ready = tmp_path / "ready"
    stubborn = (
        f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({str(ready)!r}, 'w'); time.sleep(60)"
    )
    with nightly(IntervalTrigger(seconds=0.1), [sys.executable, "-c", stubborn]):
        wait_until(ready.exists)
        began = time.monotonic()
    assert time.monotonic() - began < 50


def test_how_a_job_ended_is_logged_and_after_the_stop_none_begins(caplog: pytest.LogCaptureFixture) -> None:
    job = Nightly([sys.executable, "-c", "raise SystemExit(4)"])
    with caplog.at_level(logging.INFO, "assurance_bot.nightly.scheduling"):
        job.run()
        job.stop()
        job.run()
    assert [record.message for record in caplog.records] == [
        "the nightly job has begun",
        "the nightly job has ended with status 4",
    ]


@contextmanager
def serving(recorder: Recorder, *args: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot, as a process that does not outlive the test; Slack is its `wire`."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "SLACK_API_URL": recorder.api}
    env = environment() | tokens | {"PYTHONPATH": str(TESTS)}
    bot = subprocess.Popen([sys.executable, "-m", "nightly.serving", *map(str, args)], env=env)
    try:
        yield bot
    finally:
        bot.kill()
        bot.wait()


def stopped(bot: subprocess.Popen[bytes]) -> int:
    """Tell the bot to stop, as a service manager does, and return its exit status."""
    bot.send_signal(signal.SIGTERM)
    return bot.wait(60)


def test_the_bot_rebuilds_its_index_by_night_and_answers_from_the_new_one(tmp_path: Path, recorder: Recorder) -> None:
    wire = Wire()
    recorder.socket_url = wire.url
    minutes, index, settings = tmp_path / "minutes", tmp_path / "index", tmp_path / "config.toml"
    minutes.mkdir()
    text = "Fenmoor Fire Authority\nMeeting held on 5 {} 2024\n\n1. Fleet\nAction: CFO to mend the {} by May.\n"
    (minutes / "march.txt").write_text(text.format("March", "ladder"), encoding="utf-8")
    settings.write_text(SETTINGS.format(minutes=minutes, index=index), encoding="utf-8")
    assert inside("--config", settings, "reindex").status == 0
    before = places.current(index).name
    (minutes / "april.txt").write_text(text.format("April", "pump"), encoding="utf-8")
    with serving(recorder, "--config", settings, "serve", "--with-nightly", "02:30") as bot:
        wire.wait_for_links(1, seconds=120)
        wait_until(lambda: places.current(index).name != before)

        def knows_of_the_pump() -> bool:
            """Ask anew: the first answers come from the old index, until the new one is warm."""
            number = len(recorder.messages())
            wire.deliver("events_api", mention("what is open on the pump?", ts=f"1700000000.{number:06d}"))
            recorder.wait(lambda all_: len(all_.messages()) > number, seconds=60)
            return any("mend the pump" in str(said.payload.get("blocks")) for said in recorder.messages())

        wait_until(knows_of_the_pump)
        status = stopped(bot)
    wire.close()
    assert status == 0
    assert (index / "last-run.json").exists()


def test_a_bot_that_is_told_to_stop_ends_the_job_too_and_the_index_stays_as_it_was(
    tmp_path: Path, recorder: Recorder
) -> None:
    wire = Wire()
    recorder.socket_url = wire.url
    minutes, index, settings = tmp_path / "minutes", tmp_path / "index", tmp_path / "config.toml"
    write_minutes(minutes, meetings=1)
    settings.write_text(SETTINGS.format(minutes=minutes, index=index), encoding="utf-8")
    assert inside("--config", settings, "reindex").status == 0
    before = places.current(index).name
    write_minutes(minutes, meetings=2)
    for nth in range(200):
        (minutes / f"2021-{nth}.txt").write_text(f"2021-01-01\nmeeting {nth}\n" + "CC to write.\n" * 500, "utf-8")
    with serving(recorder, "--config", settings, "serve", "--with-nightly", "02:30") as bot:
        wire.wait_for_links(1, seconds=120)
        wait_until(lambda: psutil.Process(bot.pid).children())
        (job,) = psutil.Process(bot.pid).children()
        status = stopped(bot)
    wire.close()
    assert status == 0
    assert not job.is_running()
    assert places.current(index).name == before
    with places.locked(index):  # nobody holds it
        assert places.names(index) == [before]
