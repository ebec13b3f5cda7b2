"""Arithmetic of days: no words here, only dates in and dates out.

Spans of days are inclusive. The financial year is that of public bodies in the United Kingdom: 1 April to 31 March.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from dateutil.relativedelta import relativedelta

Quarters = Literal["calendar", "financial"]
"""Which year a quarter is of where the words do not tell: Q1 begins in January, or in April."""

DAY = dt.timedelta(days=1)


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return that day, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months on, or the last of that month where it is shorter."""
    return day + relativedelta(months=months)


def weekday_after(day: dt.date, weekday: int) -> dt.date:
    """Return the first such weekday (Monday is 0) later than `day`."""
    return day + DAY * ((weekday - day.weekday() - 1) % 7 + 1)


def week_of(day: dt.date, *, later: int = 0) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of the week `day` is in, or so many weeks later."""
    monday = day - DAY * day.weekday() + DAY * 7 * later
    return monday, monday + DAY * 6


def working_week(day: dt.date, *, later: int = 0) -> tuple[dt.date, dt.date]:
    """Return Monday and Friday of the working week; Saturday and Sunday look forward to the one that follows."""
    monday, _ = week_of(day + DAY * 2 if day.weekday() > 4 else day, later=later)
    return monday, monday + DAY * 4


def quarter_days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a calendar quarter; a quarter beyond 4 runs on into the next year."""
    years, index = divmod(quarter - 1, 4)
    return month_days(year + years, index * 3 + 1)[0], month_days(year + years, index * 3 + 3)[1]


def numbered_quarter(quarter: int, *, kind: Quarters, after: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first such quarter, of the year of that kind, that is not over before the day `after`."""
    shift = 0 if kind == "calendar" else 1
    found = (quarter_days(year, quarter + shift) for year in range(after.year - 1, after.year + 2))
    return next(days for days in found if days[1] >= after)


def quarter_of(day: dt.date) -> int:
    """Return the calendar quarter, 1 to 4, a day is in."""
    return (day.month - 1) // 3 + 1


def financial_year(day: dt.date) -> int:
    """Return the calendar year in which the financial year of that day began."""
    return day.year if day.month >= 4 else day.year - 1


def financial_year_days(start: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the financial year that begins in `start`."""
    return dt.date(start, 4, 1), dt.date(start + 1, 3, 31)


@lru_cache(maxsize=8)
def bank_holidays(nation: str, year: int) -> Mapping[dt.date, str]:
    """Return the bank holidays of a year in that nation (ENG, WLS, SCT or NIR), each with its English name."""
    import holidays  # noqa: PLC0415  # slow to import, and only working days and bank holidays need it

    return dict(holidays.country_holidays("GB", subdiv=nation, years=year, language="en_GB"))


def is_working_day(day: dt.date, *, nation: str) -> bool:
    """Return whether it is a weekday and no bank holiday in that nation (ENG, WLS, SCT or NIR)."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def add_working_days(day: dt.date, days: int, *, nation: str) -> dt.date:
    """Return the working day that is so many after `day` (or before it, where negative), which itself does not count."""
    step = DAY if days > 0 else -DAY
    left = abs(days)
    while left:
        day += step
        left -= is_working_day(day, nation=nation)
    return day
