"""Rules for due words that name a week, month, quarter or year by its place, a feast, or the day of the meeting itself.

"The year" is the calendar's; "year end" may be the calendar's or the accounts', and has no date. Which year a bare "Q2" is
of, the body's habit decides: a setting.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from dateutil.easter import easter

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.due_days import only_names
from assurance_bot.dates.rules import CLOCK, END, LEAD, THE, Asked, Days, NoDate, Reading, Rule, examples
from assurance_bot.dates.words import (
    FINANCIAL_YEAR,
    MONTH,
    SHORT_FINANCIAL_YEAR,
    WEEKDAY,
    YEAR,
    financial_start,
    month_number,
    weekday_number,
)

_FEASTS: dict[str, tuple[int, int] | int] = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "xmas": (12, 25), "boxing day": (12, 26),
    "new years day": (1, 1), "new years eve": (12, 31), "new year": (1, 1),
    "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter": 0, "easter day": 0, "easter sunday": 0,
    "easter monday": 1, "ascension day": 39, "whit sunday": 49,
}  # fmt: skip
"""Feasts by month and day, or by the days after Easter Sunday."""
_FEAST = "|".join(sorted((n.replace("years", "year[’']?s") for n in _FEASTS), key=len, reverse=True))
_BANK_HOLIDAYS = {
    "May Day": r"(?:early )?may day|early may", "Spring Bank Holiday": r"spring|late may|whit(?:sun)?",
    "Summer Bank Holiday": r"(?:late )?(?:summer|august)",
}  # fmt: skip
"""What people call the bank holidays that are no feasts, by their names."""
_NTHS = {
    "first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "1st": 0, "2nd": 1, "3rd": 2, "4th": 3,
}  # fmt: skip
_FOUR, _NTHS_FOUR = ("one", "two", "three", "four"), ("first", "second", "third", "fourth")
_SAYS_END = re.compile(r"\bend\b|\b(?:last|final) day\b|\bis out\b", re.IGNORECASE)


def _later(match: re.Match[str]) -> int:
    return 1 if (match["which"] or "").lower() in {"next", "following"} else 0


def _named(first: dt.date, last: dt.date, match: re.Match[str]) -> Days:
    return Days(last, last, edge=True) if _SAYS_END.search(match[0]) else Days(first, last)


def _week(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for") or asked.past:
        return None
    return _named(*reckon.working_week(asked.meeting, later=_later(match)), match)


def _this_month(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for") or asked.past:
        return None
    start = reckon.add_months(asked.meeting.replace(day=1), _later(match))
    return _named(*reckon.month_days(start.year, start.month), match)


def _quarter(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for", "at", "to", "on"):
        return None
    written = (match["quarter"] or match["quarter2"] or match["nth"]).lower()
    quarter = next(n for names in (_FOUR, _NTHS_FOUR, "1234") for n, name in enumerate(names, 1) if name == written)
    if match["year"]:
        return _named(*reckon.quarter_days(int(match["year"]), quarter), match)
    if match["financial"]:
        return _named(*reckon.quarter_days(financial_start(match["financial"]), quarter + 1), match)
    days = reckon.numbered_quarter(quarter, kind=asked.quarters, after=asked.meeting)
    return replace(_named(*days, match), note=f"read as a quarter of the {asked.quarters} year")


def _this_quarter(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for") or asked.past:
        return None
    quarter = reckon.quarter_of(asked.meeting) + _later(match)
    return _named(*reckon.quarter_days(asked.meeting.year, quarter), match)


def _year_end(match: re.Match[str], asked: Asked) -> Reading:
    last = dt.date(int(match["year"]) if match["year"] else asked.meeting.year + _later(match), 12, 31)
    return Days(last, last, edge=True)


def _financial_year(match: re.Match[str], asked: Asked) -> Reading:
    group = match.groupdict()
    start = reckon.financial_year(asked.meeting) + ((group.get("which") or "").lower() == "next")
    if group.get("financial"):
        start = financial_start(group["financial"])
    last = reckon.financial_year_days(start)[1]
    return Days(last, last, edge=True)


def _financial_start(match: re.Match[str], asked: Asked) -> Reading:  # noqa: ARG001  # a rule's reader takes both
    if asked.strength == "day":
        return NoDate()
    first = dt.date(reckon.financial_year(asked.meeting) + 1, 4, 1)
    return Days(first, first)


def _feast(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for", "in", "to", "during"):
        return None if match["weak"].lower() != "in" else NoDate()
    name = re.sub("[’']", "", match["feast"].lower())
    years = [int(match["year"])] if match["year"] else [asked.meeting.year, asked.meeting.year + 1]
    return next(Days(day, day) for year in years if (day := _feast_in(year, name)) >= asked.meeting or match["year"])


def _feast_in(year: int, name: str) -> dt.date:
    told = _FEASTS[name]
    return easter(year) + reckon.DAY * told if isinstance(told, int) else dt.date(year, *told)


def _bank_holiday(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for", "in", "to", "during", "at"):
        return None
    name = next(name for name, called in _BANK_HOLIDAYS.items() if re.fullmatch(called, match["which"], re.IGNORECASE))
    years = [int(match["year"])] if match["year"] else [asked.meeting.year, asked.meeting.year + 1]
    held = (day for year in years for day, called in reckon.bank_holidays(asked.nation, year).items() if name in called)
    return next((Days(day, day) for day in sorted(held) if match["year"] or day >= asked.meeting), NoDate())


def _remembrance(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for", "in", "to", "during", "at"):
        return None
    years = [int(match["year"])] if match["year"] else [asked.meeting.year, asked.meeting.year + 1]
    sunday = match["which"].lower() == "sunday"
    days = [_nth_weekday(year, 11, 6, 1) if sunday else dt.date(year, 11, 11) for year in years]
    return next((Days(day, day) for day in days if day and (match["year"] or day >= asked.meeting)), None)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """Return the nth such day of a month, counted from 0; -1 is the last."""
    first, last = reckon.month_days(year, month)
    if nth < 0:
        return last - reckon.DAY * ((last.weekday() - weekday) % 7)
    return first + reckon.DAY * ((weekday - first.weekday()) % 7 + 7 * nth)


def _counted(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for") or asked.past:
        return None
    month, weekday = month_number(match["month"]), weekday_number(match["weekday"])
    years = [int(match["year"])] if match["year"] else [asked.meeting.year, asked.meeting.year + 1]
    days = [_nth_weekday(year, month, weekday, _NTHS[match["nth"].lower()]) for year in years]
    return next((Days(day, day) for day in days if match["year"] or day >= asked.meeting), None)


def _today(match: re.Match[str], asked: Asked) -> Reading:
    day = asked.meeting + reckon.DAY * ("tomorrow" in match[0].lower())
    return Days(day, day, edge="end" in match[0].lower())


_FINANCIAL = rf"(?:{FINANCIAL_YEAR}|{SHORT_FINANCIAL_YEAR})"
_THIS_OR_END = rf"(?={END}|(?:later )?(?:this|next) )(?:{END}|later )?(?:(?P<which>this|current|next|following) )?"

_CLOSE = r"(?:the )?(?:close of (?:play|business)|cop|cob|eod)"

TERM_RULES = (
    Rule(
        "a week",
        rf"{LEAD}{_THIS_OR_END}(?:working )?week\b(?![’']| (?:no\.? ?)?\d)",
        _week,
        "Friday of the meeting's week or of the next; a meeting at the weekend belongs to the week that follows.",
        examples(
            ("by the end of the week", "2019-01-30", "2019-02-01"),
            ("to be sent next week", "2019-01-30", "2019-02-08"),
            ("by the end of next week", "2019-01-30", "2019-02-08"),
            ("later this week", "2019-01-28", "2019-02-01"),
            ("by the end of the following week", "2019-01-30", "2019-02-08"),
        ),
        bare=True,
    ),
    Rule(
        "this month or the next",
        rf"{LEAD}(?:{_THIS_OR_END}(?:calendar )?month|month[ -]end|eom|the month is out)\b(?![’'])",
        _this_month,
        "The last day of the month, also of later this month: it is not late before the month is out.",
        examples(
            ("by the end of the month", "2019-01-30", "2019-01-31"),
            ("by month end", "2019-02-04", "2019-02-28"),
            ("to be circulated this month", "2020-02-04", "2020-02-29"),
            ("to visit later this month", "2025-05-20", "2025-05-31"),
            ("next month", "2019-12-10", "2020-01-31"),
            ("before the end of next month", "2019-01-30", "2019-02-28"),
            ("by the last day of the month", "2019-01-30", "2019-01-31"),
        ),
        bare=True,
    ),
    Rule(
        "a numbered quarter",
        rf"{LEAD}(?:{END}|the )?(?:quarter (?P<quarter2>[1-4]|{'|'.join(_FOUR)})|q(?P<quarter>[1-4])"
        rf"|(?P<nth>{'|'.join(_NTHS_FOUR)}) quarter)\b"
        rf"(?:,?(?: of)? (?:fy ?)?(?:(?P<financial>{_FINANCIAL})|(?P<year>{YEAR})))?",
        _quarter,
        "Its last day: of the financial year where such a year is written (Q1 is April to June), of the calendar year where "
        "a single year is. With none a setting decides, the calendar year unless it is set, and the rule says so.",
        examples(
            ("in Q2", "2019-05-14", "2019-06-30"),
            ("in Q4", "2019-01-30", "2019-12-31"),
            ("by the end of Q3 2023/24", "2023-06-06", "2023-12-31"),
            ("by Q4 23/24", "2023-06-06", "2024-03-31"),
            ("by the end of Q1 2022", "2021-11-02", "2022-03-31"),
            ("by the end of quarter two", "2024-03-05", "2024-06-30"),
            ("by the end of the second quarter of 2024/25", "2024-03-05", "2024-09-30"),
        ),
    ),
    Rule(
        "this quarter or the next",
        rf"{LEAD}(?:{_THIS_OR_END}(?:financial )?quarter|quarter[ -]end)\b(?![’']| (?:\d|{'|'.join(_FOUR)}))",
        _this_quarter,
        "The last day of March, June, September or December: calendar and financial year agree.",
        examples(
            ("by the end of the quarter", "2019-01-30", "2019-03-31"),
            ("next quarter", "2019-11-12", "2020-03-31"),
            ("by the end of the current quarter", "2019-01-30", "2019-03-31"),
        ),
        bare=True,
    ),
    Rule(
        "the end of a calendar year",
        rf"{LEAD}(?:{END}(?:calendar )?(?:(?P<year>{YEAR})(?!/)|(?:(?P<which>this|next) )?(?:calendar )?year\b)"
        r"|later (?:this|(?:on )?in the) year\b|the year is out\b)",
        _year_end,
        "31 December of the meeting's year, of the next, or of the year written.",
        examples(
            ("by the end of the year", "2019-01-30", "2019-12-31"),
            ("by the end of 2020", "2019-01-30", "2020-12-31"),
            ("before the end of next year", "2019-01-30", "2020-12-31"),
            ("later this year", "2019-01-30", "2019-12-31"),
            ("before the year is out", "2024-03-05", "2024-12-31"),
        ),
        bare=True,
    ),
    Rule(
        "the end of a financial year",
        rf"{LEAD}(?:{END}(?:(?P<which>this|next|current) )?(?:financial year\b|fy(?![a-z]))|(?:financial year|fy)[ -]end\b)"
        rf"(?: ?(?P<financial>{_FINANCIAL}))?",
        _financial_year,
        "31 March at the end of the meeting's financial year, of the next, or of the one written.",
        examples(
            ("before the end of the financial year", "2014-03-18", "2014-03-31"),
            ("by the end of this financial year", "2019-05-14", "2020-03-31"),
            ("by financial year end", "2019-01-30", "2019-03-31"),
        ),
        bare=True,
    ),
    Rule(
        "the start of a financial year",
        rf"{LEAD}(?:the )?(?:start|beginning) of (?:the )?(?:(?:new|next) )?financial year\b",
        _financial_start,
        "1 April, the first after the meeting; no date after at.",
        examples(
            ("by the start of the new financial year", "2024-03-05", "2024-04-01"),
            ("before the beginning of the financial year", "2024-03-05", "2024-03-31"),
        ),
    ),
    Rule(
        "the end of a financial year in figures",
        rf"{LEAD}(?:{END}(?:year )?|year[ -]end )(?P<financial>{_FINANCIAL})",
        _financial_year,
        "Its 31 March.",
        examples(("by the end of 2023/24", "2023-06-06", "2024-03-31")),
        bare=True,
    ),
    Rule(
        "this financial year or the next",
        r"(?<!\w)(?P<weak>in|during|within|later) (?:the )?(?P<which>this|next|current) financial year\b",
        _financial_year,
        "31 March at the end of it.",
        examples(("in the next financial year", "2019-01-30", "2020-03-31")),
        strength="day",
    ),
    Rule(
        "a feast",
        rf"{LEAD}{THE}(?P<feast>{_FEAST})(?:,? (?P<year>{YEAR}))?\b"
        rf"(?! (?!{YEAR}|if|and|or|to)\w)(?![’'])",
        _feast,
        "Its day (25 December, Easter Sunday, 1 January), the first on or after the meeting; before it, the day before.",
        examples(
            ("before Christmas", "2018-11-27", "2018-12-24"),
            ("by Easter", "2019-01-30", "2019-04-21"),
            ("before the new year", "2018-11-27", "2018-12-31"),
            ("by Good Friday", "2024-03-05", "2024-03-29"),
            ("before Easter Monday", "2024-03-05", "2024-03-31"),
            ("by Christmas Eve", "2024-11-05", "2024-12-24"),
            ("by New Year's Eve", "2024-11-05", "2024-12-31"),
        ),
    ),
    Rule(
        "a bank holiday",
        rf"{LEAD}{THE}(?P<which>{'|'.join(_BANK_HOLIDAYS.values())}) bank holiday(?: monday)?(?:,? (?P<year>{YEAR}))?\b",
        _bank_holiday,
        "Its day in the nation that the settings name, the first on or after the meeting.",
        examples(
            ("by the August bank holiday", "2024-03-05", "2024-08-26"),
            ("before the early May bank holiday", "2024-03-05", "2024-05-05"),
            ("by Spring bank holiday", "2024-03-05", "2024-05-27"),
        ),
    ),
    Rule(
        "Remembrance Sunday",
        rf"{LEAD}remembrance (?P<which>sunday|day)(?: (?P<year>{YEAR}))?\b"
        r"(?! (?:parade|service|wreath|event|poppy|poppies))(?![’'])",
        _remembrance,
        "The second Sunday of November, or 11 November where the day is meant, the first on or after the meeting.",
        examples(
            ("by Remembrance Sunday", "2024-03-05", "2024-11-10"),
            ("before Remembrance Day", "2024-03-05", "2024-11-10"),
        ),
    ),
    Rule(
        "a weekday counted in a month",
        rf"{LEAD}{THE}(?P<nth>{'|'.join(_NTHS)}) (?P<weekday>{WEEKDAY})(?: (?:of|in)(?: the)?)?"
        rf" (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        _counted,
        "The first, second, third, fourth or last such day of the month, the first on or after the meeting.",
        examples(
            ("on the first Saturday of June", "2024-03-05", "2024-06-01"),
            ("by the last Friday in May", "2024-03-05", "2024-05-31"),
            ("before the 2nd Monday in January", "2024-03-05", "2025-01-12"),
        ),
    ),
    Rule(
        "the day of the meeting, or the day after",
        rf"(?<!\w)(?:(?:by|before) )?(?:{CLOCK} (?:on )?(?:today|tomorrow)|{_CLOSE}|today(?=[.;]?$)|tomorrow)(?!\w|[’'])"
        r"|(?<!\w)(?:by|before) (?:the )?end of (?:the )?(?:play|(?:working )?day)\b",
        _today,
        "The meeting's day for today and for close of play with no day named; the day after for tomorrow.",
        examples(
            ("by tomorrow", "2019-01-30", "2019-01-31"),
            ("to be sent today", "2019-01-30", "2019-01-30"),
            ("by the end of the day", "2019-01-30", "2019-01-30"),
            ("by close of play tomorrow", "2019-01-30", "2019-01-31"),
        ),
        strength="deadline",
    ),
)
