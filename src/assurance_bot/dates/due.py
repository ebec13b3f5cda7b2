"""Due words in an action or in a due column, and the date they make: all rules are looked up, and the strongest wins.

A date that was moved wins over one after a deadline's preposition or label; that over a day merely named; that over words
without a date. Among equals the first wins, and of overlapping words the longest are meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assurance_bot.dates.due_days import DAY_RULES
from assurance_bot.dates.due_meetings import MEETING_RULES
from assurance_bot.dates.due_spans import SPAN_RULES
from assurance_bot.dates.due_terms import TERM_RULES
from assurance_bot.dates.due_undated import UNDATED_RULES
from assurance_bot.dates.rules import NO_DATE, STRENGTHS, Asked, Days, Reading, Rule, last_day, strength_of
from assurance_bot.dates.written import in_words

RULES: tuple[Rule, ...] = (*DAY_RULES, *TERM_RULES, *SPAN_RULES, *MEETING_RULES, *UNDATED_RULES)
"""Every rule for due words, in the order in which a tie is decided."""

_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:of|since|from|last|previous|between|than|per|after|over|through|until|till|dated|earlier|for the period)(?: the)? $",
    re.IGNORECASE,
)
_TOLD_AS_PAST = re.compile(
    r"(?<!\bbe )(?<!\bget )\b(?!(?:need|plann|schedul|fix|arrang|rearrang|book|propos|expect|ask|invit|requir|task|confirm|intend)ed\b)"
    r"(?:\w{2,}ed|held|made|given|sent|met|said|told|brought|begun|written|seen|took place|was|were)(?: (?!to\b)\w+)? $",
    re.IGNORECASE,
)
_SET_APART = re.compile(r"(?:[(\[]|(?:^| )[–—-] ?|[:;] ?|^)$")
_SET_APART_END = re.compile(r" ?(?:[)\]]|[.;]?$)")


@dataclass(frozen=True, slots=True)
class Due:
    """Due words: `text[start:end]`, the date they make (None where none is to be had), and the rule by which."""

    start: int
    end: int
    date: dt.date | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand, a label before them left out."""
        group = self.match.groupdict()
        start = self.match.end("label") if group.get("label") else self.match.start()
        words = self.match.string[start : self.match.end()]
        return start + len(words) - len(words.lstrip(" :=–-(")), start + len(words.rstrip())


def find_due(
    text: str,
    *,
    meeting: dt.date,
    next_meeting: dt.date | None = None,
    meetings: Sequence[dt.date] = (),
    nation: str = "ENG",
) -> Due | None:
    """Return the due words in the text of an action set at `meeting`, or None where nothing says when it is due.

    `next_meeting` is the one these minutes name; `meetings` are the days of all known meetings of the series; `nation`
    (ENG, WLS, SCT, NIR) decides which bank holidays are no working days.
    """
    asked = Asked(meeting, next_meeting, tuple(meetings), nation)
    read = (due for found in _all(text) if (due := _read(found, asked)))
    return min(read, key=lambda pair: pair[0], default=((0, 0), None))[1]


def read_due_cell(
    text: str,
    *,
    meeting: dt.date,
    next_meeting: dt.date | None = None,
    meetings: Sequence[dt.date] = (),
    nation: str = "ENG",
) -> Due:
    """Return what a cell of a due column says: all its words are due words, so "June" and "31/3" count alone.

    A day without a year that went by in the last three months is read as past, because tables carry actions forward.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Due(0, 0, None, f"{NO_DATE}: nothing is written")
    asked = Asked(meeting, next_meeting, tuple(meetings), nation, cell=True)
    read = [due for found in _all(text) if (due := _read(found, asked))]
    best = min(read, key=lambda pair: pair[0], default=None)
    if best is None:
        return Due(start, end, None, f"{NO_DATE}: the words are not understood")
    return replace(best[1], start=start, end=end)


def _all(text: str) -> Iterator[_Found]:
    found = [_Found(rule, match) for rule in RULES for match in rule.expression.finditer(text)]
    found.sort(key=lambda f: f.match.start() - f.match.end())
    kept: list[_Found] = []
    for each in found:
        start, end = each.match.span()
        if start < end and not any(k.match.start() < end and start < k.match.end() for k in kept):
            kept.append(each)
    yield from kept


def _read(found: _Found, asked: Asked) -> tuple[tuple[int, int], Due] | None:
    strength, before = strength_of(found.rule, found.match), found.match.string[: found.match.start()]
    if strength == "day" and not asked.cell:
        if _ABOUT_SOMETHING_ELSE.search(before) or not (_may_stand(found) or found.rule.strength):
            return None
        asked = replace(asked, past=bool(_TOLD_AS_PAST.search(before)))
    asked = replace(asked, strength=strength)
    reading = _reading(found, asked)
    if reading == "not due":
        return None
    if not isinstance(reading, Days):
        rank = strength if strength == "deadline" else "no date"
        name = found.rule.name if found.rule.name.startswith(NO_DATE) else f"{NO_DATE}: {found.rule.name}"
        return (STRENGTHS.index(rank), found.match.start()), Due(*found.span, None, name)
    day = last_day(reading, found.match)
    if strength == "day" and not asked.cell and day < asked.meeting:
        return None
    doubt = reading.note or (f"{in_words(day)} is before the meeting" if day < asked.meeting else "")
    rule = f"{found.rule.name}; {doubt}" if doubt else found.rule.name
    return (STRENGTHS.index(strength), found.match.start()), Due(*found.span, day, rule)


def _reading(found: _Found, asked: Asked) -> Reading:
    try:
        return found.rule.read(found.match, asked)
    except (OverflowError, ValueError):  # a day before year 1 or after 9999
        return "no date"


def _may_stand(found: _Found) -> bool:
    """Whether the words have a preposition, need none, or stand apart: in brackets, after a dash, or alone."""
    group, text = found.match.groupdict(), found.match.string
    if found.rule.bare or group.get("weak"):
        return True
    return bool(_SET_APART.search(text[: found.match.start()]) and _SET_APART_END.match(text[found.match.end() :]))
