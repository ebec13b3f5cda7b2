"""Rules for due words that count from the meeting: "within two weeks", "in 6-8 weeks time", "10 working days".

The day of the meeting does not count; of two numbers the greater does; a month that is too short ends on its last day.
"""

from __future__ import annotations

import datetime as dt
import re

from assurance_bot.dates import reckoning as reckon
from assurance_bot.dates.due_meetings import OURS, held_in
from assurance_bot.dates.rules import LEAD, Asked, Days, NoDate, Reading, Rule, examples, nothing
from assurance_bot.dates.words import COUNT, MONTH, UNIT, YEAR, count

_UNIT = rf"(?P<unit>{UNIT})\b(?:[’']s?|s[’'])?"
_NUMBER = rf"(?P<number>{COUNT})(?: ?\(\d{{1,3}}\))?(?: ?(?:-|–|to|or) ?(?P<greater>{COUNT}))?[ -]"
_WITHOUT = r"(?:(?<=within the )|(?<=next )|(?<=coming ))(?!\w+s\b)"  # "within the month" is one month
_SPAN = _NUMBER + _UNIT
_MEETING = r"(?:the date of )?(?:the|this|today[’']s) meeting"
_FROM_NOW = rf"(?: time)?(?: (?:from|of|after) (?:{_MEETING}|today|now))?"
_FROM_ELSEWHERE = rf" (?:of|after|from|following) (?!now|today|{_MEETING})(?:(?:the|an?|their|his|her|its) )?[\w-]+"
_NEXT_MEETING = r"(?:the |our )?next (?:(?:board|panel|committee|council|scheduled|monthly) )?meeting"


_A_STANDARD = re.compile(r"\b(?:is|are|was|were|been|being) (?:(?:not|all|\w+ly) )?(?!to\b|due\b)\w+ $", re.IGNORECASE)
"""What comes before a span that tells how fast things are done: "calls are answered within 24 hours"."""


def counted(day: dt.date, match: re.Match[str], *, nation: str, sign: int = 1) -> dt.date:
    """Return the day so many days, weeks, months or years after `day`, or before it where `sign` is -1."""
    number, written = count(match["greater"] or match["number"] or "one") * sign, match["unit"].lower()
    if written.startswith(("working", "business")):
        return reckon.add_working_days(day, number, nation=nation)
    unit = written.rpartition(" ")[2]  # "calendar months" are months
    if unit.startswith("m"):
        return reckon.add_months(day, number)
    if unit.startswith("y"):
        return reckon.add_months(day, 12 * number)
    if unit.startswith("h"):
        return day + reckon.DAY * -(-number // 24)
    days = 14 if unit.startswith("f") else 7 if unit.startswith("w") else 1
    return day + reckon.DAY * days * number


def _from_the_meeting(match: re.Match[str], asked: Asked) -> Reading:
    if asked.strength == "deadline" and _A_STANDARD.search(match.string[: match.start()]):
        return None
    day = counted(asked.meeting, match, nation=asked.nation)
    return Days(day, day)


def _before_the_next(match: re.Match[str], asked: Asked) -> Reading:
    day = held_in(match, asked) if match["month"] else asked.next
    if day is None:
        return NoDate("its day is not known")
    day = counted(day, match, nation=asked.nation, sign=-1)
    return Days(day, day)


def _next_working_day(match: re.Match[str], asked: Asked) -> Reading:  # noqa: ARG001  # a rule's reader takes both
    day = reckon.add_working_days(asked.meeting, 1, nation=asked.nation)
    return Days(day, day)


SPAN_RULES = (
    Rule(
        "a span within which",
        rf"(?<!\w)(?:within|inside)(?: the)?(?: next| coming)? (?:{_NUMBER}|{_WITHOUT}){_UNIT}{_FROM_NOW}"
        rf"(?!{_FROM_ELSEWHERE})",
        _from_the_meeting,
        "So many days, weeks, months or years after the meeting; hours are rounded up to whole days.",
        examples(
            ("Within two weeks", "2019-01-30", "2019-02-13"),
            ("within 14 days", "2019-01-30", "2019-02-13"),
            ("within a month", "2019-01-31", "2019-02-28"),
            ("within 10 working days", "2019-04-16", "2019-05-02"),
            ("within the next six months", "2019-01-30", "2019-07-30"),
            ("within the week", "2019-01-30", "2019-02-06"),
            ("within 48 hours", "2019-01-30", "2019-02-01"),
            ("within 28 days of the meeting", "2019-01-30", "2019-02-27"),
            ("within six calendar months", "2024-03-05", "2024-09-05"),
            ("within one calendar month", "2024-03-05", "2024-04-05"),
            ("within two full weeks", "2024-03-05", "2024-03-19"),
            ("within seven (7) days", "2024-03-05", "2024-03-12"),
        ),
        strength="deadline",
    ),
    Rule(
        "a span after which",
        rf"(?<!\w)in (?:about |around |approximately |the (?:next|coming) )?(?:{_NUMBER}|{_WITHOUT})"
        rf"{_UNIT}{_FROM_NOW}(?!{_FROM_ELSEWHERE}| ago)",
        _from_the_meeting,
        "As for a span within which; of two numbers the greater.",
        examples(
            ("in six weeks", "2019-01-30", "2019-03-13"),
            ("in 6-8 weeks time", "2025-04-08", "2025-06-03"),
            ("in three months' time", "2018-11-30", "2019-02-28"),
            ("in a fortnight", "2019-01-30", "2019-02-13"),
        ),
        strength="day",
    ),
    Rule(
        "a span from now",
        rf"(?<!\w){_SPAN}(?: time)? (?:from (?:now|{_MEETING})|(?:from )?today\b)",
        _from_the_meeting,
        "As for a span within which.",
        examples(("six months from now", "2019-01-30", "2019-07-30")),
        strength="day",
    ),
    Rule(
        "a span alone",
        rf"(?<!\w){_SPAN}",
        _from_the_meeting,
        "As for a span within which, where the words stand in brackets, after a dash, or alone in a due column.",
        examples(
            ("(10 working days)", "2019-12-17", "2020-01-03"),
            ("to review - 6 months", "2019-01-30", "2019-07-30"),
        ),
    ),
    Rule(
        "a span before a meeting",
        rf"(?<!\w)(?:at least |(?:by|no later than) )?{_SPAN} (?:before|prior to|ahead of|in advance of) "
        rf"(?:{_NEXT_MEETING}|(?:the |our )?(?P<month>{MONTH})(?:[’']s)?(?:,? (?P<year>{YEAR}))? {OURS})",
        _before_the_next,
        "So long before the next meeting, or the one in a month, where its day is known.",
        examples(
            ("at least five working days before the next meeting", "2019-01-30", "2019-03-20", "2019-03-27"),
            ("one week ahead of the April meeting", "2024-03-05", "2024-04-09", "2024-04-16"),
            ("one week ahead of the May meeting", "2024-03-05", None, "2024-04-16"),
        ),
        strength="deadline",
        by_meetings=True,
    ),
    Rule(
        "the next working day",
        rf"{LEAD}(?:the )?(?:next|following) (?:working|business) day\b",
        _next_working_day,
        "The first after the meeting, by the bank holidays of the nation.",
        examples(("by the next working day", "2024-03-28", "2024-04-02")),
        strength="deadline",
    ),
    Rule(
        "no date to be had: counted from another day",
        rf"(?<!\w)(?:within|inside|in) {_SPAN}{_FROM_ELSEWHERE}",
        nothing,
        "The day from which to count is not in these words.",
        examples(
            ("within 28 days of receipt", "2019-01-30", None), ("in two weeks after publication", "2019-01-30", None)
        ),
        strength="deadline",
    ),
)
