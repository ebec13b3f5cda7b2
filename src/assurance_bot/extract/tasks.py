"""A task found, before its date and status are worked out."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_bot.document import Quote
from assurance_bot.extract.speech import Spoken
from assurance_bot.records import Party, Status


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
