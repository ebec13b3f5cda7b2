"""Due words in an action or in a due column, and the date they make: all rules are looked up, and the strongest wins.

A date that was moved wins over one after a deadline's preposition or label; that over a day merely named; that over words
without a date. Among equals the first wins, and of overlapping words the longest are meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assurance_bot.dates.due_days import DAY_RULES
from assurance_bot.dates.due_meetings import MEETING_RULES
from assurance_bot.dates.due_spans import SPAN_RULES
from assurance_bot.dates.due_terms import TERM_RULES
from assurance_bot.dates.due_undated import UNDATED_RULES
from assurance_bot.dates.overlaps import apart
from assurance_bot.dates.reckoning import Quarters
from assurance_bot.dates.rules import NO_DATE, STRENGTHS, Asked, NoDate, Rule, last_day, strength_of
from assurance_bot.dates.words import capitalise_months
from assurance_bot.dates.written import in_words

RULES: tuple[Rule, ...] = (*DAY_RULES, *TERM_RULES, *SPAN_RULES, *MEETING_RULES, *UNDATED_RULES)
"""Every rule for due words, in the order in which a tie is decided."""

_BY_MEETINGS = frozenset(rule.name for rule in RULES if rule.by_meetings)

_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(?:of|since|from|last|previous|between|than|per|after|over|through|until|till|dated|earlier)(?: the)? $",
    re.IGNORECASE,
)
_STILL_TO_COME = (
    r"(?:need|plann|schedul|fix|arrang|rearrang|book|propos|expect|ask|invit|requir|task|confirm|intend)ed\b"
)
_TOLD_AS_PAST = re.compile(
    rf"(?<!\bbe )(?<!\bget )\b(?!{_STILL_TO_COME})"
    r"(?:\w{2,}ed|held|made|given|sent|met|said|told|brought|begun|written|seen|took place|was|were)(?: (?!to\b)\w+)? $",
    re.IGNORECASE,
)
"""Words before a mere day that make it one of the past: "the plan agreed on"."""
_DONE_BY = re.compile(r"\b(?:was|were|had been|has been|have been) (?:\w+ly )?(?!to\b|due\b)\w+ $", re.IGNORECASE)
"""Words before a deadline that tell it was met: "the review was completed by"."""
_EMBARGO = re.compile(r"\b(?:not|never|nothing|no \w+)\b[^.;,]{0,40}$", re.IGNORECASE)
"""Words before a "before" that make it no deadline: "not before 5 May"."""
_SET_APART = re.compile(r"(?:[(\[]|(?:^| )[–—-] ?|[:;] ?|^)$")
_SET_APART_END = re.compile(r" ?(?:[)\]]|[.;]?$)")


@dataclass(frozen=True, slots=True)
class Due:
    """Due words: `text[start:end]`, the date they make (None where none is to be had), and the rule by which.

    `moved`: the words say that the date was moved to it ("deferred to 5 May").
    """

    start: int
    end: int
    date: dt.date | None
    rule: str
    moved: bool = False


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
    quarters: Quarters = "calendar",
) -> Due | None:
    """Return the due words in the text of an action set at `meeting`, or None where nothing says when it is due.

    `next_meeting` is the one these minutes name; `meetings` are the days of all known meetings of the series; `nation`
    (ENG, WLS, SCT, NIR) decides which bank holidays are no working days, `quarters` of which year a bare "Q2" is.
    """
    return _strongest(text, Asked(meeting, next_meeting, tuple(meetings), nation, quarters))


def read_due_cell(
    text: str,
    *,
    meeting: dt.date,
    next_meeting: dt.date | None = None,
    meetings: Sequence[dt.date] = (),
    nation: str = "ENG",
    quarters: Quarters = "calendar",
) -> Due:
    """Return what a cell of a due column says: all its words are due words, so "June" and "31/3" count alone.

    A day without a year that went by in the last three months is read as past, because tables carry actions forward.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return Due(0, 0, None, f"{NO_DATE}: nothing is written")
    due = _strongest(
        capitalise_months(text), Asked(meeting, next_meeting, tuple(meetings), nation, quarters, cell=True)
    )
    return (
        replace(due, start=start, end=end) if due else Due(start, end, None, f"{NO_DATE}: the words are not understood")
    )


def hangs_on_meetings(rule: str) -> bool:
    """Say whether a date read by a rule, told as `Due.rule` tells it, may be another where more meetings are known."""
    return rule.removeprefix(f"{NO_DATE}: ").partition("; ")[0] in _BY_MEETINGS


def _strongest(text: str, asked: Asked) -> Due | None:
    matches = (_Found(rule, match) for rule in RULES for match in rule.matches(text))
    read = ((found, due) for found in apart(matches, span=lambda f: f.match.span()) if (due := _read(found, asked)))
    return min(read, key=lambda pair: _rank(*pair), default=(None, None))[1]


def _rank(found: _Found, due: Due) -> tuple[int, int]:
    strength = strength_of(found.rule, found.match)
    if due.date is None and strength != "deadline":
        strength = "no date"
    return STRENGTHS.index(strength), due.start


def _read(found: _Found, asked: Asked) -> Due | None:
    asked = replace(asked, strength=strength_of(found.rule, found.match))
    before = found.match.string[: found.match.start()]
    if asked.strength == "day" and not asked.cell:
        if _ABOUT_SOMETHING_ELSE.search(before) or not _may_stand(found):
            return None
        asked = replace(asked, past=bool(_TOLD_AS_PAST.search(before)))
    elif asked.strength == "deadline" and not asked.cell and _DONE_BY.search(before):
        return None
    if found.match.groupdict().get("before") and _EMBARGO.search(before):
        return None
    try:
        return _worked_out(found, asked)
    except (OverflowError, ValueError):  # a day before year 1 or after 9999
        return Due(*found.span, None, _undated(found.rule))


def _worked_out(found: _Found, asked: Asked) -> Due | None:
    reading = found.rule.read(found.match, asked)
    if isinstance(reading, NoDate):
        return Due(*found.span, None, _undated(found.rule, reading.why))
    if reading is None:
        return None
    day = last_day(reading, found.match)
    past = day < asked.meeting
    if past and asked.strength == "day" and not asked.cell:
        return None
    doubt = reading.note or (f"{in_words(day)} is before the meeting" if past else "")
    name = f"{found.rule.name}; {doubt}" if doubt else found.rule.name
    return Due(*found.span, day, name, moved=asked.strength == "moved")


def _undated(rule: Rule, why: str = "") -> str:
    name = rule.name if rule.name.startswith(NO_DATE) else f"{NO_DATE}: {rule.name}"
    return f"{name}; {why}" if why else name


def _may_stand(found: _Found) -> bool:
    """Whether the words have a preposition, need none, or stand apart: in brackets, after a dash, or alone."""
    group, text = found.match.groupdict(), found.match.string
    if found.rule.bare or found.rule.strength or group.get("weak"):
        return True
    return bool(_SET_APART.search(text[: found.match.start()]) and _SET_APART_END.match(text[found.match.end() :]))
