"""One name of a stretch of days, from a day to a year, as people write it in a question: "March", "2019/20", "Q2 2022".

Without a year the latest that has begun by `today` is meant. A stretch is inclusive. Names are tried in the order of the
table, the more particular first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.words import (
    COUNT,
    FINANCIAL_YEAR,
    MONTH,
    SHORT_FINANCIAL_YEAR,
    WEEKDAY,
    YEAR,
    count,
    financial_start,
    full_year,
    month_number,
    weekday_number,
)
from assurance_bot.dates.written import DATE, read_date, uncaptured

Stretch = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Known:
    """What a name may lean on: the day of the question, the days of the meetings, of which year a bare "Q2" is."""

    today: dt.date
    meetings: tuple[dt.date, ...] = ()
    quarters: reckon.Quarters = "calendar"


@dataclass(frozen=True)
class Name:
    """One way to name a stretch: its pattern, how a match is read (None: nothing certain), and examples it matches."""

    name: str
    pattern: str
    read: Callable[[re.Match[str], Known], Stretch | None]
    example: str


_PARTS = {"early": 0, "start of": 0, "beginning of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_MEETING = r"(?:[\w-]+ )?(?:meeting|board|panel|committee|holding to account)"
_PART = r"(?P<part>early|mid|late|(?:the )?(?:start|beginning|middle|end) of)(?: in)?[ -](?:the )?"


def month_before(today: dt.date, month: int) -> Stretch:
    """Return the latest such month that has begun by `today`."""
    return reckon.month_days(today.year if month <= today.month else today.year - 1, month)


def _day(match: re.Match[str], known: Known) -> Stretch | None:
    written = read_date(match[0])
    if written is None:
        return None
    years = (written.year,) if written.year is not None else range(known.today.year, known.today.year - 8, -1)
    days = (reckon.make_day(year, written.month, written.day) for year in years)
    found = next((day for day in days if day and (written.year is not None or day <= known.today)), None)
    return (found, found) if found else None


def _month(match: re.Match[str], known: Known) -> Stretch | None:
    month = month_number(match["month"])
    year = match["year"] or match["apostrophe"]
    return reckon.month_days(full_year(year), month) if year else month_before(known.today, month)


def _year_to(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    last = reckon.month_days(int(match["year"]), month_number(match["month"]))[1]
    return reckon.add_months(last.replace(day=1), -11), last


def _month_short(match: re.Match[str], known: Known) -> Stretch | None:
    year = full_year(match["short"])
    return reckon.month_days(year, month_number(match["month"])) if 2000 <= year <= known.today.year + 1 else None


def _months_of_year(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    number, year = count(match["number"]), int(match["year"])
    if not 1 <= number <= 12:
        return None
    first, last = (1, number) if match["end"].lower() == "first" else (13 - number, 12)
    return reckon.month_days(year, first)[0], reckon.month_days(year, last)[1]


def _week_of(match: re.Match[str], known: Known) -> Stretch | None:
    found = read_stretch(match["date"], known)
    return reckon.week_of(found[0]) if found else None


def _years(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    first, last = sorted((int(match["from"]), int(match["to"])))
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _year(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001  # all readers take both
    return dt.date(int(match["year"]), 1, 1), dt.date(int(match["year"]), 12, 31)


def _financial_year(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    first, last = (part.strip() for part in re.split(r"[/–-]", match["financial"] or match["short"]))
    start = full_year(first)
    return reckon.financial_year_days(start) if int(last) % 100 == (start + 1) % 100 else None


def _this(match: re.Match[str], known: Known) -> Stretch | None:
    word, unit = match["which"].lower(), match["unit"].lower()
    shift = {"this": 0, "current": 0, "next": 1}.get(word, -1)
    today = known.today
    if unit == "week":
        return reckon.week_of(today, later=shift)
    if unit == "month":
        month = reckon.add_months(today.replace(day=1), shift)
        return reckon.month_days(month.year, month.month)
    if unit == "quarter":
        return reckon.quarter_days(today.year, reckon.quarter_of(today) + shift)
    if unit in {"year", "calendar year"}:
        return dt.date(today.year + shift, 1, 1), dt.date(today.year + shift, 12, 31)
    return reckon.financial_year_days(reckon.financial_year(today) + shift)


def _quarter(match: re.Match[str], known: Known) -> Stretch | None:
    quarter = int(match["q"] or match["q2"] or 0) or _NTH[match["nth"].lower()]
    if match["year"]:
        return reckon.quarter_days(int(match["year"]), quarter)
    if match["financial"]:
        return reckon.quarter_days(financial_start(match["financial"]), quarter + 1)
    shift = 0 if known.quarters == "calendar" else 1
    begun = (reckon.quarter_days(known.today.year - back, quarter + shift) for back in range(3))
    return next(days for days in begun if days[0] <= known.today)


def _season(match: re.Match[str], known: Known) -> Stretch | None:
    month = _SEASONS[match["season"].lower()]
    year = int(match["year"]) if match["year"] else known.today.year
    first = dt.date(year, month, 1)
    if not match["year"] and first > known.today:
        first = dt.date(year - 1, month, 1)
    last = reckon.add_months(first, 2)
    return first, reckon.month_days(last.year, last.month)[1]


def _part_of_year(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    month = _part(match) * 4 + 1
    return dt.date(int(match["year"]), month, 1), reckon.month_days(int(match["year"]), month + 3)[1]


def _part_of_month(match: re.Match[str], known: Known) -> Stretch | None:
    month = month_number(match["month"])
    first, last = (
        reckon.month_days(full_year(match["year"]), month) if match["year"] else month_before(known.today, month)
    )
    third = _part(match)
    return first.replace(day=third * 10 + 1), last if third == 2 else first.replace(day=third * 10 + 10)


def _part(match: re.Match[str]) -> int:
    return _PARTS[match["part"].lower().removeprefix("the ")]


def _half(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    second = (match["half"] or match["nth"]).lower() in {"second", "last", "h2"}
    start = reckon.quarter_days(int(match["year"]), 3 if second else 1)[0]
    return start, reckon.quarter_days(start.year, 4 if second else 2)[1]


def _last_meeting(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    day = max((day for day in known.meetings if day <= known.today), default=None)
    return (day, day) if day else None


def _next_meeting(match: re.Match[str], known: Known) -> Stretch | None:  # noqa: ARG001
    day = min((day for day in known.meetings if day > known.today), default=None)
    return (day, day) if day else None


def _weekday(match: re.Match[str], known: Known) -> Stretch | None:
    day = reckon.weekday_after(known.today - reckon.DAY * 8, weekday_number(match["weekday"]))
    return day, day


def _near(match: re.Match[str], known: Known) -> Stretch | None:
    day = known.today - reckon.DAY * (match[0].lower() == "yesterday")
    return day, day


NAMES = (
    Name("a day", DATE, _day, "30 January 2019"),
    Name(
        "a week",
        rf"(?:week (?:commencing|beginning|ending|of)|w/c|w/e) (?:the )?(?P<date>{DATE})",
        _week_of,
        "week commencing 3 May 2021",
    ),
    Name("today", r"(?:today|now|yesterday)\b", _near, "yesterday"),
    Name("the last meeting", rf"(?:last|previous|latest|most recent) {_MEETING}\b", _last_meeting, "last meeting"),
    Name("the next meeting", rf"next {_MEETING}\b", _next_meeting, "next meeting"),
    Name("part of a month", rf"{_PART}(?P<month>{MONTH})(?:,? ?(?P<year>{YEAR}))?", _part_of_month, "early May 2021"),
    Name("part of a year", rf"{_PART}(?P<year>{YEAR})(?!/)", _part_of_year, "early 2021"),
    Name(
        "half a year",
        rf"(?:the )?(?:(?P<half>h[12])|(?P<nth>first|second|last) half of)[ ,]*(?P<year>{YEAR})",
        _half,
        "the first half of 2021",
    ),
    Name("a season", rf"(?P<season>{'|'.join(_SEASONS)})\b(?: of)?(?: (?P<year>{YEAR}))?", _season, "spring 2020"),
    Name(
        "a quarter",
        r"(?:q ?(?P<q>[1-4])\b|quarter (?P<q2>[1-4])\b|(?P<nth>first|second|third|fourth|last) quarter of)"
        rf"(?:,?(?: of)? (?:fy ?)?(?:(?P<financial>{FINANCIAL_YEAR}|{SHORT_FINANCIAL_YEAR})|(?P<year>{YEAR})))?",
        _quarter,
        "Q2 2022",
    ),
    Name(
        "the year to a month",
        rf"(?:year|12 months|twelve months) (?:to|ending|ended)(?: in)? (?P<month>{MONTH}),? (?P<year>{YEAR})",
        _year_to,
        "year to March 2021",
    ),
    Name(
        "months of a year",
        rf"(?P<end>first|last) (?P<number>{COUNT}) months of (?P<year>{YEAR})",
        _months_of_year,
        "last three months of 2020",
    ),
    Name("years", r"(?P<from>(?:19|20)\d\d) ?[–-] ?(?P<to>(?:19|20)\d\d)(?![\d–-])", _years, "2019-2021"),
    Name(
        "a financial year",
        rf"(?:(?:the )?financial year |fy ?)?(?:(?P<financial>{FINANCIAL_YEAR})|(?<=fy)(?P<short>{SHORT_FINANCIAL_YEAR}))",
        _financial_year,
        "2019/20",
    ),
    Name(
        "this, last or next",
        r"(?P<which>this|current|last|previous|next) (?P<unit>week|month|quarter|financial year|fy|calendar year|year)\b",
        _this,
        "last year",
    ),
    Name("a month, two digits", rf"(?P<month>{MONTH}) (?P<short>\d\d)(?![\w/:.])", _month_short, "Jan 19"),
    Name(
        "a month",
        rf"(?:last )?\b(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR})| ?(?P<apostrophe>[’'‘]\d\d)\b)?(?: {_MEETING}\b)?",
        _month,
        "January 2019",
    ),
    Name("a weekday", rf"(?:last )?\b(?P<weekday>{WEEKDAY})", _weekday, "last Friday"),
    Name("a year", rf"(?:year )?(?P<year>{YEAR})(?![/–-]\d)", _year, "2019"),
)
"""All names, the more particular first."""

SPEAKS_FOR_ITSELF = frozenset(
    {"today", "the last meeting", "the next meeting", "part of a month", "part of a year", "half a year", "years"}
    | {"a financial year", "this, last or next"}
)
"""The names that say a time without a preposition; a day, month, quarter or season does where its year is written."""

_EXPRESSIONS = tuple((name, re.compile(name.pattern, re.IGNORECASE)) for name in NAMES)
_ANY = re.compile(r"(?<!\w)(?:" + "|".join(uncaptured(name.pattern) for name in NAMES) + ")", re.IGNORECASE)
STRETCH = "\ue000+"
"""What a name of a stretch looks like once it is masked: a fragment for rules about the words around it."""


def mask(text: str) -> str:
    """Return `text`, no longer or shorter, with every name of a stretch made unreadable but for its length."""
    return _ANY.sub(lambda match: "\ue000" * len(match[0]), text.replace("\ue000", " "))


_HAS_YEAR = re.compile(r"(?:19|20)\d\d|[’'‘]\d\d|\d/\d\d?/\d\d")


_SAYS_WHICH = re.compile(r"^last |meeting$", re.IGNORECASE)


def read_stretch(words: str, known: Known) -> Stretch | None:
    """Return the days that `words`, a name from end to end, stand for; None where none, or none that is certain."""
    for name, expression in _EXPRESSIONS:
        match = expression.fullmatch(words)
        if match and (found := name.read(match, known)):
            return found
    return None


def stands_alone(words: str) -> bool:
    """Return whether a name says a time even where no preposition stands before it."""
    fits = [name.name for name, expression in _EXPRESSIONS if expression.fullmatch(words)]
    if words.lower() == "now":
        return False
    certain = bool(_HAS_YEAR.search(words)) and "a year" not in fits
    return bool(fits) and (certain or fits[0] in SPEAKS_FOR_ITSELF or bool(_SAYS_WHICH.search(words)))
