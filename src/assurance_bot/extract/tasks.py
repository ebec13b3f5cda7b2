"""A task found, before its date and status are worked out; the marks by which minutes set tasks apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assurance_bot.document import Quote
from assurance_bot.extract.speech import Spoken
from assurance_bot.records import Party, Status

MARKER = re.compile(
    r"(?:^|(?<=[.;:!?)]\s)|(?<=\s{2})|(?<=[(\[])|(?<=\]\s))(?:\*{1,2})?(?:T(?:ODO|o[Dd]o)|A(?:CTION|ction)[Ss]?(?:\s+(?:[Pp]oints?|POINTS?|[Ii]tems?))?|AP|AI)(?P<rest>(?:\s*\([^()]{1,30}\)|\s*\[[^\[\]]{1,30}\]|\s?\d[\d/.-]*|\s+(?:(?:for|on|by)\s+)?(?!to\b)[A-Z0-9][\w./&-]*(?:(?:\s*(?:,|/|&|and)\s*|\s+)[A-Z0-9][\w./&-]*){0,3})?)"
    r"\s*\*{0,2}\s*(?::\*{0,2}\s*[–—-]?|–|—|\s-\s)\s*(?=\S)"
    r"|^(?:\*{1,2})?A(?:CTION|ction)(?:\s+(?:[Pp]oint|POINT|[Ii]tem))?\s+(?P<number>\d[\d/.-]*)\s+(?=(?:[A-Z][\w’'./&-]*\s+){1,5}to\s)"
    r"|^(?:\*{1,2})?A(?:CTION|ction)\s+(?=[A-Z]{2,4}(?:\s*(?:[/&,]|and)\s*[A-Z]{2,4}){0,3}\s+(?:to\s+)?(?!is\b|was\b|has\b|had\b|and\b|of\b|on\b|for\b)[a-z]{2,}\s)"
    r"|(?<=[.;]\s)A(?:CTION|ction)\s+(?=(?:Cllr|Mr|Mrs|Ms|Dr)\.?\s[A-Z][\w’'-]+\s+to\s)"
)  # "ACTION AP 5/23 – ", "Action JR: ", "AI(jane): ", "Action JR send "


@dataclass(frozen=True)
class Task:
    """A task found: its words, and what its layout says beside them.

    `due_words` is a quote that gives a new date ("carried forward to 31 July"); without `restated` the words only tell of a
    task set before, and no date is looked for in them.
    """

    spoken: Spoken
    quote: Quote
    owners: tuple[Party, ...]
    reference: str | None = None
    due_cell: str = ""
    status_cell: str = ""
    evidence: tuple[Quote, ...] = ()
    arising: Quote | None = None
    status: Status | None = None
    due_words: Quote | None = None
    restated: bool = True
