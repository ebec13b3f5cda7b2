"""The words of the calendar as fragments of regular expressions, and what each of them counts.

A fragment holds no capturing group, so that any rule may be built from it. "May", "March" and the short forms count only
with a capital: in lower case they are mostly other words. `capitalise_months` lifts that for people who type.
"""

from __future__ import annotations

import re

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTH = (
    r"(?:(?:january|february|april|june|july|august|september|october|november|december)\b"
    r"|(?-i:March|MARCH|May|MAY)\b"
    r"|(?-i:Jan|JAN|Feb|FEB|Mar|MAR|Apr|APR|Jun|JUN|Jul|JUL|Aug|AUG|Sept?|SEPT?|Oct|OCT|Nov|NOV|Dec|DEC)\b(?:\.(?=\s?\d))?)"
)
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?-i:Mon|MON|Tues?|TUES?|Weds?|WEDS?|Thu(?:rs?)?|THU(?:RS?)?|Fri|FRI|Sat|SAT|Sun|SUN)\b(?:\.(?=\s?\d))?)"
)
YEAR = r"(?:(?:19|20)\d\d(?![\d,]\d|\d|\s?(?:hrs?|hours)\b|[./:]\d))"
FINANCIAL_YEAR = r"(?:(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d/–-]))"

SHORT_FINANCIAL_YEAR = r"(?:(?<!\d)\d\d[/–-]\d\d(?![\d/–-]))"
"""Only for places where the words before it say that a financial year follows: it looks like a day and a month."""

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
    "sixty": 60, "ninety": 90, "a couple of": 2, "couple of": 2,
}  # fmt: skip
COUNT = r"(?:\d{1,3}|a couple of|couple of|an?|" + "|".join(n for n in NUMBERS if n.isalpha() and len(n) > 2) + ")"
UNIT = (
    r"(?:(?:working|business) days?|(?:(?:calendar|clear|full|whole) )?(?:days?|weeks?|months?|years?)"
    r"|hours?|hrs?|wks?|fortnights?|mths?|yrs?)"
)

_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    *_UNITS, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty-{n}" for n in _UNITS), "thirtieth", "thirty-first",
)  # fmt: skip
ORDINAL = "(?:" + "|".join(name.replace("-", "[ -]") for name in reversed(_ORDINALS)) + ")"
"""The day of a month in words: "first", "twenty-third"."""

_MONTH_WORD = re.compile(r"\b(?:" + "|".join(f"{n}|{n[:3]}|{n[:4]}" for n in MONTH_NAMES) + r")\b", re.IGNORECASE)
_DAY_WORD = re.compile(r"\b(?:mon|tues?|weds?|thu|thurs?|fri)\b", re.IGNORECASE)


def month_number(written: str) -> int:
    """Return 1 to 12 for a month's name, full or short, in any case."""
    return next(i for i, name in enumerate(MONTH_NAMES, start=1) if name.lower().startswith(written.lower()[:3]))


def weekday_number(written: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name, full or short, in any case."""
    return next(i for i, name in enumerate(WEEKDAY_NAMES) if name.lower().startswith(written.lower()[:3]))


def full_year(written: str) -> int:
    """Return the year meant by four digits or, for 1970 to 2069, by two."""
    digits = written.strip("'’‘ ")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def financial_start(written: str) -> int:
    """Return the year in which a financial year written as "2023/24" or "23-24" begins."""
    return full_year(re.split(r"[/–-]", written)[0])


def count(written: str) -> int:
    """Return the whole number a `COUNT` stands for."""
    words = written.lower()
    return int(words) if words.isdigit() else NUMBERS[words]


def ordinal(written: str) -> int:
    """Return the whole number an `ORDINAL` stands for."""
    return _ORDINALS.index(written.lower().replace(" ", "-")) + 1


def capitalise_months(text: str) -> str:
    """Return `text`, no longer or shorter, with the names of months and weekdays capitalised."""
    return _DAY_WORD.sub(lambda m: m[0].capitalize(), _MONTH_WORD.sub(lambda m: m[0].capitalize(), text))
