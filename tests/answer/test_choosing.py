"""Lists of the example minutes by what else is asked of them: whole, and nothing else, as a careful reader found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assurance_bot import answer
from assurance_bot.answer import Finding
from assurance_bot.records import Action, Decision, Question
from support.demo import LAST, TRUTH, demo

TRAILS: list[dict[str, Any]] = TRUTH["trails"]
FINAL = [m for m in TRUTH["meetings"] if m["version"] == "final"]


def found(words: str, day: dt.date = LAST) -> tuple[Finding, ...]:
    return answer.ask(demo(), words, today=day).findings


def begun(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(str(f.meeting.date), f.record.text[:20].lower()) for f in findings}


def wanted(trails: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(t["mentions"][0]["date"], t["mentions"][0]["verbatim"][:20].lower()) for t in trails}


def closed_on(trail: dict[str, Any], month: str) -> bool:
    """Say whether a mention of that month closed it, or another took its place."""
    return any(m["date"][:7] == month and m["status"] in ("closed", "superseded") for m in trail["mentions"])


@pytest.mark.parametrize("month", sorted({m["date"][:7] for m in FINAL}))
def test_actions_closed_in_a_month_are_those_that_a_meeting_closed_in_it(month: str) -> None:
    day = dt.date.fromisoformat(f"{month}-01")
    closed = [t for t in TRAILS if closed_on(t, month)]
    assert begun(found(f"which actions were closed in {day:%B %Y}")) == wanted(closed)


@pytest.mark.parametrize("month", sorted({m["date"][:7] for m in FINAL}))
def test_actions_set_in_a_month_are_those_first_mentioned_in_it(month: str) -> None:
    day = dt.date.fromisoformat(f"{month}-01")
    set_then = [t for t in TRAILS if t["mentions"][0]["date"][:7] == month]
    assert begun(found(f"actions set in {day:%B %Y}")) == wanted(set_then)


def test_actions_with_two_owners_and_with_none_are_told_by_those_named() -> None:
    two = [f.record for f in found("actions with two owners, open and closed")]
    assert two
    assert all(isinstance(a, Action) and len(a.owners) > 1 for a in two)
    none = [f.record for f in found("all actions with no owner")]
    assert none
    assert all(isinstance(a, Action) and all(p.inferred for p in a.owners) for a in none)


def test_an_action_is_found_by_its_reference_with_and_without_letters() -> None:
    for words in ("AP 9/23", "action 9/23", "what became of action point AP 9/23?"):
        (one,) = found(words)
        assert isinstance(one.record, Action)
        assert "schedule of estate disposals" in one.record.text


def test_the_longest_overdue_comes_first_and_the_newest_where_asked() -> None:
    due = [f.record.due for f in found("overdue actions, longest overdue first") if isinstance(f.record, Action)]
    assert due == sorted(d for d in due if d)
    begun_on = [f.meeting.date for f in found("all actions, newest first") if f.meeting.date]
    assert begun_on == sorted(begun_on, reverse=True)


def test_forgotten_actions_are_overdue_and_no_meeting_since_speaks_of_them() -> None:
    lapsed = found("forgotten actions")
    assert lapsed
    assert all(f.overdue_days and "Not mentioned in the" in f.note for f in lapsed)


def test_whoever_was_given_an_action_once_was_ever_tasked_with_it() -> None:
    held = [t for t in TRAILS if "DPCC" in t["owner"] or t["key"] == "rural-survey"]
    assert begun(found("what has the DPCC ever been tasked with")) == wanted(held)


def test_an_action_reported_on_is_listed_as_open_and_told_apart() -> None:
    listed = found("open actions")
    assert "reported" in {f.status for f in listed}
    assert "reported" not in {f.status for f in answer.actions(demo(), "open", today=LAST).findings}


def test_under_a_heading_of_two_matters_an_action_on_the_other_is_not_listed() -> None:
    given = answer.ask(demo(), "vetting actions, open and closed", today=LAST)
    assert not [f for f in given.findings if "strip searches" in f.record.text]


@pytest.mark.parametrize(
    ("words", "outcome"), [("rejected", "rejected"), ("deferred", "deferred"), ("turned down", "rejected")]
)
def test_decisions_are_listed_by_their_outcome(words: str, outcome: str) -> None:
    listed = [f.record for f in found(f"which decisions were {words}")]
    whole = [f.record for f in found("all decisions")]
    assert listed == [d for d in whole if isinstance(d, Decision) and d.outcome == outcome]


def test_questions_without_an_answer_are_shown_with_what_came_of_them() -> None:
    given = answer.ask(demo(), "which questions were never answered", today=LAST)
    assert given.findings
    assert all(isinstance(f.record, Question) and f.note.startswith("No answer") for f in given.findings)
    assert {f.record.id for f in given.findings}.isdisjoint(f.record.id for f in given.beside)
    assert not [f for f in given.beside if f.note.startswith("A reply is recorded.")]


def test_questions_put_in_writing_are_those_and_no_others() -> None:
    listed = [f.record for f in found("questions put in writing")]
    whole = [f.record for f in found("all questions")]
    assert listed == [q for q in whole if isinstance(q, Question) and q.written]


def test_commitments_that_were_made_are_words_said_and_actions_stand_beside() -> None:
    given = answer.ask(demo(), "commitments made by the CC", today=LAST)
    assert not [f for f in given.findings if isinstance(f.record, Action)]
    assert [f for f in given.beside if isinstance(f.record, Action)]


def test_actions_without_a_date_and_those_taken_up_again_are_listed() -> None:
    undated = found("actions without a deadline")
    assert undated
    assert all(isinstance(f.record, Action) and f.record.due is None for f in undated)
    again = found("which actions were reopened")
    assert any("body worn video" in f.record.text for f in again)
    assert all("taken up again" in f.note for f in again)
