"""Rules for due words that point at a meeting: the next one, or the one in a month.

The next meeting's day comes from the caller; where nobody knows it there is no date. "Before the next meeting" is its
day too: what is done on the morning of it was in time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assurance_bot.dates.due_days import choose_year, named_month, only_names
from assurance_bot.dates.rules import LEAD, Asked, Days, Example, NoDate, Reading, Rule, examples, nothing
from assurance_bot.dates.words import MONTH, YEAR, month_number
from assurance_bot.dates.written import DATE, read_date

_OURS = (
    r"(?:(?:(?:formal|full|scheduled|ordinary|regular|monthly) )?"
    r"(?:(?:assurance|board|panel|committee|council|governance) )?(?:meeting|mtg)(?!s)"
    r"|(?:board|panel|committee)(?= ?(?:[.,;:)]|$)| (?:and|or|to)\b)|holding to account(?: meeting| session)?)"
)
_NEXT = rf"(?:(?:the |our |its |their |this )?(?:very )?(?:next|following) {_OURS})"
_NOT_ITS_OWN = r"(?! (?:is|was|will|would|to be held|takes|has been|date)\b)"
_THE = r"(?:(?:the|our|its) )?"


JUST_PAST = 2
"""Months: what is "for" or "to" the meeting of a month is to come, unless that month went by so lately."""


def _next(match: re.Match[str], asked: Asked) -> Reading:
    written = read_date(match["date"]) if match["date"] else None
    if written:
        found, complaint = written.resolve(near=asked.meeting, year=written.year or choose_year(written, asked))
        return Days(found, found, edge=True, note=complaint or "") if found else NoDate(complaint or "")
    return Days(asked.next, asked.next, edge=True) if asked.next else NoDate("its day is not known")


def _in_month(match: re.Match[str], asked: Asked) -> Reading:
    if asked.past:
        return None
    if only_names(match, asked, "for", "to") and (asked.meeting.month - month_number(match["month"])) % 12 > JUST_PAST:
        asked = replace(asked, strength="deadline")
    first, last = named_month(match, asked)
    known = (*([asked.next_meeting] if asked.next_meeting else []), *sorted(asked.meetings))
    later = next((day for day in known if first <= day <= last and day > asked.meeting), None)
    if later:
        return Days(later, later, edge=True)
    if first <= asked.meeting <= last:
        return Days(asked.meeting, asked.meeting, edge=True, note="this meeting itself")
    if last < asked.meeting:
        held = next((day for day in known if first <= day <= last), last)
        return Days(held, held, edge=True)
    return Days(last, last, edge=True, note="the meeting's day is not known: the last day of the month")


def _on_a_day(match: re.Match[str], asked: Asked) -> Reading:
    written = read_date(match["date"])
    year = (written.year or choose_year(written, asked)) if written else None
    found, complaint = written.resolve(near=asked.meeting, year=year) if written else (None, None)
    return Days(found, found, edge=True, note=complaint or "") if found else NoDate(complaint or "")


def _with(words: str, meeting: str, due: str, *meetings: str) -> Example:
    day = dt.date.fromisoformat
    return Example(words, day(meeting), day(due), None, tuple(day(m) for m in meetings))


MEETING_RULES = (
    Rule(
        "the next meeting",
        rf"(?<!of )(?<!date ){LEAD}(?<!of the ){_NEXT}\b{_NOT_ITS_OWN}(?:,?(?: (?:on|of))? \(?{_THE}(?P<date>{DATE}))?",
        _next,
        "The day of the next meeting, before it too; the day written with it, where one is. No date where it is not known.",
        examples(
            ("before the next meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("to report at the next meeting", "2014-04-15", "2014-05-20", "2014-05-20"),
            ("to be brought to the next board meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("to be asked to our next meeting", "2025-05-20", "2025-06-17", "2025-06-17"),
            ("next meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("before our next meeting on 7th April", "2026-03-10", "2026-04-07"),
            ("by the next meeting", "2019-01-30", None),
        ),
        bare=True,
    ),
    Rule(
        "the meeting in a month",
        rf"{LEAD}{_THE}(?P<meeting>{_OURS} (?:in|of) )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?(?(meeting)| {_OURS})",
        _in_month,
        "The next meeting, where it is in that month; else a later one known in it; else this meeting, where it is; else "
        "the last day of the month, which is told with the rule.",
        (
            *examples(
                ("for the March meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
                ("a paper for it at the January meeting was asked for", "2019-01-30", "2019-01-30", "2019-03-27"),
                ("by the June meeting", "2019-01-30", "2019-06-30"),
            ),
            _with("by the June meeting", "2019-01-30", "2019-06-11", "2019-03-27", "2019-06-11"),
        ),
    ),
    Rule(
        "a meeting on a day",
        rf"{LEAD}(?:(?:the|our|their|its|an|a) )(?:[\w-]+ ){{0,4}}?(?:meeting|agm|board|panel|committee)"
        rf"(?: (?:on|of)|,)?(?: the)? \(?(?P<date>{DATE})",
        _on_a_day,
        "That day, before it too.",
        examples(("by their AGM on 12th June", "2025-05-20", "2025-06-12")),
    ),
    Rule(
        "the meeting of a day",
        rf"{LEAD}{_THE}(?P<date>{DATE}) {_OURS}",
        _on_a_day,
        "That day, before it too.",
        examples(("at the 28 March meeting", "2019-01-30", "2019-03-28")),
    ),
    Rule(
        "no date to be had: a meeting whose day is not known",
        rf"{LEAD}(?:the|our|their|its) (?:next (?!{_OURS})(?:[\w-]+ ){{1,4}}?(?:meeting|board|panel|committee|forum)|agm)\b",
        nothing,
        "Another body's next meeting, or the annual general meeting.",
        examples(
            ("to raise it at the next Harbour Forum meeting", "2014-03-18", None),
            ("before the AGM", "2014-03-18", None),
        ),
    ),
    Rule(
        "no date to be had: some later meeting",
        r"(?<!\w)(?:(?:at|to|for) )?(?:a|some|any) (?:future|later|subsequent|forthcoming|coming|further) "
        r"(?:[\w-]+ ){0,3}?(?:meeting|date|time|stage|point|agenda|holding to account)\b",
        nothing,
        "Which one is not said.",
        examples(
            ("at a future meeting", "2025-05-20", None),
            ("at a later date", "2014-05-20", None),
            ("kept for a future holding to account", "2019-01-30", None),
        ),
        strength="no date",
    ),
)
