"""A task found, before its date and status are worked out, and the minutes' own references to tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assurance_bot.document import Quote
from assurance_bot.extract.speech import Spoken
from assurance_bot.records import Party, Status

REFERENCE = re.compile(
    r"\b(?:(?:AP|AL|Action|Ref|A|ACT)[\s-]?(?:no\.?\s*)?)?\d{1,3}\s?/\s?\d{2,4}(?:[./]\d{1,3})?\b|\b[A-Z]{1,4}\d{2,4}[/-]\d{1,4}\b"
)  # "AP 5/23"


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


def reference_in(words: str) -> str | None:
    """Return the first reference in words: "AP 5/23 – the plan" → "AP 5/23"."""
    found = REFERENCE.search(words)
    return " ".join(found[0].split()) if found else None
