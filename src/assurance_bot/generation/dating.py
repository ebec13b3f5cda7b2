"""Due dates that hang on meetings, looked up in the register of meetings: one date, in records and trails alike.

Minutes alone know no meeting but their own and the next. "By the June meeting" is the last of June to them; once all files
are read, it is the day on which the body met in June, or will meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assurance_bot.bodies import Stated
from assurance_bot.dates import Due, find_due, hangs_on_meetings, read_due_cell
from assurance_bot.records import Action, Extract, Meeting


def known_days(meetings: Iterable[Meeting]) -> tuple[dt.date, ...]:
    """Return the days on which a body met, and the next one that its last minutes announce."""
    held = sorted((m.date, m.next_date or m.date) for m in meetings if m.date)
    return tuple(sorted({day for day, _ in held} | {max(held[-1])})) if held else ()


def dated(extract: Extract, days: Sequence[dt.date], stated: Stated) -> Extract:
    """Return an extract with the due dates of actions that hang on meetings looked up among `days`, those of its body."""
    records = (
        _again(record, extract.meeting, days, stated) if isinstance(record, Action) else record
        for record in extract.records
    )
    return replace(extract, records=tuple(records))


def _again(told: Action, meeting: Meeting, days: Sequence[dt.date], stated: Stated) -> Action:
    due = _looked_up(told, meeting, days, stated)
    if due is None or (due.date, due.rule) == (told.due, told.due_rule):
        return told
    return replace(told, due=due.date, due_rule=due.rule, unaided=told.due, unaided_rule=told.due_rule)


def _looked_up(told: Action, meeting: Meeting, days: Sequence[dt.date], stated: Stated) -> Due | None:
    """Read the due words of a record once more, as they were read before and with all meetings known."""
    if meeting.date is None or not told.due_text or not told.due_rule or not hangs_on_meetings(told.due_rule):
        return None
    nation, quarters = stated.nation or "ENG", stated.quarters or "calendar"
    for read in (find_due, read_due_cell):
        then, now = (
            read(
                told.due_text,
                meeting=meeting.date,
                next_meeting=meeting.next_date,
                meetings=known,
                nation=nation,
                quarters=quarters,
            )
            for known in ((), days)
        )
        if then and (then.date, then.rule) == (told.due, told.due_rule):
            return now
    return None
