"""Rules for due words that name a day, a weekday or a month.

A year that is not written is that of the first such day on or after the meeting, where the words are a deadline ("by 3
May"); where they only name a day ("on 3 May"), the nearest is meant, and what is past is no due date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.rules import END, LEAD, THE, Asked, Days, NoDate, Reading, Rule, examples
from assurance_bot.dates.words import (
    MONTH,
    ORDINAL,
    WEEKDAY,
    YEAR,
    full_year,
    month_number,
    ordinal,
    weekday_number,
)
from assurance_bot.dates.written import DATE, WrittenDate, read_date

JUST_PAST = dt.timedelta(days=92)
"""In a due column, a day without a year that is no longer past than this is not next year's: the action was carried."""

_THAT_YEAR = r"(?: (?P<of>this|next) year\b)?"
_MONTH_YEAR = rf"(?P<month>{MONTH})(?:,? ?(?P<year>{YEAR}|[’'‘]\d\d\b))?{_THAT_YEAR}"
_OR_MONTH = rf"(?:{MONTH} ?(?:/|–|-|or|to|and) ?)?"
_TWO_DIGITS = r"\d\d(?![\d:.%/]|st|nd|rd|th| ?[ap]m\b)"


def choose_year(written: WrittenDate, asked: Asked) -> int | None:
    """Return the year of a day written without one, or None where no year near the meeting has such a day."""
    years = range(asked.meeting.year - 1, asked.meeting.year + 3)
    if not 1 <= written.month <= 12:
        return None
    # Where a month is too short its last day stands in, so that "29 February" is not put off to a leap year.
    ends = {year: reckon.month_days(year, written.month)[1] for year in years}
    days = [reckon.make_day(year, written.month, written.day) or end for year, end in ends.items()]
    if asked.past:
        return next((day.year for day in reversed(days) if day <= asked.meeting), None)
    if asked.strength == "day" and not asked.cell:
        return min(days, key=lambda day: abs(day - asked.meeting)).year if days else None
    earliest = asked.meeting - JUST_PAST if asked.cell else asked.meeting
    return next((day.year for day in days if day >= earliest), None)


def named_month(match: re.Match[str], asked: Asked) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the month in the groups `month` and `year`."""
    month, said = month_number(match["month"]), said_year(match, asked)
    if said is not None:
        return reckon.month_days(said, month)
    # The 28th stands for the month; a deadline in this very month is this month's to its last day.
    here = month == asked.meeting.month and not asked.past
    year = asked.meeting.year if here else choose_year(WrittenDate(0, 0, 28, month), asked)
    return reckon.month_days(year or asked.meeting.year, month)


def said_year(match: re.Match[str], asked: Asked) -> int | None:
    """Return the year in the group `year`, or that of "this year" or "next year" in the group `of`; None where neither."""
    group = match.groupdict()
    if group.get("year"):
        return full_year(group["year"])
    return asked.meeting.year + (group["of"].lower() == "next") if group.get("of") else None


def only_names(match: re.Match[str], asked: Asked, *words: str) -> bool:
    """Return whether the preposition is one that tells what something is about, and not when it is due."""
    alone = not asked.cell and not match["moved"] and not match["label"]
    return alone and (match["weak"] or "").lower() in words


def _day(match: re.Match[str], asked: Asked) -> Reading:
    written = read_date(match["date"])
    if written is None or only_names(match, asked, "to", "at", "in", "during"):
        return None
    year = said_year(match, asked) if written.year is None else written.year
    found, complaint = written.resolve(near=asked.meeting, year=year or choose_year(written, asked))
    return Days(found, found, note=complaint or "") if found else NoDate(complaint or "")


def _day_of_month(match: re.Match[str], asked: Asked) -> Reading:
    if asked.strength != "deadline" and not asked.cell:
        return None
    later = reckon.add_months(asked.meeting.replace(day=1), 1)
    which, nth = (match["which"] or "").lower(), int(match["nth"]) if match["nth"] else ordinal(match["word"])
    starts = (later,) if which.startswith(("next", "the following", "prox")) else (asked.meeting, later)
    days = [reckon.make_day(start.year, start.month, nth) for start in starts]
    if which.startswith("inst"):
        return Days(days[0], days[0]) if days[0] else NoDate()
    found = next((day for day in days if day and day >= asked.meeting), None)
    return Days(found, found) if found else NoDate()


def _day_in_words(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "to", "at", "in", "during"):
        return None
    written = WrittenDate(0, 0, ordinal(match["word"]), month_number(match["month"]))
    found, complaint = written.resolve(near=asked.meeting, year=said_year(match, asked) or choose_year(written, asked))
    return Days(found, found) if found else NoDate(complaint or "")


def _two_days(match: re.Match[str], asked: Asked) -> Reading:
    """Read the last of two days, which its words write out; from the first, its number, "before" counts."""
    last = _day(match, asked)
    if not isinstance(last, Days):
        return last
    first = reckon.make_day(last.last.year, last.last.month, int(match["first"]))
    return replace(last, first=first) if first and first < last.last else None


def _working_day(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for"):
        return None
    if match["month"]:
        first, last = named_month(match, asked)
    else:
        start = reckon.add_months(asked.meeting.replace(day=1), match["whose"].lower() in {"next", "the following"})
        first, last = reckon.month_days(start.year, start.month)
    edge, days = (first - reckon.DAY, 1) if match["which"].lower() == "first" else (last + reckon.DAY, -1)
    day = reckon.add_working_days(edge, days, nation=asked.nation)
    return Days(day, day)


def _month(match: re.Match[str], asked: Asked) -> Reading:
    if only_names(match, asked, "for", "at", "to", "on"):
        return None
    return Days(*named_month(match, asked))


def _month_or_day(match: re.Match[str], asked: Asked) -> Reading:
    month, year = month_number(match["month"]), full_year(match["two"])
    if abs(year - asked.meeting.year) <= 2:
        return Days(*reckon.month_days(year, month))
    written = WrittenDate(0, 0, int(match["two"]), month)
    found, complaint = written.resolve(near=asked.meeting, year=choose_year(written, asked))
    return Days(found, found, note=complaint or "") if found else NoDate(complaint or "")


def _month_end(match: re.Match[str], asked: Asked) -> Reading:
    _, last = named_month(match, asked)
    return Days(last, last, edge=True)


def _month_start(match: re.Match[str], asked: Asked) -> Reading:
    first, _ = named_month(match, asked)
    if asked.strength == "day":
        return NoDate()
    if said_year(match, asked) is None and first < asked.meeting:
        first = reckon.add_months(first, 12)
    return Days(first, first)


def _weekday(match: re.Match[str], asked: Asked) -> Reading:
    if asked.past:
        return None
    weekday, which = weekday_number(match["weekday"]), (match["which"] or match["after"] or "").lower()
    found, ahead = reckon.weekday_after(asked.meeting, weekday), (match["ahead"] or "").lower()
    if which in {"next", "next week"}:
        found = reckon.week_of(asked.meeting, later=1)[0] + reckon.DAY * weekday
    elif which == "week" or "week" in ahead:
        found += reckon.DAY * 7
    elif which == "fortnight" or ahead:
        found += reckon.DAY * 14
    return Days(found, found)


def _week_named(match: re.Match[str], asked: Asked) -> Reading:
    written, ending = read_date(match["date"]), match["what"].lower() in {"week ending", "w/e"}
    year = choose_year(written, asked) if written and written.year is None else None
    found, complaint = written.resolve(near=asked.meeting, year=year) if written else (None, None)
    if found is None:
        return NoDate()
    last = found if ending else reckon.week_of(found)[0] + reckon.DAY * 4
    return Days(min(found, last), last, note=complaint or "")


DAY_RULES = (
    Rule(
        "a day with its weekday",
        rf"{LEAD}{THE}(?={WEEKDAY})(?P<date>{DATE}){_THAT_YEAR}",
        _day,
        "As a day written out, and without a preposition too. A weekday that does not fit the day is told with the rule.",
        examples(
            ("by Friday 12 May", "2023-05-02", "2023-05-12"),
            ("to be ready for Saturday 14th June", "2014-05-20", "2014-06-14"),
            ("a visit, Thursday 28 March, to be arranged", "2019-01-30", "2019-03-28"),
        ),
        bare=True,
    ),
    Rule(
        "a day written out",
        rf"{LEAD}{THE}(?P<date>{DATE}){_THAT_YEAR}",
        _day,
        "The day; before it, the day before. Without a year: the first such day on or after the meeting; after a mere on or "
        "for, the nearest such day, which is no due date where it is past.",
        examples(
            ("by 31 March 2023", "2022-11-08", "2023-03-31"),
            ("by 31/3", "2022-11-08", "2023-03-31"),
            ("to attend on 8/5 if free", "2014-04-15", "2014-05-08"),
            ("no later than 14 February", "2019-01-30", "2019-02-14"),
            ("before 1 April 2020", "2020-01-14", "2020-03-31"),
            ("Deadline: 3 May", "2022-03-15", "2022-05-03"),
            ("comments due back 12 April", "2024-03-05", "2024-04-12"),
            ("Due 14/02/2023", "2023-01-10", "2023-02-14"),
            ("every term, first report 30/06/24", "2024-03-06", "2024-06-30"),
            ("COP 12 May", "2023-05-02", "2023-05-12"),
            ("by noon on 6 June 2024", "2024-05-21", "2024-06-06"),
            ("to report back (31 March)", "2019-01-30", "2019-03-31"),
            ("deadline extended to 30 June 2021", "2021-03-02", "2021-06-30"),
            ("by 30 February", "2019-01-30", None),
        ),
    ),
    Rule(
        "a day of the month",
        rf"{LEAD}(?:the )?(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{ORDINAL}))"
        r"(?:(?: of)? (?P<which>(?:the|this|next|the following) month\b|(?:inst|prox)(?:ant|imo)?\b\.?)"
        r"|(?(word)(?!)|(?= ?(?:[.,;:)]|$))))",
        _day_of_month,
        "The first such day on or after the meeting; inst. is of its month, prox. of the next.",
        examples(
            ("by the 12th inst.", "2024-03-05", "2024-03-12"),
            ("by the 4th prox.", "2024-03-05", "2024-04-04"),
            ("by the first of next month", "2024-03-05", "2024-04-01"),
            ("by the 15th", "2019-01-30", "2019-02-15"),
            ("by the 28th of next month", "2019-01-30", "2019-02-28"),
        ),
    ),
    Rule(
        "a day in words",
        rf"{LEAD}{THE}(?P<word>{ORDINAL})(?: day)? of {_MONTH_YEAR}",
        _day_in_words,
        "As a day written out in figures.",
        examples(
            ("by the first of May", "2024-03-05", "2024-05-01"),
            ("no later than the twenty-third of April 2024", "2024-03-05", "2024-04-23"),
        ),
    ),
    Rule(
        "two days of a month",
        rf"{LEAD}{THE}(?P<first>\d{{1,2}})(?:st|nd|rd|th)? ?(?:[-–/&]|or|and|to) ?(?:the )?"
        rf"(?P<date>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{MONTH}(?:,? {YEAR})?){_THAT_YEAR}",
        _two_days,
        "The later of them; before them, the day before the earlier.",
        examples(
            ("by 3rd or 4th April", "2024-03-05", "2024-04-04"),
            ("by 28/29 March 2024", "2024-03-05", "2024-03-29"),
            ("before 11-13 June", "2024-03-05", "2024-06-10"),
        ),
    ),
    Rule(
        "the first or the last working day of a month",
        rf"{LEAD}{THE}(?P<which>first|last|final) (?:working|business) day (?:of|in)"
        rf"(?: {_MONTH_YEAR}| (?P<whose>the|this|next|the following) month\b)",
        _working_day,
        "That day, by the bank holidays of the nation; of the first such month that is not over.",
        examples(
            ("by the last working day of March", "2024-03-05", "2024-03-28"),
            ("by the first working day of next month", "2024-03-05", "2024-04-02"),
        ),
    ),
    Rule(
        "the end of a month",
        rf"{LEAD}(?:{END}(?:month of )?|late(?: in)?[ -])(?:{MONTH} ?(?:/|or) ?)?{_MONTH_YEAR}",
        _month_end,
        "The last day of that month, after before too.",
        examples(
            ("by the end of March", "2019-01-30", "2019-03-31"),
            ("by end March 2023", "2022-11-08", "2023-03-31"),
            ("before the end of December", "2018-10-09", "2018-12-31"),
            ("by late September", "2021-06-15", "2021-09-30"),
            ("by the end of February", "2020-02-04", "2020-02-29"),
            ("by the last day of May", "2024-03-05", "2024-05-31"),
        ),
    ),
    Rule(
        "the start of a month",
        rf"{LEAD}{THE}(?:start|beginning) of {_MONTH_YEAR}",
        _month_start,
        "Its first day, after by or before; no date after at.",
        examples(("by the start of April", "2019-01-30", "2019-04-01"), ("at the start of May", "2019-01-30", None)),
    ),
    Rule(
        "a month and two digits",
        rf"{LEAD}(?P<month>{MONTH})[ -]?(?P<apostrophe>[’'‘])?(?P<two>{_TWO_DIGITS})",
        _month_or_day,
        "The last day of that month, where the digits make a year within two of the meeting's; else the digits are the day.",
        examples(("by Mar 23", "2022-09-06", "2023-03-31"), ("by Mar 23", "2019-01-30", "2019-03-23")),
    ),
    Rule(
        "a month",
        rf"{LEAD}{_OR_MONTH}{_MONTH_YEAR}(?![-–/]\w| \d{{1,2}}\b|[’']s| (?:day|elections?)\b)",
        _month,
        "Its last day; before it, the last day of the month before. After for: what something is about, so no due words.",
        examples(
            ("by June", "2016-04-12", "2016-06-30"),
            ("by April 2026", "2025-12-09", "2026-04-30"),
            ("before October", "2020-07-14", "2020-09-30"),
            ("will report in March", "2019-01-30", "2019-03-31"),
            ("by July/August", "2021-05-04", "2021-08-31"),
            ("by October next year", "2021-05-04", "2022-10-31"),
        ),
    ),
    Rule(
        "a week named by a day",
        rf"{LEAD}(?:{END}|{THE})(?P<what>week (?:commencing|beginning|of|ending)|w/c|w/b|w/e) (?:on )?{THE}(?P<date>{DATE})",
        _week_named,
        "Friday of the week that begins with the day or holds it; for a week ending on a day, that day.",
        examples(
            ("in the week commencing 12 May", "2025-04-29", "2025-05-16"),
            ("w/c 4 March", "2019-01-30", "2019-03-08"),
            ("by week ending 14 June 2024", "2024-05-21", "2024-06-14"),
            ("by the end of the week commencing 8 April", "2024-03-05", "2024-04-12"),
        ),
        bare=True,
    ),
    Rule(
        "a weekday",
        rf"{LEAD}(?:(?P<ahead>(?:a|one) week|(?:a|one) fortnight) (?:on|from) )?{THE}"
        rf"(?:(?P<which>next|this coming|this|coming) )?(?P<weekday>{WEEKDAY})"
        r"(?: (?:of )?(?P<after>next week|next|week|fortnight)\b)?(?![’'])",
        _weekday,
        "The first such day after the meeting. Next Friday, by the later of its two readings, is that of the week after the "
        "meeting's; Friday week, or a week on Friday, is a week after the first, Friday fortnight two.",
        examples(
            ("by Friday", "2019-01-30", "2019-02-01"),
            ("by next Friday", "2019-01-30", "2019-02-08"),
            ("by Friday week", "2019-01-30", "2019-02-08"),
            ("by a week on Friday", "2024-03-06", "2024-03-15"),
            ("a fortnight on Monday", "2024-03-06", "2024-03-25"),
            ("by close of play Friday", "2019-01-30", "2019-02-01"),
            ("by 5pm on Monday", "2019-01-30", "2019-02-04"),
            ("before Wednesday", "2019-01-30", "2019-02-05"),
        ),
    ),
)
