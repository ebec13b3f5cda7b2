"""The days a question is about: "since 2020", "in the last three months", "between March and June 2021".

Periods are inclusive; an open side is None. A month or day without a year is the latest that has begun by today; counted
back from today, both ends belong to the period. Words such as "recently" name no days and are not found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.overlaps import apart
from assurance_bot.dates.stretches import STRETCH, Known, Stretch, mask, read_stretch, stands_alone
from assurance_bot.dates.words import COUNT, capitalise_months, count
from assurance_bot.dates.written import read_date
from assurance_bot.errors import DateError

Ends = tuple[dt.date | None, dt.date | None]
Said = Mapping[str, str]
"""The words that a rule picks out, by the name of their group."""


@dataclass(frozen=True, slots=True)
class Period:
    """`words`, at `text[start_index:end_index]`, stand for the days from `start` to `end`, None where open."""

    start_index: int
    end_index: int
    start: dt.date | None
    end: dt.date | None
    words: str


@dataclass(frozen=True)
class PeriodRule:
    """One way to say a period: its pattern, how its words are read (None: no certain days), and an example.

    The names of stretches in it are masked when the pattern is tried, and whole again when it is read.
    """

    name: str
    pattern: str
    read: Callable[[Said, Known], Ends | None]
    example: str

    @property
    def masked(self) -> bool:
        """Whether the pattern speaks of a name of a stretch."""
        return STRETCH in self.pattern


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _between(said: Said, known: Known) -> Ends | None:
    pair = _pair(said["one"], said["two"], known)
    if pair is None:
        return None
    first, second = sorted(pair)
    return first[0], second[1]


def _pair(one: str, two: str, known: Known) -> tuple[Stretch, Stretch] | None:
    """Return both stretches; one written without a year takes it from the other, or lies before the other."""
    first, second = read_stretch(one, known), read_stretch(two, known)
    if first is None or second is None:
        return None
    if not _YEAR.search(one) and not _relative(one):
        first = read_stretch(one, replace(known, today=second[1])) or first
    elif not _YEAR.search(two) and not _relative(two):
        later = (read_stretch(f"{two} {year}", known) for year in (first[0].year, first[0].year + 1))
        second = next((each for each in later if each and each[1] >= first[0]), second)
    return first, second


def _relative(words: str) -> bool:
    return bool(
        re.match(r"(?:the )?(?:this|last|next|previous|current|today|yesterday|latest|most)", words, re.IGNORECASE)
    )


def _days_of_month(said: Said, known: Known) -> Ends | None:
    found = read_stretch(said["two"], known)
    if found is None or found[0] != found[1] or not 1 <= int(said["first"]) <= found[1].day:
        return None
    return found[1].replace(day=int(said["first"])), found[1]


def _since(said: Said, known: Known) -> Ends | None:
    found = read_stretch(said["one"], known)
    return (found[0], None) if found else None


def _since_last(said: Said, known: Known) -> Ends | None:  # noqa: ARG001  # all readers take both
    return _since({"one": "last meeting"}, known)


def _from(said: Said, known: Known) -> Ends | None:
    if said["one"].lower().endswith(("meeting", "board", "panel", "committee", "account")):
        return read_stretch(said["one"], known)
    return _since(said, known)


def _after(said: Said, known: Known) -> Ends | None:
    found = read_stretch(said["one"], known)
    return (found[1] + reckon.DAY, None) if found else None


def _before(said: Said, known: Known) -> Ends | None:
    found = read_stretch(said["one"], known)
    return (None, found[0] - reckon.DAY) if found else None


def _until(said: Said, known: Known) -> Ends | None:
    found = read_stretch(said["one"], known)
    return (None, found[1]) if found else None


def _in(said: Said, known: Known) -> Ends | None:
    return read_stretch(said["one"], known)


def _alone(said: Said, known: Known) -> Ends | None:
    return read_stretch(said["one"], known) if stands_alone(said["one"]) else None


def _back(said: Said, known: Known) -> Ends | None:
    return _shifted(known.today, said, -1), known.today


def _ahead(said: Said, known: Known) -> Ends | None:
    return known.today, _shifted(known.today, said, 1)


def _shifted(day: dt.date, said: Said, sign: int) -> dt.date:
    number, unit = sign * count(said.get("number", "one")), said["unit"].lower()
    if unit.startswith(("day", "week", "fortnight")):
        return day + reckon.DAY * number * (1 if unit.startswith("d") else 7 if unit.startswith("w") else 14)
    return reckon.add_months(day, number * {"m": 1, "q": 3, "y": 12}[unit[0]])


def _last_meetings(said: Said, known: Known) -> Ends | None:
    held = sorted(day for day in known.meetings if day <= known.today)
    number = count(said["number"])
    return (held[-min(number, len(held))], known.today) if held and number else None


def _so_far(said: Said, known: Known) -> Ends | None:
    found = read_stretch(f"this {said['unit']}", known)
    return (found[0], known.today) if found else None


_TO = r"(?:to|until|till|up to|through to|through|and|or|-|–)"
_THE = r"(?:(?:the|our) )?"
_ROLLING = r"(?:days?|weeks?|fortnights?|months?|quarters?|years?)"

PERIODS = (
    PeriodRule(
        "between",
        rf"\bbetween {_THE}(?P<one>{STRETCH}) (?:and|to) {_THE}(?P<two>{STRETCH})",
        _between,
        "between March and June 2021",
    ),
    PeriodRule(
        "from one to another",
        rf"(?<!\w)(?:(?:from|in|during|for|over) {_THE})?(?P<one>{STRETCH}) ?{_TO} ?{_THE}(?P<two>{STRETCH})",
        _between,
        "from 1 Jan 2020 to 31 March 2020",
    ),
    PeriodRule(
        "days of one month",
        rf"(?<![\w/])(?:(?:between|from|on) )?(?P<first>\d{{1,2}})(?:st|nd|rd|th)? ?(?:to|and|or|-|–) ?(?P<two>{STRETCH})",
        _days_of_month,
        "between 3 and 5 May 2021",
    ),
    PeriodRule("since", rf"\bsince {_THE}(?P<one>{STRETCH})", _since, "since 2020"),
    PeriodRule(
        "since last time", r"\bsince (?P<one>(?:the )?last time|we (?:last )?met)\b", _since_last, "since last time"
    ),
    PeriodRule("onwards", rf"(?<!\w)(?:from {_THE})?(?P<one>{STRETCH}) onwards?\b", _since, "May 2021 onwards"),
    PeriodRule("from", rf"\bfrom {_THE}(?P<one>{STRETCH})", _from, "from 2019"),
    PeriodRule("after", rf"\b(?:after|later than) {_THE}(?P<one>{STRETCH})", _after, "after 3 May 2021"),
    PeriodRule("before", rf"\b(?:before|prior to|earlier than) {_THE}(?P<one>{STRETCH})", _before, "before 2021"),
    PeriodRule(
        "until", rf"\b(?:up until|until|till|up to|by|as (?:of|at)) {_THE}(?P<one>{STRETCH})", _until, "until June"
    ),
    PeriodRule(
        "so far",
        r"\b(?:so far |earlier )(?:in )?this (?P<unit>year|month|week|quarter|financial year)\b",
        _so_far,
        "so far this year",
    ),
    PeriodRule(
        "meetings counted back",
        rf"\b(?:(?:in|at|over|during|from|for) )?(?:the )?(?:last|past|previous) (?P<number>{COUNT}) (?:[\w-]+ )?meetings\b",
        _last_meetings,
        "at the last three meetings",
    ),
    PeriodRule(
        "counted back",
        rf"\b(?:(?:in|over|during|for|within|from) )?(?:the )?(?:(?:last|past|previous) (?P<number>{COUNT})"
        rf"|past|(?<=the )last) (?P<unit>{_ROLLING})\b(?! (?:of|to) )",
        _back,
        "in the last three months",
    ),
    PeriodRule(
        "counted ahead",
        rf"\b(?:(?:in|over|during|for|within) )?(?:the )?(?:next|coming) (?:(?P<number>{COUNT}) |(?=fortnight))"
        rf"(?P<unit>{_ROLLING})\b",
        _ahead,
        "in the next two weeks",
    ),
    PeriodRule(
        "in",
        rf"\b(?:in|during|for|of|throughout|on|at|over|within) {_THE}(?P<one>{STRETCH})",
        _in,
        "in January 2019",
    ),
    PeriodRule("a name alone", rf"(?<!\w){_THE}(?P<one>{STRETCH})", _alone, "last year"),
)
"""All rules; of overlapping words the longest are meant, and of equal ones the rule that comes first."""

_EXPRESSIONS = tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in PERIODS)


def find_period(
    text: str, *, today: dt.date, meetings: Sequence[dt.date] = (), quarters: reckon.Quarters = "calendar"
) -> Period | None:
    """Return the first words of a question that name days, and the days; None where none do.

    `meetings` are the days of the meetings of the series, for "the last meeting"; `quarters` says of which year a bare
    "Q2" is.
    """
    known, typed = Known(today, tuple(meetings), quarters), capitalise_months(text)
    for rule, match in _matches(typed):
        said = {name: typed[slice(*match.span(name))] for name in match.groupdict() if match.span(name)[0] >= 0}
        ends = _ends(rule, said, known)
        if ends is not None:
            return Period(*match.span(), *ends, text[match.start() : match.end()])
    return None


def _matches(typed: str) -> list[tuple[PeriodRule, re.Match[str]]]:
    masked = mask(typed)
    found = ((rule, match) for rule, each in _EXPRESSIONS for match in each.finditer(masked if rule.masked else typed))
    return apart(found, span=lambda pair: pair[1].span())


def _ends(rule: PeriodRule, said: Said, known: Known) -> Ends | None:
    try:
        return rule.read(said, known)
    except (OverflowError, ValueError):  # a day before year 1 or after 9999
        return None


def read_day(text: str, *, today: dt.date) -> dt.date:
    """Return the one day a person names: "2019-03-01", "1 March 2019", "31/3/2019", "today", "yesterday".

    Raises DateError where it is no such day, has no year, or carries a weekday that does not fit.
    """
    words = " ".join(text.split())
    if words.lower() in {"today", "yesterday", "tomorrow"}:
        return today + reckon.DAY * {"today": 0, "yesterday": -1, "tomorrow": 1}[words.lower()]
    written = read_date(capitalise_months(words))
    day, complaint = written.resolve() if written else (None, None)
    if day is None or complaint:
        raise DateError(text)
    return day
