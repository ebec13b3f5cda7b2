"""Due dates that hang on meetings, looked up in the register of meetings: one date, in records and trails alike.

Minutes alone know no meeting but their own and the next. "By the June meeting" is the last of June to them; once all files
are read, it is the day on which the body met in June, or will meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from assurance_bot.bodies import Stated
from assurance_bot.dates import Due, find_due, hangs_on_meetings, read_due_cell
from assurance_bot.records import Action, Extract, Matter, Meeting

T = TypeVar("T", Action, Matter)


def known_days(meetings: Iterable[Meeting]) -> tuple[dt.date, ...]:
    """Return the days on which a body met, and the next one that its last minutes announce."""
    held = sorted((m.date, m.next_date or m.date) for m in meetings if m.date)
    return tuple(sorted({day for day, _ in held} | {max(held[-1])})) if held else ()


def dated(extract: Extract, days: tuple[dt.date, ...], stated: Stated) -> Extract:
    """Return an extract with the due dates that hang on meetings looked up among `days`, those of its body."""
    records = (
        _again(record, extract.meeting, days, stated) if isinstance(record, Action) else record
        for record in extract.records
    )
    matters = (_again(matter, extract.meeting, days, stated) for matter in extract.matters)
    return replace(extract, records=tuple(records), matters=tuple(matters))


def _again(told: T, meeting: Meeting, days: tuple[dt.date, ...], stated: Stated) -> T:
    due = _looked_up(told, meeting, days, stated)
    if due is None or (due.date, due.rule) == (told.due, told.due_rule):
        return told
    return replace(told, due=due.date, due_rule=due.rule, unaided=told.due, unaided_rule=told.due_rule)


def _looked_up(told: Action | Matter, meeting: Meeting, days: tuple[dt.date, ...], stated: Stated) -> Due | None:
    """Read the due words of a record once more, as they were read before and with all meetings known."""
    if meeting.date is None or not told.due_text or not told.due_rule or not hangs_on_meetings(told.due_rule):
        return None
    nation, quarters = stated.nation or "ENG", stated.quarters or "calendar"
    for read in (find_due, read_due_cell):
        then, now = (
            _due(read, told.due_text, meeting.date, meeting.next_date, known, nation, quarters) for known in ((), days)
        )
        if then and (then.date, then.rule) == (told.due, told.due_rule):
            return now
    return None


@lru_cache(maxsize=4096)
def _due(
    read: Callable[..., Due | None],
    words: str,
    day: dt.date,
    next_day: dt.date | None,
    known: tuple[dt.date, ...],
    nation: str,
    quarters: str,
) -> Due | None:
    """Return when words are due; each is looked up twice, to be linked and to be written."""
    return read(words, meeting=day, next_meeting=next_day, meetings=known, nation=nation, quarters=quarters)
