"""Rules for due words from which no date is to be had, and for those that mean at once.

The name of each says why there is none. They give way to any words with a day in the same text.
"""

from __future__ import annotations

import re

from assurance_bot.dates.rules import LEAD, THE, Asked, Days, Reading, Rule, examples, nothing, phrases
from assurance_bot.dates.words import COUNT, FINANCIAL_YEAR, MONTH, UNIT, YEAR

_AT_THE_END = r"(?=[ .;)\]]*$)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_PART = r"(?:early|mid|(?:the )?(?:middle|start|beginning) of)(?: in)?[ -](?:the )?"
_NTH = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_FIXED = r"(?:confirmed|agreed|determined|advised|fixed|arranged|set|decided)"
_DONE = r"(?:available|known|received|ready|published|complete|completed|agreed|approved|finalised|in place)"
_THING = r"(?:the|this|these|that|all|his|her|their|our|its)"


def _at_once(match: re.Match[str], asked: Asked) -> Reading:  # noqa: ARG001  # a rule's reader takes both
    return Days(asked.meeting, asked.meeting)


UNDATED_RULES = (
    Rule(
        "at once",
        phrases(
            "with immediate effect",
            r"immediately(?! (?:after|before|following|prior|adjacent|next|behind|available|apparent))",
            "immediate(?=[ .]*$)",
            "straight ?away",
            "forthwith",
            "without delay",
        ),
        _at_once,
        "The day of the meeting.",
        examples(("immediately", "2019-01-30", "2019-01-30"), ("with immediate effect", "2019-01-30", "2019-01-30")),
        strength="day",
    ),
    Rule(
        "no date to be had: as soon as it can be",
        phrases(
            "asap",
            "as soon as (?:is )?(?:reasonably )?(?:possible|practicable|practical|able|(?:they|he|she|it) can)",
            "at (?:the|their|your|his|her|our) (?:very )?earliest (?:opportunity|convenience)",
            "when(?:ever)? (?:time permits|possible|practicable)",
            "(?:urgently|as a matter of urgency)",
            f"as and when(?: (?:required|needed|necessary|possible|available)|{_AT_THE_END})",
        ),
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
        phrases(
            "in due course",
            "in the (?:near|very near|not too distant) future",
            "in (?:the )?(?:coming|next few) (?:days|weeks|months)",
            "within (?:the (?:coming|next few)|a few) (?:days|weeks|months)",
            "in the (?:short|medium|longer?) term",
            "in a few (?:days|weeks|months)(?:[’'] time| time)?",
            "shortly(?! (?:after|before))",
            r"(?:very )?soon(?! (?:as|after|(?:to )?be)\b)",
            "until further notice",
            "at some (?:point|stage)",
            "when convenient",
        ),
        nothing,
        "No day is named.",
        examples(
            ("in due course", "2017-06-13", None),
            ("in the near future", "2019-01-30", None),
            ("shortly", "2019-01-30", None),
            ("in the coming weeks", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: it is still to be fixed",
        phrases(
            "(?-i:TBC|TBD|TBA|tbc|tbd|tba)",
            f"(?:on )?(?:an? |the )?(?:date|timescale|deadline)s? (?:is |are )?(?:still )?(?:yet )?to be {_FIXED}",
            "no (?:fixed )?(?:date|timescale|deadline)",
        ),
        nothing,
        "The minutes say that no day was set.",
        examples(
            ("TBC", "2019-01-30", None), ("on a date to be agreed", "2019-01-30", None), ("TBD", "2019-01-30", None)
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: to be confirmed",
        phrases(f"to be {_FIXED}"),
        nothing,
        "Counts in brackets, after a dash, or as a whole cell.",
        examples(("(to be confirmed)", "2019-01-30", None)),
    ),
    Rule(
        "no date to be had: it goes on",
        phrases("ongoing", "on-going", "continuing", "continuous", "rolling", "indefinitely", "open-ended")
        + _AT_THE_END,
        nothing,
        "It has no end. Counts as the last words of a text, or as a whole cell.",
        examples(("ongoing", "2019-01-30", None), ("to keep under review - ongoing", "2019-01-30", None)),
        strength="no date",
    ),
    Rule(
        "no date to be had: it recurs",
        phrases(
            r"(?:(?:at|on|in) )?(?:each|every) (?:\w+ )?(?:day|week|fortnight|month|quarter|year|meeting)",
            r"(?:on )?(?:each|every) (?:mon|tues|wednes|thurs|fri)day",
            f"every {COUNT} {UNIT}",
            "on an? (?:(?:six[ -])?monthly|daily|weekly|fortnightly|quarterly|annual|regular|rolling|ongoing) basis",
            f"at (?:(?:all )?future|the next {COUNT}) (?:\\w+ )?meetings",
            "(?:once|twice) a (?:week|month|quarter|year)",
            "annually",
            f"(?:(?:six[ -]|bi-?)?monthly|daily|weekly|fortnightly|quarterly|regularly|yearly|annual){_AT_THE_END}",
        ),
        nothing,
        "It is due again and again. Monthly, quarterly and their like count as the last words of a text.",
        examples(
            ("annually", "2019-01-30", None),
            ("to report quarterly", "2019-01-30", None),
            ("each month", "2019-01-30", None),
            ("at every meeting", "2019-01-30", None),
            ("every six months", "2019-01-30", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: it waits for something",
        phrases(
            rf"(?:once|as soon as|when) {_THING} (?:[\w’'-]+ ){{0,6}}?(?:is|are|has|have)(?: been)? (?:{_DONE}|\w+ed)",
            rf"(?:once|as soon as|when) (?:(?:it|they|he|she|we) (?:is|are|has|have)(?: been)? )?{_DONE}",
            r"(?:up)?on (?:the )?(?:receipt|completion|publication|approval)(?: of (?:the )?[\w-]+)?",
        ),
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
        rf"{LEAD}(?:{_PART}(?:{MONTH}(?:,? {YEAR})?|(?:new )?year\b|next (?:week|month|year)\b|{YEAR})"
        r"|(?:the )?(?:end of )?week (?:no\.? ?|number )?\d{1,2}(?![\d/]|\.\d)"
        rf"|(?:the )?{_NTH} (?:week|weekend|half|part) (?:in|of) (?:the )?(?:{MONTH}(?:,? {YEAR})?|month\b|year\b)"
        rf"|(?:the )?(?:(?:early|late|mid|next|this|end of(?: the)?)[ -])?{_SEASON}\b(?:,? {YEAR})?(?! \w+ing\b)"
        r"|(?:the )?new year\b(?= *[.;,)]|$))",
        nothing,
        "Where early, middle, a numbered week or a season ends is not agreed.",
        examples(
            ("mid-June", "2019-01-30", None),
            ("early July", "2019-01-30", None),
            ("by summer", "2019-01-30", None),
            ("in the autumn", "2019-01-30", None),
            ("early in the new year", "2019-01-30", None),
            ("by the third week of June 2016", "2016-05-10", None),
            ("by the end of week 14", "2024-03-05", None),
        ),
    ),
    Rule(
        "no date to be had: a term, a holiday or an election",
        r"(?<!\w)(?:by|before|after|during|in|over|at|for|no later than|until|in time for)"
        r" (?:the )?(?:(?:start|beginning|end|close|middle) of (?:the )?)?(?:next |this )?"
        rf"(?:{_SEASON} |christmas |easter |may |october |february |school )*"
        r"(?:half[ -]?terms?|terms?(?= *[.;,)]|$)|term[ -]?end|holidays|recess"
        rf"|(?:municipal|civic|council|academic|school) year|(?:{MONTH} |local |general )?elections?)\b(?![’'])",
        nothing,
        "When a school or a council breaks, or who votes when, is fixed elsewhere.",
        examples(
            ("by half term", "2024-03-05", None),
            ("before the end of term", "2024-03-05", None),
            ("before the summer recess", "2024-03-05", None),
            ("by the end of the municipal year", "2024-03-05", None),
            ("before the May elections", "2024-03-05", None),
        ),
        strength="no date",
    ),
    Rule(
        "no date to be had: which of two days is meant",
        rf"{LEAD}{THE}(?:(?-i:May|MAY) day\b(?! bank)|(?:may |the )?bank holiday\b)",
        nothing,
        "May Day is 1 May or the bank holiday after it; there are several bank holidays, and two in May.",
        examples(("by May Day", "2024-03-05", None), ("before the bank holiday", "2024-03-05", None)),
    ),
    Rule(
        "no date to be had: which year is not said",
        rf"{LEAD}next {MONTH}(?! {YEAR})",
        nothing,
        "The next such month, or that of next year.",
        examples(("by next March", "2019-01-30", None)),
    ),
    Rule(
        "no date to be had: which year's end is not said",
        rf"{LEAD}(?<!financial )(?:the )?year(?:[’']s)?[ -]end\b",
        nothing,
        "31 December or 31 March: year end may be the calendar's or the accounts'.",
        examples(("by year end", "2019-01-30", None)),
    ),
    Rule(
        "no date to be had: a whole year",
        rf"(?<!\w)(?:by|before) (?:{FINANCIAL_YEAR}|{YEAR}|(?:the )?next (?:financial )?year\b)"
        rf"|^ *(?:{FINANCIAL_YEAR}|{YEAR}) *$",
        nothing,
        "Whether its beginning or its end is meant is not said.",
        examples(("by 2030", "2019-01-30", None), ("by 2019/20", "2019-01-30", None)),
        strength="deadline",
    ),
)
