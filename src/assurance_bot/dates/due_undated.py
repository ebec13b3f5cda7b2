"""Rules for due words from which no date is to be had, and for those that mean at once.

The name of each says why there is none. They give way to any words with a day in the same text.
"""

from __future__ import annotations

import re

from assurance_bot.dates.rules import LEAD, Asked, Days, Reading, Rule, examples, nothing
from assurance_bot.dates.words import MONTH, YEAR

_AT_THE_END = r"(?=[ .;)\]]*$)"
_SEASON = r"(?:spring|summer|autumn|winter)"


def _at_once(match: re.Match[str], asked: Asked) -> Reading:  # noqa: ARG001  # a rule's reader takes both
    return Days(asked.meeting, asked.meeting)


UNDATED_RULES = (
    Rule(
        "at once",
        r"(?<!\w)(?:with immediate effect|immediately(?! (?:after|before|following|prior|adjacent|next|behind|available|apparent))"
        r"|straight ?away|forthwith|without delay)\b",
        _at_once,
        "The day of the meeting.",
        examples(("immediately", "2019-01-30", "2019-01-30"), ("with immediate effect", "2019-01-30", "2019-01-30")),
        strength="day",
    ),
    Rule(
        "no date to be had: as soon as it can be",
        r"(?<!\w)(?:asap|a\.s\.a\.p\.?|as soon as (?:is )?(?:reasonably )?(?:possible|practicable|practical|able|they can|he can|she can)"
        r"|at (?:the|their|your|his|her) earliest (?:opportunity|convenience)|(?:when|where|whenever) (?:time permits|possible|practicable)"
        r"|urgently|as a matter of urgency|as and when(?: (?:required|needed|necessary|possible|available))?)(?!\w)",
        nothing,
        "No day is named.",
        examples(
            ("ASAP", "2019-01-30", None),
            ("as soon as possible", "2019-01-30", None),
            ("at the earliest opportunity", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: some day",
        r"(?<!\w)(?:in due course|in the (?:near|very near|not too distant) future|in (?:the )?coming (?:days|weeks|months|year)"
        r"|in the (?:short|medium|longer?) term|in a few (?:days|weeks|months)(?:[’'] time| time)?|shortly(?! (?:after|before))"
        r"|(?:very )?soon(?! (?:as|after))|until further notice|at some (?:point|stage)|when convenient|in the fullness of time)\b",
        nothing,
        "No day is named.",
        examples(
            ("in due course", "2017-06-06", None),
            ("in the near future", "2019-01-30", None),
            ("shortly", "2019-01-30", None),
            ("in the coming weeks", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: it is still to be fixed",
        r"(?<!\w)(?:(?<![A-Z] )(?-i:TBC|TBD|TBA|tbc|tbd|tba)|(?:(?:date|timescale|deadline)s? )?to be (?:confirmed|agreed|determined|advised|fixed|arranged)"
        + _AT_THE_END
        + r"|(?:a |the )?date (?:is )?to be (?:confirmed|agreed|determined|advised|fixed|arranged|set)|no (?:fixed )?date)(?!\w)",
        nothing,
        "The minutes say that no day was set.",
        examples(
            ("TBC", "2019-01-30", None), ("on a date to be agreed", "2019-01-30", None), ("TBD", "2019-01-30", None)
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: it goes on",
        r"(?<!\w)(?:ongoing|on-going|continuing|continuous|rolling|indefinitely|open-ended)" + _AT_THE_END,
        nothing,
        "It has no end. Counts only as the last words of a text or as a whole cell.",
        examples(("ongoing", "2019-01-30", None), ("to keep under review - ongoing", "2019-01-30", None)),
        strength="no date",
    ),
    Rule(
        "no date to be had: it recurs",
        r"(?<!\w)(?:(?:at |on |in )?(?:each|every) (?:\w+ )?(?:day|week|fortnight|month|quarter|year|meeting|(?:mon|tues|wednes|thurs|fri)day)\b"
        r"|on an? (?:daily|weekly|fortnightly|monthly|quarterly|annual|six[ -]monthly|regular) basis|at (?:all )?future meetings"
        r"|(?:once|twice) a (?:week|month|quarter|year)|annually|(?:daily|weekly|fortnightly|monthly|quarterly|six[ -]monthly|regularly|yearly|annual)"
        + _AT_THE_END
        + ")",
        nothing,
        "It is due again and again.",
        examples(
            ("annually", "2019-01-30", None),
            ("to report quarterly", "2019-01-30", None),
            ("each month", "2019-01-30", None),
            ("at every meeting", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: it waits for something",
        r"(?<!\w)(?:once (?!an?\b|again|more|per|every)|as soon as (?!(?:is )?(?:reasonably )?(?:possible|practicable|practical|able)))"
        r"(?:the|this|these|it|they|he|she|we|all|his|her|their|our|complete|completed|agreed|approved|available|received|published|known)\b[^.;]*"
        r"|(?<!\w)when (?:it is |they are |this is |these are )?(?:available|known|received|ready|published|complete|completed)\b"
        r"|(?<!\w)(?:up)?on (?:the )?(?:receipt|completion|publication|approval)\b(?: of [^.;,]*)?",
        nothing,
        "The day of what it waits for is not known.",
        examples(
            ("when available", "2019-01-30", None),
            ("once the report is published", "2019-01-30", None),
            ("on receipt of the figures", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: part of a month or year",
        rf"{LEAD}(?:the )?(?:(?:early|mid|middle of|start of|beginning of)(?: in)?[ -](?:the )?(?:{MONTH}(?:,? {YEAR})?|(?:new )?year|next year|{YEAR}|next month)"
        rf"|(?:(?:early|late|mid|next|this|end of|end of the)[ -])?{_SEASON}(?:,? {YEAR})?(?! \w+ing\b)|new year(?= *[.;,)]|$))",
        nothing,
        "Where early, middle or a season ends is not agreed.",
        examples(
            ("mid-June", "2019-01-30", None),
            ("early July", "2019-01-30", None),
            ("by summer", "2019-01-30", None),
            ("in the autumn", "2019-01-30", None),
            ("early in the new year", "2019-01-30", None),
        ),
    ),
    Rule(
        "no date to be had: which year's end is not said",
        rf"{LEAD}(?<!financial )(?:the )?year[ -]end\b",
        nothing,
        "31 December or 31 March: year end may be the calendar's or the accounts'.",
        examples(("by year end", "2019-01-30", None)),
    ),
    Rule(
        "no date to be had: a whole year",
        rf"(?<!\w)(?:by|before) {YEAR}\b(?!/)",
        nothing,
        "Whether the beginning or the end of the year is meant is not said.",
        examples(("by 2030", "2019-01-30", None)),
        strength="deadline",
    ),
)
