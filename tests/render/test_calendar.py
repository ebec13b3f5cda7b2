"""Due dates as a calendar that programs for calendars read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar, Event

from assurance_bot.answer import Finding
from assurance_bot.records import Status
from assurance_bot.render.calendar import actions_ics
from slack import sample

STAMP = dt.datetime(2023, 4, 30, 12, 0, tzinfo=dt.UTC)


def events(*findings: Finding) -> list[Event]:
    calendar = Calendar.from_ical(actions_ics(findings, stamp=STAMP))
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]


def test_a_due_date_is_a_day_of_its_own_with_who_what_and_where_it_is_written() -> None:
    (event,) = events(sample.OVERDUE)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (dt.date(2023, 4, 4), dt.date(2023, 4, 5))
    assert str(event["SUMMARY"]) == f"Due: CFO (Maren Oxley) – {sample.PLEDGE}"
    assert "page 3, lines 41–43, 2023/2023-03-14 scrutiny.txt" in str(event["DESCRIPTION"])
    assert event["UID"] == f"{sample.OVERDUE.record.id}@assurance-bot"
    assert event.decoded("DTSTAMP") == STAMP


@pytest.mark.parametrize(("status", "shown"), [("open", 1), ("reported", 1), ("closed", 0), ("superseded", 0)])
def test_what_is_closed_or_replaced_is_not_in_it(status: Status, shown: int) -> None:
    assert len(events(replace(sample.OVERDUE, status=status))) == shown


def test_what_has_no_due_date_or_is_no_action_is_not_in_it() -> None:
    assert events(sample.finding(sample.action(due=None), status="open"), sample.SAID) == []


def test_an_action_that_nobody_owns_says_so() -> None:
    (event,) = events(sample.finding(sample.action(owners=()), status="open"))
    assert str(event["SUMMARY"]).startswith("Due: no owner named – ")


def test_words_that_mean_something_in_the_format_are_words() -> None:
    words = "Cost; agree, and\nEND:VEVENT\nBEGIN:VALARM \\n write"
    (event,) = events(sample.finding(sample.action(words), status="open"))
    assert str(event["SUMMARY"]).endswith(words)
    assert event.subcomponents == []
