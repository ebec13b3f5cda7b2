"""Functions that notice faults in the minutes. `CHECKS` is a list; each takes an Extract and yields Problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assurance_bot.document import Problem
from assurance_bot.records import Action, Extract

_WEEKDAY = re.compile(
    r"\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\b", re.IGNORECASE
)  # "Friday 30 March"


def unowned(extract: Extract) -> Iterator[Problem]:
    """Open actions for which no owner is written; what tells of one by its number need not name its owner again."""
    for record in extract.records:
        if not isinstance(record, Action) or record.status != "open" or (record.arising and record.reference):
            continue
        if all(owner.inferred for owner in record.owners):
            yield Problem(extract.meeting.source, record.locator.line, "an action names no owner", record.text[:160])


def due_before(extract: Extract) -> Iterator[Problem]:
    """Actions due before the meeting that sets them."""
    day = extract.meeting.date
    for record in extract.records:
        if (
            isinstance(record, Action)
            and record.status == "open"
            and not record.arising
            and day
            and record.due
            and record.due < day
        ):
            message = f"an action is due on {record.due.isoformat()}, before its meeting of {day.isoformat()}"
            yield Problem(extract.meeting.source, record.locator.line, message, record.text[:160])


def no_such_day(extract: Extract) -> Iterator[Problem]:
    """Open actions whose due words name a day that no calendar has: "by 31 June"."""
    for record in extract.records:
        if not isinstance(record, Action) or record.status != "open" or record.due:
            continue
        why = (record.due_rule or "").partition("; ")[2]
        if why.startswith("there is no "):
            message = f"an action has no due date, for {why}"
            yield Problem(extract.meeting.source, record.locator.line, message, record.text[:160])


def other_weekday(extract: Extract) -> Iterator[Problem]:
    """Actions whose due words name a weekday that their date does not have: "by Friday 30 March 2024"."""
    for record in extract.records:
        if not isinstance(record, Action) or not record.due or not record.due_text:
            continue
        said = _WEEKDAY.search(record.due_text)
        day = f"{record.due:%A}"
        if said and said["day"].lower() != day.lower():
            message = f"an action is due on {record.due.isoformat()}, a {day}, and its words say {said['day']}"
            yield Problem(extract.meeting.source, record.locator.line, message, record.text[:160])


CHECKS: list[Callable[[Extract], Iterator[Problem]]] = [unowned, due_before, no_such_day, other_weekday]
