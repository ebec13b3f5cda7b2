"""Minutes that point at another meeting or another day: "the May 2021 meeting", "as told in June 2020".

A month without a year is the latest that had begun at the meeting, unless the words around it speak of what is to come.
What cannot be resolved to days is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assurance_bot.dates.overlaps import apart
from assurance_bot.dates.reckoning import month_days
from assurance_bot.dates.stretches import month_before
from assurance_bot.dates.words import MONTH, YEAR, full_year, month_number
from assurance_bot.dates.written import DATE, find_dates, find_months, read_date

_KIND = r"(?:(?:assurance |board |panel |committee |council |monthly |regular )?(?:meeting|board|panel)(?!s))"
_HELD = r"(?:,? (?:that was |which was )?(?:held|which took place))?(?: (?:on|of|in))?(?: the)?"

PATTERNS = {
    # "the May 2021 meeting"
    "meeting of a month": re.compile(
        rf"\b(?:(?:the|our|its|this) )?(?P<month>{MONTH})(?:,? (?P<year>{YEAR}))? {_KIND}\b", re.IGNORECASE
    ),
    # "meeting held on 4th February"
    "meeting on a day": re.compile(rf"\b(?:(?:the|our|its|a) )?{_KIND}{_HELD} (?P<date>{DATE})", re.IGNORECASE),
    # "the meeting in June 2020"
    "meeting in a month": re.compile(
        rf"\b(?:(?:the|our|its|a) )?{_KIND}{_HELD} (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?", re.IGNORECASE
    ),
    # "the previous meeting"
    "last meeting": re.compile(rf"\b(?:the|our|its) (?:last|previous) {_KIND}\b", re.IGNORECASE),
    # "In October"
    "month": re.compile(
        rf"\b(?P<lead>in|during|since|by|from|until|before|for|of|last) (?:(?:early|mid|late|the end of)[ -])?"
        rf"(?P<month>{MONTH})(?! \d)",
        re.IGNORECASE,
    ),
    # "in 2017"
    "year": re.compile(rf"\b(?:in|during|throughout|since) (?P<year>{YEAR})(?![/–-]\d)", re.IGNORECASE),
}

_TO_COME_BEFORE = re.compile(
    r"\b(?:will|shall|would|to be|is to|are to|by|until|before|due|going to|plann?ed|next)\b[^.;]*$", re.IGNORECASE
)
_TO_COME_AFTER = re.compile(r"^[^.;,]{0,200},?[^.;,]{0,200}\b(?:will|shall|is to|are to)\b", re.IGNORECASE)
_FORWARD = re.compile(r"\b(?:to|for|by|before|until) (?:(?:the|our|its) )?$", re.IGNORECASE)


JUST_PAST = 2
"""A deadline's month without a year is past, and not next year's, where it ended no more than so many months ago."""


@dataclass(frozen=True, slots=True, order=True)
class Mentioned:
    """`text[start:end]` points at the days `start_day` to `end_day`, inclusive; `to_meeting`: at a meeting then."""

    start: int
    end: int
    start_day: dt.date
    end_day: dt.date
    to_meeting: bool = False


def find_references(text: str, *, meeting: dt.date, meetings: Sequence[dt.date] = ()) -> list[Mentioned]:
    """Return what the minutes of `meeting` point at, in order; of overlapping words the longest.

    `meetings` are the days of all known meetings of the series: "the last meeting" is left out without them.
    """
    found = (*_to_meetings(text, meeting, meetings), *_to_days(text, meeting))
    return apart(found, span=lambda mentioned: (mentioned.start, mentioned.end))


def _to_meetings(text: str, meeting: dt.date, meetings: Sequence[dt.date]) -> Iterator[Mentioned]:
    for name in ("meeting of a month", "meeting in a month"):
        for match in PATTERNS[name].finditer(text):
            yield Mentioned(*match.span(), *_month_of(match, meeting), to_meeting=True)
    for match in PATTERNS["meeting on a day"].finditer(text):
        written = read_date(match["date"])
        day, _ = written.resolve(near=meeting) if written else (None, None)
        if day:
            yield Mentioned(*match.span(), day, day, to_meeting=True)
    if before := [day for day in meetings if day < meeting]:
        for match in PATTERNS["last meeting"].finditer(text):
            yield Mentioned(*match.span(), max(before), max(before), to_meeting=True)


def _month_of(match: re.Match[str], meeting: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days of the month a meeting is named by: the nearest such, or the coming one after "to" and "by"."""
    month = month_number(match["month"])
    if match["year"]:
        return month_days(full_year(match["year"]), month)
    ahead = (month - meeting.month) % 12
    to_come = ahead and (ahead <= 6 or _FORWARD.search(_just_before(match)))
    return _coming(month, meeting) if to_come else month_before(meeting, month)


def _to_days(text: str, meeting: dt.date) -> Iterator[Mentioned]:
    for date in find_dates(text):
        day, _ = date.resolve(near=meeting)
        if day:
            yield Mentioned(date.start, date.end, day, day)
    for written in find_months(text):
        yield Mentioned(written.start, written.end, *written.days)
    for match in PATTERNS["month"].finditer(text):
        month = month_number(match["month"])
        days = _coming(month, meeting) if _is_to_come(match, month, meeting) else month_before(meeting, month)
        yield Mentioned(*match.span("month"), *days)
    for match in PATTERNS["year"].finditer(text):
        year = int(match["year"])
        yield Mentioned(*match.span("year"), dt.date(year, 1, 1), dt.date(year, 12, 31))


def _is_to_come(match: re.Match[str], month: int, meeting: dt.date) -> bool:
    if match["lead"].lower() in {"by", "until", "before"}:
        return (meeting.month - month) % 12 > JUST_PAST
    after = match.string[match.end() : match.end() + _NEAR]
    return bool(_TO_COME_BEFORE.search(_just_before(match)) or _TO_COME_AFTER.match(after))


_NEAR = 300
"""Characters around a month that may say whether it is to come; a line of a damaged file may be very long."""


def _just_before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def _coming(month: int, meeting: dt.date) -> tuple[dt.date, dt.date]:
    return month_days(meeting.year + (month < meeting.month), month)
