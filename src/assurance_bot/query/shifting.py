"""Days told by the days of the turn before: "a year later", "the month before", "and after that?", "the next meeting"."""
# ruff: noqa: E501  # a row of a table of expressions stays on its line

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assurance_bot.dates import in_words as day_in_words
from assurance_bot.query.shapes import Days

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year)s?"
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_ENDS = r"(?=\W*$)"
_LATER = rf"(?:later|afterwards|after(?= (?:that|this|then|those)|\W*$)|(?:further )?on{_ENDS})"
_EARLIER = r"(?:earlier|beforehand|previously|before(?= (?:that|this|then|those)|\W*$))"
_THAT = r"(?: (?:that|this|then|those|it))?"


@dataclass(frozen=True, slots=True)
class Shifted:
    """The days meant and the words for them; `unread` the words where the days before do not tell them."""

    between: Days
    when: str
    unread: tuple[str, ...] = ()


Move = Callable[[re.Match[str], Days, Sequence[dt.date]], Days | None]


def _counted(sign: int) -> Move:
    def move(match: re.Match[str], days: Days, _: Sequence[dt.date]) -> Days | None:
        said = match.groupdict().get("number") or "one"
        number = _NUMBERS.get(said.lower()) or int(said)
        return _moved(days, sign * number, match["unit"].lower())

    return move


def _after(_: re.Match[str], days: Days, __: Sequence[dt.date]) -> Days | None:
    return (days[1] + dt.timedelta(1), None) if days[1] else None


def _before(_: re.Match[str], days: Days, __: Sequence[dt.date]) -> Days | None:
    return (None, days[0] - dt.timedelta(1)) if days[0] else None


def _meeting_after(_: re.Match[str], days: Days, meetings: Sequence[dt.date]) -> Days | None:
    last = days[1]
    found = min((day for day in meetings if last and day > last), default=None)
    return (found, found) if found else None


def _meeting_before(_: re.Match[str], days: Days, meetings: Sequence[dt.date]) -> Days | None:
    first = days[0]
    found = max((day for day in meetings if first and day < first), default=None)
    return (found, found) if found else None


SHIFTS: tuple[tuple[str, str, Move, str], ...] = (
    ("counted on", rf"{_NUMBER} {_UNIT} {_LATER}{_THAT}", _counted(1), "a year later"),
    ("counted back", rf"{_NUMBER} {_UNIT} {_EARLIER}{_THAT}", _counted(-1), "two months earlier"),
    ("the one after", rf"(?:the )?{_UNIT} (?:after|following){_THAT}|the (?:following|next) (?P<unit_>year|month|quarter|week)",
     lambda m, d, _: _moved(d, 1, (m["unit"] or m["unit_"]).lower()), "the year after"),
    ("the one before", rf"(?:the )?{_UNIT} before{_THAT}|the (?:previous|preceding|prior) (?P<unit_>year|month|quarter|week)",
     lambda m, d, _: _moved(d, -1, (m["unit"] or m["unit_"]).lower()), "the year before"),
    ("the meeting after", rf"(?:at |in )?(?:the )?(?:meeting after(?:wards)?{_THAT}|(?:following|next) (?:meeting|one)|one after{_THAT})", _meeting_after,
     "at the following meeting"),
    ("the meeting before", rf"(?:at |in )?(?:the )?(?:meeting before{_THAT}|(?:previous|preceding) (?:meeting|one)|one before{_THAT})", _meeting_before,
     "at the meeting before"),
    ("from then on", r"(?:after|since) (?:that|then|this)|ever since|afterwards|from then(?: on(?:wards)?)?|later(?: on)?", _after, "after that"),
    ("until then", r"(?:before|until|prior to) (?:that|then|this)|beforehand|earlier|previously", _before, "and before that?"),
)  # fmt: skip
"""How days are told by others: a name, the words, what days they make of those before, an example."""

_TABLE = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), move) for _, pattern, move, _ in SHIFTS)


def shifted(days: Days, words: str, *, meetings: Sequence[dt.date] = ()) -> tuple[Shifted | None, str]:
    """Return the days that words tell by `days`, and the words without them; None where they tell none so."""
    for pattern, move in _TABLE:
        if match := pattern.search(words):
            left = f"{words[: match.start()]} {words[match.end() :]}"
            try:
                found = move(match, days, meetings)
            except (OverflowError, ValueError):  # a day before year 1 or after 9999
                found = None
            if found is None and move is _meeting_before and days == (None, None):
                continue
            if found is None:
                return Shifted((None, None), "", (match[0],)), left
            return Shifted(found, in_words(found)), left
    return None, words


def _moved(days: Days, number: int, unit: str) -> Days | None:
    if days == (None, None):
        return None
    return _by(days[0], number, unit), _by(days[1], number, unit, last=True)


def _by(day: dt.date | None, number: int, unit: str, *, last: bool = False) -> dt.date | None:
    """Return a day so many units on; the last of a month stays the last of its month."""
    if day is None or unit in _DAYS:
        return day and day + dt.timedelta(number * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
    year, month = divmod(months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    ends = last and day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, month + 1, length if ends else min(day.day, length))


def in_words(days: Days) -> str:
    """Return "in 2024", "in March 2024", "on 3 May 2024", "since 3 May 2024", or from one day to another."""
    first, last = days
    if first is None or last is None:
        return f"since {day_in_words(first)}" if first else f"until {day_in_words(last)}" if last else ""
    if first == last:
        return f"on {day_in_words(first)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"in {first.year}"
    ends = calendar.monthrange(first.year, first.month)[1]
    if first.day == 1 and last == first.replace(day=ends):
        return f"in {first:%B} {first.year}"
    return f"from {day_in_words(first)} to {day_in_words(last)}"
