"""Histories of the example minutes: in order, each place once, by meeting; and what is counted is what is shown."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from assurance_bot import answer
from assurance_bot.answer import Answer
from assurance_bot.generation import open_current
from assurance_bot.ledger import Wish
from assurance_bot.records import Action, Decision, Figure, Question, Statement
from assurance_bot.render import data
from assurance_bot.render.slack import answer_message
from assurance_bot.render.terminal import answer_lines
from slack.blockkit import faults
from support.demo import LAST, TRUTH, a_copy_of_demo, demo


def asked(words: str, day: dt.date = LAST) -> Answer:
    return answer.ask(demo(), words, today=day)


def days(given: Answer) -> list[dt.date]:
    return [f.meeting.date for f in given.findings if f.meeting.date]


TOPICS = ("vetting", "custody", "body worn video", "estates", "101 call answering", "rural crime")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_history_is_oldest_first_and_grouped_by_meeting(topic: str) -> None:
    given = asked(f"history of {topic}")
    assert days(given) == sorted(days(given))
    assert all(f.group.endswith(f.meeting.title) for f in given.findings)
    kinds = {type(f.record) for f in given.findings}
    assert kinds >= {Statement, Question} or kinds >= {Statement, Action}


@pytest.mark.parametrize("topic", TOPICS)
def test_no_place_stands_twice_in_a_history(topic: str) -> None:
    spans = [(f.meeting.id, f.record.quote.spans) for f in asked(f"history of {topic}").findings]
    assert len(spans) == len(set(spans))


def test_the_history_of_an_action_has_every_meeting_that_speaks_of_it() -> None:
    trail = next(t for t in TRUTH["trails"] if t["key"] == "vcop-dash")
    given = asked("VCOP dashboard history")
    told = {str(f.meeting.date) for f in given.findings if isinstance(f.record, Action)}
    assert told >= {m["date"] for m in trail["mentions"]}
    ended = [f for f in given.findings if isinstance(f.record, Action)][-1]
    assert (ended.status, str(ended.meeting.date)) == ("closed", "2024-07-31")


def test_a_reference_names_one_action() -> None:
    given = asked("the story of AP 9/23")
    assert given.findings
    assert all(isinstance(f.record, Action) for f in given.findings)
    assert "AP 9/23" in given.understood
    assert not asked("the story of AP 999/23").findings


def test_a_history_holds_only_the_kind_and_the_days_asked_for() -> None:
    assert {type(f.record) for f in asked("history of decisions on estates").findings} == {Decision}
    assert {type(f.record) for f in asked("how did the number of vetting renewals change over time").findings} == {
        Figure
    }
    within = asked("timeline of vetting in 2024")
    assert {day.year for day in days(within)} == {2024}


@pytest.mark.parametrize("topic", TOPICS)
def test_when_it_was_raised_last_and_first_are_the_ends_of_its_history(topic: str) -> None:
    whole = days(asked(f"history of {topic}"))
    last, first = asked(f"when was {topic} last raised"), asked(f"when was {topic} first raised")
    assert set(days(last)) == {whole[-1]}
    assert set(days(first)) == {whole[0]}
    assert f"{whole[-1]:%B %Y}" in last.summary


@pytest.mark.parametrize("topic", TOPICS)
def test_how_often_counts_each_meeting_once(topic: str) -> None:
    given = asked(f"how often has {topic} come up?")
    assert len(days(given)) == len(set(days(given))) == len(set(days(asked(f"history of {topic}"))))
    assert f"in {len(given.findings)} of the 24 meetings" in given.summary


@pytest.mark.parametrize("shape", ["history of {}", "when was {} last raised", "how often has {} come up"])
def test_what_was_never_raised_is_said_not_to_be_found(shape: str) -> None:
    given = asked(shape.format("unicorns"))
    assert (given.findings, given.summary) == ((), "Nothing found.")
    assert given.searched.meetings == 24


def test_what_changed_since_a_meeting_leaves_out_that_meeting() -> None:
    given = asked("what changed since the October meeting")
    assert given.summary.startswith("Since the meeting of 30 October 2024: ")
    assert min(days(asked("what changed since 30 October 2024, on vetting"))) > dt.date(2024, 10, 30)
    assert given.searched.start == dt.date(2024, 11, 26)


def test_actions_that_changed_are_those_that_stand_otherwise() -> None:
    before, now = "2024-06-30", "2024-12-31"
    given = asked("which actions, what changed since 1 July 2024")
    closed = [t for t in TRUTH["trails"] if t["status_at"][now] == "closed" != t["status_at"][before]]
    begun = [t for t in TRUTH["trails"] if t["status_at"][before] == "not yet" and t["status_at"][now] == "open"]
    groups = [f.group for f in given.findings]
    assert groups.count("Actions closed") == len(closed)
    assert groups.count("Actions set") == len(begun)
    assert all(isinstance(f.record, Action) for f in given.findings)


def test_where_nothing_later_is_minuted_what_the_last_meeting_changed_stands_beside() -> None:
    given = asked("what changed since the last meeting")
    assert given.findings == ()
    assert "no minutes of a later meeting" in given.summary
    assert given.beside
    assert given.beside_title == "What changed at the last meeting, 18 December 2024"


def test_a_briefing_is_grouped_and_quotes() -> None:
    given = asked("everything on rural crime for the next meeting")
    groups = [f.group for f in given.findings]
    assert groups[0] == "Actions not closed"
    assert [a for a, b in pairwise(groups) if a != b] == list(dict.fromkeys(groups))[:-1]
    assert not [f for f in given.findings if f.status in ("closed", "superseded")]
    assert "nothing is summarised" in given.notes[0]


def test_when_something_was_done_is_the_meeting_that_closed_it() -> None:
    first = asked("when was the vetting risk assessment shared with the PCC?").findings[0]
    assert (first.status, first.meeting.date) == ("closed", dt.date(2023, 2, 22))


def test_groups_are_shown_wherever_an_answer_is() -> None:
    given = asked("history of custody")
    headings = list(dict.fromkeys(f.group for f in given.findings))
    lines = [line.plain for line in answer_lines(given)]
    assert [line[:-1] for line in lines if line[:-1] in headings] == headings
    assert data.answer(given)["query"]["shape"] == "history"
    assert data.answer(given)["findings"][0]["group"] == headings[0]
    message = answer_message(given)
    assert f"{headings[0]}:" in message.text
    sent = {
        "channel": "C1",
        "text": message.text,
        "blocks": message.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    assert faults(sent, method="chat.postMessage") == []


def test_what_staff_noted_counts_as_a_change_and_is_told_in_the_history(tmp_path: Path) -> None:
    with open_current(a_copy_of_demo(tmp_path)) as generation:
        going = next(
            f for f in answer.ask(generation, "open actions for the ACC", today=LAST).findings if f.record.text
        )
        at = dt.datetime(2024, 12, 20, 9, tzinfo=dt.UTC)
        wish = Wish(action=going.record.id, what="close", why="sent", who="A. Smith", via="command line", at=at)
        answer.note(generation, wish)
        changed = answer.ask(generation, "what changed since the last meeting", today=LAST)
        assert [(f.record.id, f.group) for f in changed.findings] == [(going.record.id, "Actions closed")]
        told = [f for f in answer.ask(generation, "history of all actions of the ACC", today=LAST).findings if f.note]
        assert any("A. Smith" in f.note for f in told)
        closed = answer.ask(generation, "which actions were closed in the last fortnight", today=LAST)
        assert going.record.id in {f.record.id for f in closed.findings}
