"""Lists of actions by any mix of status, owner, topic, days and order: the same by `ask` and by `actions`, and whole."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from assurance_bot import answer
from assurance_bot.answer import Answer
from assurance_bot.answer.listing import arranged
from assurance_bot.records import Action
from support.demo import demo

DAY = dt.date(2024, 6, 30)
STATUSES = ("open", "reported", "overdue", "closed", "superseded", "all")
OWNERS = {"": "", "CC": "of the CC", "DCC": "of the DCC"}
TOPICS = ("", "about vetting", "about complaints")
DAYS = ("", "set in 2023", "set since March 2024")
ORDERS = ("", "newest first", "oldest first", "by owner")
MIXES = [
    mix
    for nth, mix in enumerate(product(STATUSES, OWNERS, TOPICS, DAYS, ORDERS))
    if nth % 7 == 0 or mix[0] == "reported"
]


def asked(words: str) -> Answer:
    return answer.ask(demo(), words, today=DAY)


def listed(words: str) -> Answer:
    return answer.actions(demo(), words, today=DAY)


def ids(found: Answer) -> list[str]:
    return [f.record.id for f in found.findings]


@pytest.mark.parametrize("mix", MIXES, ids=lambda mix: " ".join(filter(None, mix)))
def test_any_mix_means_the_same_in_a_question_and_in_a_list(mix: tuple[str, str, str, str, str]) -> None:
    status, owner, topic, days, order = mix
    question = asked(" ".join(f"{status} actions {OWNERS[owner]} {topic} {days} {order}".split()))
    told = [
        listed(" ".join(words.split()))
        for words in (f"{status} {owner} {topic} {days} {order}", f"{status} {owner} {days} {order} {topic}")
    ]
    assert [t.query for t in told] == [question.query] * 2
    assert question.query.unread == ()
    assert question.query.topic == topic.removeprefix("about ")
    assert ids(told[0]) == ids(told[1])
    shown = [
        {f.record.id for f in (*found.findings, *found.beside) if isinstance(f.record, Action)}
        for found in (told[0], question)
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("status", STATUSES)
def test_a_list_of_a_status_is_part_of_the_whole_list(status: str) -> None:
    whole = {f.record.id: f.status for f in listed("all").findings}
    ended = {"overdue": {"open"}, "closed": {"closed", "superseded"}, "all": {*map(str, whole.values())}}
    wanted = ended.get(status, {status})
    found = listed(status)
    assert {whole[f.record.id] for f in found.findings} <= wanted
    if status in ("open", "reported", "closed", "superseded", "all"):
        assert set(ids(found)) == {name for name, standing in whole.items() if standing in wanted}


@pytest.mark.parametrize("number", [7, 30, 90])
def test_what_falls_due_within_so_many_days_is_all_that_is_open_and_due_by_then(number: int) -> None:
    last = DAY + dt.timedelta(number)
    wanted = {
        f.record.id for f in listed("open").findings if (due := getattr(f.record, "due", None)) and DAY <= due <= last
    }
    for words in (f"due {number}", f"due within {number} days", f"due in the next {number} days"):
        assert set(ids(listed(words))) == wanted
    assert set(ids(asked(f"actions due within {number} days"))) == wanted
    assert wanted or number < 90


def test_a_list_stays_in_the_order_its_words_say_unless_another_is_asked_for() -> None:
    found = listed("all newest first")
    days = [f.meeting.date or dt.date.min for f in found.findings]
    assert days == sorted(days, reverse=True)
    assert ids(arranged(found)) == ids(found) != ids(arranged(found, sort="due"))


@pytest.mark.parametrize("words", ["history of action 1/24", "action 1/24", "1/24", "what was said about AP 1/24"])
def test_a_reference_is_looked_up_exactly(words: str) -> None:
    found = asked(words)
    assert found.query.choice.reference.removeprefix("AP ") == "1/24"
    trails = {demo().register.trail_of(f.record.id) for f in found.findings}
    assert len(trails) == 1
    assert "first hundred days" in found.findings[0].record.text


@pytest.mark.parametrize("words", ["history of action 99/24", "action 99/24", "AP 99/24 and 98/24"])
def test_a_reference_that_no_action_has_is_said_to_be_unknown(words: str) -> None:
    found = asked(words)
    assert found.findings == found.beside == ()
    assert any("No action in these minutes has the reference" in note and "99/24" in note for note in found.notes)


def test_how_often_a_question_was_asked_is_told_with_the_days() -> None:
    found = answer.ask(demo(), "how often was the question on callers who ring off asked?", today=dt.date(2024, 12, 31))
    assert found.query.subject == "questions"
    assert found.summary.startswith("Asked 7 times, in 7 of the 24 meetings searched: 25 January 2023, ")
    told = answer.ask(demo(), "how often was the question on callers who ring off asked?", today=dt.date(2023, 6, 30))
    assert told.summary == "Asked twice, in 2 of the 6 meetings searched: 25 January 2023, 24 May 2023."
