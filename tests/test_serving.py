"""Answers while generations are published under them: each from one generation, none from one that was closed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.config import Config
from assurance_bot.errors import NoGenerationError
from assurance_bot.generation import Generation, build, open_current, publish
from assurance_bot.serving import Reader, desk, front
from support.command import environment
from support.demo import LAST, a_copy_of_demo
from tiny_minutes import NOW, TINY, write_minutes

THREADS = 8
TODAY = dt.date(2024, 6, 1)


def asked(reader: Reader) -> tuple[str, int]:
    """Ask of what is current; return the name of the generation that answered, and how many findings it had."""
    with reader.lease() as generation:
        found = answer.ask(generation, "backlog", today=TODAY)
        assert found.generation == generation.name
        return generation.name, len(found.findings)


def closed(generation: Generation) -> bool:
    """Say whether a generation was closed: the file that keeps it from being removed is."""
    try:
        os.fstat(generation._pin)  # noqa: SLF001 — nothing else tells
    except OSError:
        return True
    return False


@pytest.fixture
def index(tmp_path: Path) -> Path:
    write_minutes(tmp_path / "minutes", meetings=2)
    build([tmp_path / "minutes"], tmp_path / "index", now=NOW, pipeline=TINY)
    return tmp_path / "index"


def grow(index: Path, meetings: int) -> str:
    """Publish a generation of so many meetings, and return its name."""
    write_minutes(index.parent / "minutes", meetings=meetings)
    return build([index.parent / "minutes"], index, now=NOW, pipeline=TINY).name


def test_many_threads_ask_while_generations_are_published_and_all_are_answered(index: Path) -> None:
    reader, done = Reader(index), threading.Event()
    counts = {open_name(index): 2 * 3}
    answered: list[tuple[str, int]] = []

    def asking() -> None:
        while not done.is_set():
            answered.append(asked(reader))

    with ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(asking) for _ in range(THREADS)]
        for meetings in range(3, 8):
            counts[grow(index, meetings)] = meetings * 3
        last = asked(reader)
        done.set()
        for future in futures:
            future.result()
    assert set(answered) <= set(counts.items())
    assert last == (open_name(index), 7 * 3)
    assert len(answered) > THREADS


def open_name(index: Path) -> str:
    with open_current(index) as generation:
        return generation.name


def test_the_old_generation_is_closed_when_its_last_answer_is_done(index: Path) -> None:
    reader = Reader(index)
    with reader.lease() as first:
        grow(index, 3)
        with reader.lease() as second:
            assert (first.name != second.name, closed(first), closed(second)) == (True, False, False)
        assert answer.ask(first, "backlog", today=TODAY).findings
    assert (closed(first), closed(second)) == (True, False)


def test_a_new_generation_is_warmed_aside_and_answers_when_it_is_ready(index: Path) -> None:
    begun, gate, warmed = threading.Event(), threading.Event(), []

    def warm(generation: Generation) -> None:
        begun.set()
        assert gate.wait(10)
        warmed.append(generation.name)

    reader = Reader(index, warm=warm)
    with reader.lease() as first:
        pass
    grow(index, 3)
    assert asked(reader)[0] == first.name
    assert begun.wait(10)
    assert asked(reader) == (first.name, 2 * 3)
    gate.set()
    until = time.monotonic() + 10
    while asked(reader)[0] == first.name:
        assert time.monotonic() < until
    assert asked(reader) == (open_name(index), 3 * 3)
    assert (warmed, closed(first)) == ([open_name(index)], True)


def test_an_idle_generation_is_closed_when_another_takes_its_place(index: Path) -> None:
    reader = Reader(index)
    with reader.lease() as first:
        pass
    grow(index, 3)
    asked(reader)
    assert closed(first)


def test_a_generation_published_again_while_it_answers_is_closed_in_the_end(index: Path) -> None:
    reader, name = Reader(index), open_name(index)
    with reader.lease() as first:
        grow(index, 3)
        asked(reader)
        publish(index, name)
        with reader.lease() as again:
            assert (again.name, again is first) == (name, False)
    assert (closed(first), closed(again)) == (True, False)
    grow(index, 4)
    asked(reader)
    assert closed(again)


def test_without_a_generation_it_says_so_and_answers_once_there_is_one(tmp_path: Path) -> None:
    reader = Reader(tmp_path / "index")
    with pytest.raises(NoGenerationError, match="Nothing has been indexed in"):
        asked(reader)
    write_minutes(tmp_path / "minutes", meetings=1)
    build([tmp_path / "minutes"], tmp_path / "index", now=NOW, pipeline=TINY)
    assert asked(reader)[1] == 3


def test_the_desk_asks_of_the_configured_index_on_the_day_of_its_clock(index: Path) -> None:
    bot = desk(Config(index=index), now=lambda: dt.datetime.combine(TODAY, dt.time(9), dt.UTC))
    assert bot.ask("what did the CC say").as_of == TODAY
    assert bot.actions("all").as_of == TODAY
    assert len(bot.ask("backlog").findings) == 6


def test_what_is_asked_as_on_another_day_is_written_down_as_of_the_day_it_was_asked(index: Path) -> None:
    today, that_day = (dt.datetime.combine(day, dt.time(9), dt.UTC) for day in (TODAY, TODAY - dt.timedelta(days=900)))
    bot = front(Config(index=index), now=lambda: today, asked=lambda: that_day)
    bot.audit.write("asked", "U1", surface="message")
    assert bot.desk.ask("backlog").as_of == that_day.date()
    assert [line.at for line in bot.audit.lines()] == [today]


def test_the_old_generation_answers_while_another_process_builds_the_next(tmp_path: Path) -> None:
    index = a_copy_of_demo(tmp_path)
    minutes = tmp_path / "minutes"
    write_minutes(minutes, meetings=1)
    reader, names = Reader(index), []
    command = [sys.executable, "-m", "assurance_bot", "--index", str(index), "reindex", "--accept", str(minutes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()) as process:
        while process.poll() is None:
            with reader.lease() as generation:
                found = answer.actions(generation, "all", today=LAST)
                names.append((generation.name, len(found.findings)))
    old, new = names[0], asked(reader)[0]
    assert process.returncode == 0
    assert old[1] > 40
    assert names.count(old) > 5
    assert new != old[0]
