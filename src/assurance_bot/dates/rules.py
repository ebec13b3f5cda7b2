"""What a rule for due words is. A rule finds words and reads them as days; the preposition before them does the rest.

One principle decides between readings: where words name a span of days, or allow two days, the last is taken, so that
nothing is called late that may not be. Where not even the last day is certain, there is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assurance_bot.dates.reckoning import DAY, Quarters

Strength = Literal["moved", "deadline", "day", "no date"]
"""How far words are a deadline, strongest first; `STRENGTHS` is the order in which they win."""

STRENGTHS: tuple[Strength, ...] = ("moved", "deadline", "day", "no date")

NO_DATE = "no date to be had"

CLOCK = (
    r"(?:(?:the )?(?:close of (?:play|business)|cop|cob|eod|end of (?:the )?(?:play|(?:working )?day))"
    r"|(?:12 )?noon|midday|midnight|lunchtime|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|noon)\b|\d\d:\d\d|\d{4} ?(?:hrs|hours))"
)
_LABEL = (
    r"(?:(?:due(?: back)?|deadline|timescale|time ?frame|by when|(?:due|target|completion|review|delivery) date"
    r"|(?:first|next) (?:report|update|return|draft|review))"
    r"(?: date)?(?: for \w+)?(?: (?:is|was|of))?(?: now)?)"
)
_MOVED = (
    r"(?:(?:(?:moved|slipped|slips|pushed|changed|rescheduled|re-?dated|"
    r"deferred|postponed|extended|put back|adjourned|revised|carried (?:over|forward)|brought forward)(?: back)?)"
    r"(?: from [^.;]{1,30}?)? (?:until|till|to|into)"
    r"|(?:mov(?:e|ed|ing)|put(?:ting)? back|extend(?:ed|ing)?|chang(?:e|ed|ing)|defer(?:red|ring)?|postpon(?:e|ed|ing))"
    r" (?:the |this |it|its )?(?:(?:new |due |target |completion )?(?:date|deadline|timescale|action))?(?: back)?"
    r" ?(?:until|till|to)"
    r"|(?:agreed|allowed|granted|given)(?: (?:him|her|them|[A-Z][\w/]*))? (?:until|till|to)(?= (?:the end of )?(?:\d|[A-Z]))"
    r"|(?:an? |the )?(?:extension|deferral|postponement)(?: of time)? (?:until|till|to)"
    r"|(?:revised|new|extended) (?:date|deadline|timescale)(?: is| of)?:?|now due|→|->)"
)
_BY = (
    r"by(?: the time of)?|(?:no|not) later than|on or before|by or before|at the latest by|in time for|in readiness for"
)
LEAD = (
    rf"(?<![\w£])(?:(?P<moved>{_MOVED}) )?(?:(?P<label>{_LABEL}) ?[:=–-]? ?)?"
    rf"(?:(?:(?P<by>{_BY})|(?P<before>before|prior to|ahead of|in advance of)|(?P<weak>on|in|for|at|to|during)) )?"
    rf"(?:{CLOCK},? (?:on |of )?)?"
)
THE = r"(?:(?:the|our) )?"
END = r"(?:the )?(?:(?:very )?end(?: of(?: the)?)?[ -]|(?:last|final) day (?:of|in) (?:the )?)"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that words name, inclusive.

    `edge`: "before" them still means the last of them, as in "before the end of March". `note` is a doubt, in words.
    """

    first: dt.date
    last: dt.date
    edge: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule may know: the day of the meeting, the meetings around it, whose bank holidays and quarters count.

    `strength` says how far the words found are a deadline; `cell`: they are all that a due column holds; `past`: the words
    before them tell of what has been done ("the plan agreed on").
    """

    meeting: dt.date
    next_meeting: dt.date | None = None
    meetings: tuple[dt.date, ...] = ()
    nation: str = "ENG"
    quarters: Quarters = "calendar"
    strength: Strength = "deadline"
    cell: bool = False
    past: bool = False

    @property
    def next(self) -> dt.date | None:
        """The next meeting's day, where it is known."""
        if self.next_meeting and self.next_meeting > self.meeting:
            return self.next_meeting
        return min((day for day in self.meetings if day > self.meeting), default=None)


@dataclass(frozen=True, slots=True)
class NoDate:
    """Due words from which no date is to be had; `why`, in words, where the name of the rule does not say it."""

    why: str = ""


Reading = Days | NoDate | None
"""What words turn out to be: days, due words without a date, or (None) no due words at all."""


@dataclass(frozen=True, slots=True)
class Example:
    """Words, the meeting that minuted them, and the date that must come out (None: no date is to be had)."""

    words: str
    meeting: dt.date
    due: dt.date | None
    next_meeting: dt.date | None = None
    meetings: tuple[dt.date, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule: its name, the words it finds, how it reads them, the same in a sentence, and examples.

    `strength` is given where the words themselves decide it and no preposition is looked at. `bare`: the words count
    anywhere in running text without a preposition. `by_meetings`: the date hangs on which meetings are known.
    """

    name: str
    pattern: str
    read: Callable[[re.Match[str], Asked], Reading]
    says: str
    examples: tuple[Example, ...]
    strength: Strength | None = None
    bare: bool = False
    by_meetings: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def core(self) -> re.Pattern[str]:
        """The compiled pattern without what may lead it, which is far quicker to find nothing."""
        return re.compile(rf"(?<!\w)(?:{self.pattern.partition(LEAD)[2] or self.pattern})", re.IGNORECASE)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the rule finds its words."""
        if self.core.search(text):
            yield from self.expression.finditer(text)


def strength_of(rule: Rule, match: re.Match[str]) -> Strength:
    """Return how far the words of a match are a deadline."""
    group = match.groupdict()
    if group.get("moved"):
        return "moved"
    if rule.strength:
        return rule.strength
    return "deadline" if any(group.get(name) for name in ("label", "by", "before")) else "day"


def last_day(days: Days, match: re.Match[str]) -> dt.date:
    """Return the day by which it is due: "before" leaves out the days named, anything else runs to the last of them."""
    strictly_before = match.groupdict().get("before") and not days.edge
    return days.first - DAY if strictly_before else days.last


def phrases(*patterns: str) -> str:
    """Return a pattern that finds any of some phrases as whole words."""
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


def nothing(match: re.Match[str], asked: Asked) -> Reading:  # noqa: ARG001  # a rule's reader takes both
    """Read due words from which no date is to be had."""
    return NoDate()


def examples(*rows: tuple[str, str, str | None] | tuple[str, str, str | None, str]) -> tuple[Example, ...]:
    """Return examples from rows of words, meeting, due date and, where it matters, the next meeting, as ISO dates."""
    day = dt.date.fromisoformat
    return tuple(
        Example(words, day(meeting), day(due) if due else None, day(rest[0]) if rest else None)
        for words, meeting, due, *rest in rows
    )
