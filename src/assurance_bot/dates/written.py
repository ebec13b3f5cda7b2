"""Calendar dates as written in running text, found by a table of named forms and built strictly.

Nothing is guessed from loose numbers: "6/3" is a date only where it stands like one, and day and month come in the
British order. What is written but not in the calendar is found all the same, and resolved to a complaint.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assurance_bot.dates.overlaps import apart
from assurance_bot.dates.reckoning import make_day, month_days
from assurance_bot.dates.words import (
    MONTH,
    MONTH_NAMES,
    WEEKDAY,
    WEEKDAY_NAMES,
    YEAR,
    full_year,
    month_number,
    weekday_number,
)

NEARLY_AS_NEAR = dt.timedelta(days=62)
"""Two years' days count as equally near where their distances differ by less: then the weekday decides."""

_ITS_WEEKDAY = rf"(?<!\w)(?:(?P<weekday>{WEEKDAY}),?\s(?:the\s)?)"
_WEEKDAY = _ITS_WEEKDAY + "?"
_NTH = r"(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = rf"(?:,?\s(?P<year>{YEAR})|\s?(?P<short>[’'‘]\d\d\b|(?<=\s)\d\d(?=\s?(?:[,;)\]]|\.(?!\d)|$))))"
_FRACTION = r"(?!(?<=by )(?:1/[2-9]|2/[35]|3/[45])(?!\d))(?!24/7\b)"
_AFTER_A_PREPOSITION = "(?:" + "|".join(
    rf"(?<=\b{w} )" for w in ("by", "on", "before", "for", "at", "until", "till", "since", "after", "from", "due")
) + ")"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date: the name of it, its expression, an example that it matches."""

    name: str
    pattern: str
    example: str


FORMS = (
    Form("ISO", rf"{_WEEKDAY}(?<![\d-])(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])", "2019-03-01"),
    Form(
        "day, month in words",
        rf"{_WEEKDAY}(?<![\d/.£:])(?P<day>\d{{1,2}}){_NTH}(?:\s?of)?[\s-]?(?P<month>{MONTH})(?:{_YEAR}|-(?P<dashed>\d{{4}}|\d\d)\b)?",
        "Wednesday 30th January 2019",
    ),
    Form(
        "month in words, day",
        rf"{_WEEKDAY}\b(?P<month>{MONTH})\s(?P<day>\d{{1,2}})(?:{_NTH},?\s(?P<year>{YEAR})|\s?(?:st|nd|rd|th)\b)",
        "March 4, 2014",
    ),
    Form(
        "numbers with a year",
        rf"{_WEEKDAY}(?<![\d/.£:-])(?P<day>\d{{1,2}})(?P<mark>/|\s/\s)(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d)(?![\d/.-]\d|\d)",
        "31/3/23",
    ),
    Form(
        "numbers with points or dashes",
        rf"{_WEEKDAY}(?<![\d/.£:-])(?:(?P<day>\d\d)(?P<mark>[.-])(?P<month>\d\d)(?P=mark)(?P<year>\d\d)"
        r"|(?P<day2>\d{1,2})(?P<mark2>[.-])(?P<month2>\d{1,2})(?P=mark2)(?P<year2>\d{4}))(?![\d/.-]\d|\d)",
        "31.03.2023",
    ),
)
LOOSE_FORMS = (
    Form(
        "day and month in numbers",
        rf"{_WEEKDAY}(?<![\d/.£:-]){_FRACTION}(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[0-2])"
        r"(?![\d/%]|[.:-]\d|\s(?:of|majority)\b)",
        "6/3",
    ),
    Form(
        "short numbers with points or dashes",
        rf"{_WEEKDAY}(?<![\d/.£:-])(?P<day>\d{{1,2}})(?P<mark>[.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d\d)(?![\d/.-]\d|\d)",
        "31.1.24",
    ),
    Form("month in words, bare day", rf"{_WEEKDAY}\b(?P<month>{MONTH})\s(?P<day>[1-9])(?![\w/%]|[.:,-]\d)", "March 4"),
)
"""Forms that other things take too: dates only after a preposition or a weekday."""

MONTH_FORM = Form(
    "month with its year", rf"\b(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR})|\s?(?P<short>[’'‘]\d\d)\b)", "January 2019"
)


def uncaptured(pattern: str) -> str:
    """Return `pattern` as a fragment: the same words matched, no group captured (a mark repeated is any mark)."""
    plain = re.sub(r"\(\?P=\w+\)", r"[/.-]", pattern.replace(r"(?P<mark>/|\s/\s)", r"(?P<mark>/)"))
    return re.sub(r"\(\?P<\w+>", "(?:", plain)


DATE = "(?:" + "|".join(uncaptured(f.pattern) for f in (*FORMS, *LOOSE_FORMS)) + ")"
"""Any written date, as a fragment; only for places where the words before it say that a day must follow."""

_IN_TEXT = tuple(re.compile(f.pattern, re.IGNORECASE) for f in FORMS)
_LOOSE_IN_TEXT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for form in LOOSE_FORMS
    for pattern in (_AFTER_A_PREPOSITION + form.pattern, form.pattern.replace(_WEEKDAY, _ITS_WEEKDAY))
)
_ALONE = tuple(re.compile(form.pattern, re.IGNORECASE) for form in (*FORMS, *LOOSE_FORMS))
_DIGIT = re.compile(r"\d")
_MONTHS = re.compile(MONTH_FORM.pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class WrittenDate:
    """A day as written: `text[start:end]`; what is not written is None. It need not exist in any calendar."""

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def resolve(self, *, near: dt.date | None = None, year: int | None = None) -> tuple[dt.date | None, str | None]:
        """Return the day meant, and a complaint in words where the calendar or the weekday does not agree.

        A year that is not written is `year`, else the one that brings the day nearest to `near`; where two years bring
        it nearly as near, the one that fits the weekday. The day is None where there is no such day, or no year.
        """
        certain = year if self.year is None else self.year
        found = self._nearest(near) if certain is None else make_day(certain, self.month, self.day)
        if found is None:
            return None, self._missing(near.year if certain is None and near else certain)
        if self.weekday is not None and found.weekday() != self.weekday:
            named, meant = WEEKDAY_NAMES[found.weekday()], WEEKDAY_NAMES[self.weekday]
            return found, f"{in_words(found)} is a {named}, not a {meant}"
        return found, None

    def _nearest(self, near: dt.date | None) -> dt.date | None:
        if near is None:
            return None
        days = [
            day for year in (near.year - 1, near.year, near.year + 1) if (day := make_day(year, self.month, self.day))
        ]
        days.sort(key=lambda day: abs(day - near))
        rivals = [day for day in days if abs(day - near) - abs(days[0] - near) < NEARLY_AS_NEAR]
        return next((day for day in rivals if day.weekday() == self.weekday), days[0] if days else None)

    def _missing(self, year: int | None) -> str:
        if not 1 <= self.month <= 12:
            return f"there is no month {self.month}"
        words = f"{self.day} {MONTH_NAMES[self.month - 1]}"
        if year is None and make_day(2000, self.month, self.day):
            return f"no year is written for {words}"
        return f"there is no {words}" + ("" if year is None else f" {year}")


@dataclass(frozen=True, slots=True, order=True)
class WrittenMonth:
    """A month as written with its year: `text[start:end]`."""

    start: int
    end: int
    month: int
    year: int

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of it."""
        return month_days(self.year, self.month)


def in_words(day: dt.date) -> str:
    """Return a day as people write it: "30 January 2019"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def find_dates(text: str) -> list[WrittenDate]:
    """Return the calendar dates in running text, in order, none overlapping another."""
    if not _DIGIT.search(text):  # most sentences hold no number, and this is the quickest way to know
        return []
    found = (_written(m) for p in (*_IN_TEXT, *_LOOSE_IN_TEXT) for m in p.finditer(text))
    return apart(found, span=lambda date: (date.start, date.end))


def find_months(text: str) -> list[WrittenMonth]:
    """Return the months written with a year that are not part of a date, in order."""
    found = [
        WrittenMonth(*m.span(), month_number(m["month"]), full_year(m["year"] or m["short"]))
        for m in _MONTHS.finditer(text)
    ]
    taken = find_dates(text) if found else []
    return [month for month in found if not any(d.start < month.end and month.start < d.end for d in taken)]


def read_date(text: str) -> WrittenDate | None:
    """Return the date that `text` is from end to end, or None; "6/3" alone counts."""
    return next((_written(m) for p in _ALONE if (m := p.fullmatch(text))), None)


def _written(match: re.Match[str]) -> WrittenDate:
    group = match.groupdict()
    month = group["month"] or group.get("month2", "")
    year = group.get("year") or group.get("short") or group.get("dashed") or group.get("year2")
    return WrittenDate(
        *match.span(),
        day=int(group["day"] or group.get("day2", "")),
        month=int(month) if month.isdigit() else month_number(month),
        year=full_year(year) if year else None,
        weekday=weekday_number(group["weekday"]) if group["weekday"] else None,
    )
