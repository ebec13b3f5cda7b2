"""Rules for due words that point at a meeting: the next one, or the one in a month.

The next meeting's day comes from the caller; where nobody knows it there is no date. "Before the next meeting" is its
day too: what is done on the morning of it was in time.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.due_days import choose_year, named_month, only_names
from assurance_bot.dates.rules import LEAD, Asked, Days, Example, NoDate, Reading, Rule, examples, nothing
from assurance_bot.dates.words import COUNT, MONTH, YEAR, count, month_number
from assurance_bot.dates.written import DATE, read_date

OURS = (
    r"(?:(?:(?:formal|full|scheduled|ordinary|regular|monthly) )?"
    r"(?:(?:assurance|board|panel|committee|council|governance) )?(?:meeting|mtg)(?!s)"
    r"|(?:board|panel|committee)(?= ?(?:[.,;:)]|$)| (?:and|or|to)\b)|holding to account(?: meeting| session)?)"
)
_NEXT = rf"(?:(?:the |our |its |their |this )?(?:very )?(?:next|following) {OURS})"
_NOT_ITS_OWN = r"(?! (?:is|was|will|would|to be held|takes|has been|date)\b)"
_THE = r"(?:(?:the|our|its) )?"


_LOG = r"(?:(?:it|this|them|these) )?from the (?:\w+ )?(?:log|list|tracker|register)"
_CLOSING = re.compile(
    rf"\b(?:close[ds]?|closing|sign(?:ed)? off|discharged?|remove[ds]? {_LOG})"
    r"(?: (?:it|this|them|these|off|out|down|again|formally))* $",
    re.IGNORECASE,
)
"""Words before a meeting that ask for the action itself to be closed there: "asked for this to be closed at"."""

JUST_PAST = 2
"""Months: what is "for" or "to" the meeting of a month is to come, unless that month went by so lately."""


def _closes_it(match: re.Match[str]) -> bool:
    """Say whether words before a meeting are of the action as an entry of a log, and not of what is to be done."""
    return bool(match["weak"] and not match["moved"] and _CLOSING.search(match.string[: match.start()]))


def _next(match: re.Match[str], asked: Asked) -> Reading:
    if _closes_it(match):
        return None
    written = read_date(match["date"]) if match["date"] else None
    if written:
        found, complaint = written.resolve(near=asked.meeting, year=written.year or choose_year(written, asked))
        return Days(found, found, edge=True, note=complaint or "") if found else NoDate(complaint or "")
    return Days(asked.next, asked.next, edge=True) if asked.next else NoDate("its day is not known")


def _later(match: re.Match[str], asked: Asked) -> Reading:
    """Read the so many-th meeting from now, where so many are known: what minutes announce may be held on another day."""
    held = sorted({day for day in asked.meetings if day > asked.meeting})
    nth = count(match["number"]) if match["number"] else 2
    return Days(held[nth - 1], held[nth - 1], edge=True) if len(held) >= nth else NoDate("its day is not known")


def _this_month(match: re.Match[str], asked: Asked) -> Reading:
    if asked.past:
        return None
    month = reckon.add_months(asked.meeting.replace(day=1), match["which"].lower() == "next")
    return _in(*reckon.month_days(month.year, month.month), asked)


def _in_month(match: re.Match[str], asked: Asked) -> Reading:
    if asked.past or _closes_it(match):
        return None
    if only_names(match, asked, "for", "to") and (asked.meeting.month - month_number(match["month"])) % 12 > JUST_PAST:
        asked = replace(asked, strength="deadline")
    return _in(*named_month(match, asked), asked)


def held_in(match: re.Match[str], asked: Asked) -> dt.date | None:
    """Return the day of the known later meeting in the month of the groups `month` and `year`; None without one."""
    return _held(*named_month(match, asked), asked, after=asked.meeting)


def _held(first: dt.date, last: dt.date, asked: Asked, *, after: dt.date = dt.date.min) -> dt.date | None:
    """Return the first known meeting from `first` to `last`; where it is not yet held, the day its minutes announce."""
    known = (*([asked.next_meeting] if asked.next_meeting else []), *sorted(asked.meetings))
    return next((day for day in known if first <= day <= last and day > after), None)


def _in(first: dt.date, last: dt.date, asked: Asked) -> Reading:
    """Read the meeting in the month from `first` to `last`."""
    if later := _held(first, last, asked, after=asked.meeting):
        return Days(later, later, edge=True)
    if first <= asked.meeting <= last:
        return Days(asked.meeting, asked.meeting, edge=True, note="this meeting itself")
    if last < asked.meeting:
        held = _held(first, last, asked) or last
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
        rf"(?<!of )(?<!date ){LEAD}(?<!of the )(?:{_NEXT}\b{_NOT_ITS_OWN}(?:,?(?: (?:on|of))? \(?{_THE}(?P<date>{DATE}))?"
        r"|(?:when |the time )?(?:we|the (?:board|panel|committee|council|group)) next meets?\b)",
        _next,
        "The day of the next meeting, before it too; the day written with it, where one is. No date where it is not known.",
        examples(
            ("before the next meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("to report at the next meeting", "2014-04-15", "2014-05-20", "2014-05-20"),
            ("to be brought to the next board meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("to be asked to our next meeting", "2025-05-20", "2025-06-17", "2025-06-17"),
            ("next meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
            ("before our next meeting on 7th April", "2026-03-10", "2026-04-07"),
            ("before we next meet", "2024-03-05", "2024-04-16", "2024-04-16"),
            ("by the next meeting", "2019-01-30", None),
        ),
        bare=True,
        by_meetings=True,
    ),
    Rule(
        "the meeting after next",
        rf"(?<!of ){LEAD}(?:{_THE}(?:{OURS} after (?:the )?next(?: one)?|next {OURS} but one|next but one {OURS})\b"
        rf"|(?:within|in) (?:the next )?(?P<number>{COUNT}) meetings\b(?:[’'] time)?)",
        _later,
        "The second meeting from now, or the one of that number, where the days of so many are known.",
        (
            _with("by the meeting after next", "2024-03-05", "2024-05-21", "2024-04-16", "2024-05-21"),
            _with("for the next meeting but one", "2024-03-05", "2024-05-21", "2024-04-16", "2024-05-21"),
            _with("within two meetings", "2024-03-05", "2024-05-21", "2024-04-16", "2024-05-21"),
            *examples(("at the meeting after next", "2024-03-05", None, "2024-04-16")),
        ),
        bare=True,
        by_meetings=True,
    ),
    Rule(
        "the meeting of this month or the next",
        rf"{LEAD}(?P<which>this|next) month[’']s {OURS}",
        _this_month,
        "As for the meeting in a month.",
        (_with("to next month's meeting", "2024-03-05", "2024-04-16", "2024-04-16", "2024-05-21"),),
        by_meetings=True,
    ),
    Rule(
        "the meeting in a month",
        rf"{LEAD}{_THE}(?P<meeting>{OURS} (?:in|of) )?(?P<month>{MONTH})(?:[’']s)?(?:,? (?P<year>{YEAR}))?"
        rf"(?(meeting)| {OURS})",
        _in_month,
        "The next meeting, where it is in that month; else a later one known in it; else this meeting, where it is; else "
        "the last day of the month, which is told with the rule.",
        (
            *examples(
                ("for the March meeting", "2019-01-30", "2019-03-27", "2019-03-27"),
                ("a paper for it at the January meeting was asked for", "2019-01-30", "2019-01-30", "2019-03-27"),
                ("by the June meeting", "2019-01-30", "2019-06-30"),
                ("by April's meeting", "2024-03-05", "2024-04-16", "2024-04-16"),
            ),
            _with("by the June meeting", "2019-01-30", "2019-06-11", "2019-03-27", "2019-06-11"),
        ),
        by_meetings=True,
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
        rf"{LEAD}{_THE}(?P<date>{DATE}) {OURS}",
        _on_a_day,
        "That day, before it too.",
        examples(("at the 28 March meeting", "2019-01-30", "2019-03-28")),
    ),
    Rule(
        "no date to be had: a meeting whose day is not known",
        rf"{LEAD}(?:(?:the|our|their|its) (?:next (?!{OURS})(?:[\w-]+ ){{1,4}}?(?:meeting|board|panel|committee|forum)"
        r"|agm|annual (?:(?:general|parish|town|community|council) )?(?:meeting|council))"
        rf"|(?:the )?(?:next |{MONTH}(?:[’']s)? )?full council(?! meeting))\b",
        nothing,
        "Another body's next meeting, the full council's, or the annual meeting.",
        examples(
            ("by the annual parish meeting", "2024-03-05", None),
            ("before the April Full Council", "2024-03-05", None),
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
