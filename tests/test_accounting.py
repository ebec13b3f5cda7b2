"""The audit log and what people said of answers: what is kept, for how long, and how it is shown and removed."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.audit import Audit
from assurance_bot.config import Config
from assurance_bot.feedback import Feedback
from assurance_bot.serving import front
from assurance_bot.slack import Shared
from slack.fronts import take
from support.command import inside
from support.demo import LAST, a_copy_of_demo, demo

NOW = dt.datetime(2024, 6, 3, 9, 15, tzinfo=dt.UTC)
QUESTION = "what did the CC commit to on vetting?"


def log(index: Path, *, now: dt.datetime = NOW, keep: bool = False, days: int = 30) -> Audit:
    return Audit(index, lambda: now, keep_questions=keep, retain_days=days)


def test_a_question_is_kept_only_where_that_is_set(tmp_path: Path) -> None:
    log(tmp_path).write("asked", "U1", surface="mention", channel="C1", records=("S-1",), question=QUESTION)
    log(tmp_path, keep=True).write("asked", "U1", surface="mention", channel="C1", records=("S-1",), question=QUESTION)
    without, with_ = log(tmp_path).lines()
    assert (without.question, with_.question) == (None, QUESTION)
    assert replace(with_, question=None) == without
    assert without.records == ("S-1",)


def test_not_a_word_of_a_question_is_on_disk_where_it_is_not_kept(tmp_path: Path) -> None:
    log(tmp_path).write("asked", "U1", surface="/actions", question=QUESTION)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"/actions" in held
    assert b"vetting" not in held


def test_what_is_older_than_is_to_be_kept_is_not_shown_and_then_removed(tmp_path: Path) -> None:
    log(tmp_path).write("asked", "U1", surface="mention")
    later = NOW + dt.timedelta(days=31)
    assert log(tmp_path, now=later).lines() == []
    log(tmp_path, now=later).write("asked", "U2", surface="mention")
    with sqlite3.connect(tmp_path / "audit.db") as db:
        assert db.execute("SELECT user FROM audit").fetchall() == [("U2",)]


def test_everything_of_a_person_is_removed_and_nothing_of_another(tmp_path: Path) -> None:
    found = answer.ask(demo(), QUESTION, today=LAST)
    feedback = Feedback(tmp_path, lambda: NOW)
    for user in ("U1", "U2", "U1"):
        log(tmp_path, now=dt.datetime.now(dt.UTC)).write("asked", user, surface="mention")
        feedback.keep(user, found, "right")
    shared = Shared(tmp_path, clock=NOW.timestamp)
    shared.choose("U1", "CC")
    shared.choose("U2", "DCC")
    done = inside("--index", tmp_path, "audit", "--forget", "U1")
    assert done.out == "Removed 2 entries and what was said of 1 answer, and the office they chose.\n"
    assert (shared.office("U1"), shared.office("U2")) == ("", "DCC")
    assert {line.user for line in log(tmp_path, now=dt.datetime.now(dt.UTC)).lines()} == {"U2"}
    assert {said.user for said in feedback.all()} == {"U2"}


def test_the_log_is_shown_for_one_person_or_all_in_words_and_as_json(tmp_path: Path) -> None:
    audit = log(tmp_path, now=dt.datetime.now(dt.UTC))
    audit.write("asked", "U1", surface="mention", channel="C1", records=[f"S-{n}" for n in range(7)], generation="g1")
    audit.write("changed", "U2", surface="button", records=["A-1"], detail="close, entry 4")
    every = inside("--index", tmp_path, "audit").out
    assert "U1  asked   mention in C1  S-0 S-1 S-2 S-3 S-4 and 2 more\n" in every
    assert "U2  changed button  close, entry 4  A-1\n" in every
    assert every.endswith("2 entries, kept for 365 days.\n")
    (one,) = inside("--index", tmp_path, "audit", "--user", "U2", "--json").data
    assert (one["what"], one["detail"], one["records"], one["question"]) == ("changed", "close, entry 4", ["A-1"], None)


def test_of_an_index_that_nobody_asked_the_log_is_empty(tmp_path: Path) -> None:
    assert inside("--index", tmp_path, "audit").out == "0 entries, kept for 365 days.\n"
    assert inside("--index", tmp_path, "feedback").out == "0 answers judged.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verdict", ["right", "partly", "wrong"])
def test_what_is_said_of_an_answer_is_kept_with_question_reading_and_findings(tmp_path: Path, verdict: str) -> None:
    found = answer.ask(demo(), QUESTION, today=LAST)
    Feedback(tmp_path, lambda: NOW).keep("U1", found, verdict, "no, the DCC said it")  # type: ignore[arg-type]
    (told,) = inside("--index", tmp_path, "feedback", "--json").data
    assert (told["verdict"], told["question"], told["comment"]) == (verdict, QUESTION, "no, the DCC said it")
    assert (told["query"]["topic"], told["query"]["roles"]) == ("vetting", ["CC"])
    assert told["findings"] == [finding.record.id for finding in found.findings]
    assert (told["as_of"], told["generation"]) == (LAST.isoformat(), found.generation)
    assert f"{verdict:6}  {QUESTION}" in inside("--index", tmp_path, "feedback").out


def test_who_judges_an_answer_again_has_thought_better_of_it(tmp_path: Path) -> None:
    found, feedback = answer.ask(demo(), QUESTION, today=LAST), Feedback(tmp_path, lambda: NOW)
    feedback.keep("U1", found, "right")
    feedback.keep("U1", found, "wrong")
    feedback.keep("U2", found, "right")
    assert [(said.user, said.verdict) for said in feedback.all()] == [("U1", "wrong"), ("U2", "right")]


def test_status_tells_when_slack_was_last_heard_from(tmp_path: Path) -> None:
    index = a_copy_of_demo(tmp_path)
    assert "Slack: nothing was heard from it yet." in inside("--index", index, "status").out
    assert inside("--index", index, "status", "--json").data["slack"] == {"last_heard": None}
    Shared(index, clock=lambda: dt.datetime.now(dt.UTC).timestamp() - 600).heard()
    assert "Slack: last heard from 10 minutes ago (" in inside("--index", index, "status").out
    assert inside("--index", index, "status", "--json").data["slack"]["last_heard"]


def test_of_many_processes_each_event_is_taken_by_one(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, results = context.Event(), context.Queue()
    workers = [context.Process(target=take, args=(tmp_path, start, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    start.set()
    taken = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    assert sorted(n for each in taken for n in each) == list(range(200))


def test_an_event_is_forgotten_when_it_cannot_come_again(tmp_path: Path) -> None:
    clock = [1_700_000_000.0]
    shared = Shared(tmp_path, clock=lambda: clock[0])
    assert [shared.first("Ev1"), shared.first("Ev1")] == [True, False]
    clock[0] += 4_000
    assert shared.first("Ev2")
    with sqlite3.connect(tmp_path / "slack.db") as db:
        assert db.execute("SELECT id FROM events").fetchall() == [("Ev2",)]


def test_the_settings_reach_the_log(tmp_path: Path) -> None:
    told = front(Config(index=tmp_path, keep_questions=True, retain_days=9), now=lambda: NOW)
    assert (told.audit.keep_questions, told.audit.retain_days) == (True, 9)
