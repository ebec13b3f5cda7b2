"""The shape of an answer and the choices of a list, as people ask for them; and that a topic is left a topic."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assurance_bot.query import Choice, Query, Shape, Subject, Vocabulary, Wanted, parse_query
from assurance_bot.query.asked import LISTS, SHAPES, Row, examples

TODAY = dt.date(2024, 12, 31)
MEETINGS = (dt.date(2024, 10, 30), dt.date(2024, 11, 26), dt.date(2024, 12, 18))
KNOWN = Vocabulary({"CC": "Chief Constable", "CFO": "Chief Finance Officer", "Clerk": "Clerk"}, ("Nerys Pembrey",), {})


def parse(words: str) -> Query:
    return parse_query(words, vocabulary=KNOWN, today=TODAY, meetings=MEETINGS)


SHAPED: dict[str, tuple[Shape, Subject, str]] = {
    "history of the recovery plan": ("history", "said", "recovery plan"),
    "what is the history of the recovery plan?": ("history", "said", "recovery plan"),
    "Give me a full timeline for the recovery plan please": ("history", "said", "recovery plan"),
    "recovery plan – timeline": ("history", "said", "recovery plan"),
    "the recovery plan from start to finish": ("history", "said", "recovery plan"),
    "recovery plan, what happened, start to finish": ("history", "said", "recovery plan"),
    "recovery plan, oldest first": ("history", "said", "recovery plan"),
    "recovery plan over time": ("history", "said", "recovery plan"),
    "recovery plan over the last few years": ("history", "said", "recovery plan"),
    "how has the recovery plan evolved?": ("history", "said", "recovery plan"),
    "how did the number of complaints change over time": ("history", "figures", "complaints"),
    "history of decisions on estates": ("history", "decisions", "estates"),
    "the swimming pool, how did it go": ("history", "said", "swimming pool"),
    "when was parking last raised?": ("last", "said", "parking"),
    "when did parking last come up": ("last", "said", "parking"),
    "when was the last time parking was discussed": ("last", "said", "parking"),
    "when did we last talk about parking": ("last", "said", "parking"),
    "parking: last mentioned?": ("last", "said", "parking"),
    "last mention of parking": ("last", "said", "parking"),
    "when was parking first raised": ("first", "said", "parking"),
    "when did parking first crop up": ("first", "said", "parking"),
    "how often has parking come up?": ("often", "said", "parking"),
    "how many times was parking discussed": ("often", "said", "parking"),
    "at how many meetings has parking been raised": ("often", "said", "parking"),
    "what has changed on parking since June": ("changed", "said", "parking"),
    "what's changed since the last meeting": ("changed", "said", ""),
    "anything new on parking since the October meeting": ("changed", "said", "parking"),
    "which actions, what changed since last time": ("changed", "actions", ""),
    "at which meetings was parking raised?": ("often", "said", "parking"),
    "which meetings discussed parking": ("often", "said", "parking"),
    "has parking ever come up?": ("often", "said", "parking"),
    "how long has parking been an issue": ("first", "said", "parking"),
    "walk me through parking": ("history", "said", "parking"),
    "trace parking through the minutes": ("history", "said", "parking"),
    "everything on parking for the next meeting": ("brief", "said", "parking"),
    "brief me on parking": ("brief", "said", "parking"),
    "brief me for the next meeting": ("brief", "said", ""),
    "where are we on parking": ("brief", "said", "parking"),
    "when was the risk assessment shared with the board?": ("done", "said", "risk assessment"),
    "what was said about the history of abuse": ("found", "said", "history of abuse"),
    "what did the last inspection find": ("found", "said", "last inspection"),
    "the open day at the fire station": ("found", "said", "open day at the fire station"),
    "the changes to the rota": ("found", "said", "changes to the rota"),
}
LISTED: dict[str, tuple[Subject, Wanted, Choice]] = {
    "which actions were closed at the October meeting": ("actions", "closed", Choice()),
    "what got closed in July 2023": ("actions", "closed", Choice()),
    "actions set in Sept 2023": ("actions", "all", Choice()),
    "closed actions set in 2023": ("actions", "closed", Choice(by="set")),
    "actions replaced by another": ("actions", "superseded", Choice()),
    "superseded actions": ("actions", "superseded", Choice()),
    "actions with two owners": ("actions", "open", Choice(owners="several")),
    "joint actions": ("actions", "open", Choice(owners="several")),
    "open actions that have nobody's name against them": ("actions", "open", Choice(owners="none")),
    "actions with no owner": ("actions", "open", Choice(owners="none")),
    "which actions are unassigned": ("actions", "open", Choice(owners="none")),
    "overdue actions, longest overdue first": ("actions", "overdue", Choice(order="late")),
    "open actions, newest first": ("actions", "open", Choice(order="newest")),
    "open actions, oldest first": ("actions", "open", Choice(order="oldest")),
    "open actions by owner": ("actions", "open", Choice(order="owner")),
    "how many actions are outstanding in total?": ("actions", "open", Choice(ever=True)),
    "all actions ever given to the CFO": ("actions", "all", Choice(ever=True)),
    "what has the CFO ever been tasked with": ("actions", "all", Choice(ever=True)),
    "CFO actions altogether": ("actions", "all", Choice(ever=True)),
    "actions, open and closed": ("actions", "all", Choice()),
    "which actions fall due in January 2025": ("actions", "due", Choice()),
    "what is due this week": ("actions", "due", Choice()),
    "actions due before 1 May": ("actions", "due", Choice()),
    "whats due in the next fortnight": ("actions", "due", Choice()),
    "actions that were due in March": ("actions", "all", Choice(by="due")),
    "AP 3/18": ("actions", "all", Choice(reference="AP 3/18")),
    "what happened to action 12/24?": ("actions", "all", Choice(reference="12/24")),
    "actions without a deadline": ("actions", "open", Choice(undated=True)),
    "open actions with no due date": ("actions", "open", Choice(undated=True)),
    "which actions were reopened": ("actions", "all", Choice(reopened=True)),
    "actions closed without evidence": ("actions", "closed", Choice(unproven=True)),
    "which actions have been open longest": ("actions", "open", Choice(order="oldest")),
    "the oldest open actions": ("actions", "open", Choice(order="oldest")),
    "what has the CC failed to answer": ("questions", "any", Choice(unanswered=True)),
    "forgotten actions": ("actions", "overdue", Choice(lapsed=True)),
    "actions overdue and not mentioned since": ("actions", "overdue", Choice(lapsed=True)),
    "actions whose date was moved": ("actions", "all", Choice(moved=True)),
    "which decisions were deferred": ("decisions", "any", Choice(outcomes=("deferred",))),
    "what has the board turned down": ("decisions", "any", Choice(outcomes=("rejected",))),
    "which decisions were approved": ("decisions", "any", Choice(outcomes=("approved",))),
    "which questions never got an answer": ("questions", "any", Choice(unanswered=True)),
    "which questions are still unanswered": ("questions", "any", Choice(unanswered=True)),
    "questions that have not been answered": ("questions", "any", Choice(unanswered=True)),
    "which written questions had no reply": ("questions", "any", Choice(unanswered=True, written=True)),
    "questions the Clerk put in writing": ("questions", "any", Choice(written=True)),
    "commitments made by the CC": ("commitments", "any", Choice(spoken=True)),
    "is the parking plan closed?": ("actions", "all", Choice()),
}


@pytest.mark.parametrize(("words", "expected"), SHAPED.items())
def test_the_shape_of_an_answer_is_read_and_the_topic_left(words: str, expected: tuple[Shape, Subject, str]) -> None:
    found = parse(words)
    assert (found.shape, found.subject, found.topic) == expected


@pytest.mark.parametrize(("words", "expected"), LISTED.items())
def test_what_a_list_must_fulfil_is_read_and_leaves_no_topic(
    words: str, expected: tuple[Subject, Wanted, Choice]
) -> None:
    found = parse(words)
    assert (found.subject, found.status, found.choice) == expected
    assert not found.unread
    assert found.topic in ("", "board", "parking plan")


@pytest.mark.parametrize("row", [*SHAPES, *LISTS], ids=lambda row: row.example)
def test_each_row_matches_its_example(row: Row) -> None:
    pattern = next(pattern for each, pattern in examples() if each is row)
    assert pattern.search(row.example)


def test_a_choice_that_does_not_fit_the_kind_is_said_not_to_be_used() -> None:
    found = parse("commitments that were turned down")
    assert (found.subject, found.choice) == ("commitments", Choice())
    assert found.unread == ("were turned down",)


def test_a_shape_without_anything_to_look_for_asks_nothing() -> None:
    assert parse("history").empty
    assert parse("what is the history of that").empty
    assert not parse("brief me").empty
    assert not parse("what changed").empty


def test_a_list_asks_the_same_with_and_without_politeness() -> None:
    assert parse("overdue actions, the full list please") == replace(parse("overdue actions"))
