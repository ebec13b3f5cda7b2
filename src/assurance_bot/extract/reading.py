"""What every finder is given: one meeting, read once, with who says what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from assurance_bot.dates import Due, find_due, read_due_cell
from assurance_bot.dates.reckoning import Quarters
from assurance_bot.document import Document, Quote
from assurance_bot.extract.speech import Listener, Spoken
from assurance_bot.people import Directory
from assurance_bot.records import AgendaItem, Meeting, Passage, record_id


@dataclass
class Reading:
    """A meeting being read. `name` gives stable ids: the same words said again in one meeting are told apart by order.

    `nation` and `quarters` are the body's: whose bank holidays are no working days, of which year a bare "Q2" is.
    """

    meeting: Meeting
    document: Document
    people: Directory
    nation: str = "ENG"
    quarters: Quarters = "calendar"
    _seen: dict[str, int] = field(default_factory=dict)

    @cached_property
    def listener(self) -> Listener:
        """Who tells, of any sentence of this meeting, who speaks in it."""
        return Listener(self.people)

    @cached_property
    def spoken(self) -> list[Spoken]:
        """Each passage with its utterances."""
        return self.listener.listen(self.meeting, self.document)

    @cached_property
    def collective(self) -> str:
        """An expression for the short names of the body that nobody and no office here has: "CC" of a Community Council."""
        words = re.findall(r"[A-Z][\w’'-]*", self.meeting.body)
        shorts = {"".join(w[0] for w in words[i:]) for i in range(len(words) - 1)}
        free = sorted(s for s in shorts if len(s) > 1 and self.people.resolve(s) is None)
        return "|".join(rf"(?:[Tt]he\s+)?{re.escape(s)}" for s in free)

    def due(self, words: str, *, cell: bool = False) -> Due | None:
        """Return the due words in what this meeting says, or in a cell of its due column; None where nothing is due."""
        if (day := self.meeting.date) is None:
            return None
        read = read_due_cell if cell else find_due
        return read(words, meeting=day, next_meeting=self.meeting.next_date, nation=self.nation, quarters=self.quarters)

    def name(self, kind: str, words: str) -> str:
        """Return the id of a record."""
        first = record_id(kind, self.meeting.id, words)
        nth = self._seen.get(first, 0)
        self._seen[first] = nth + 1
        return record_id(kind, self.meeting.id, words, nth)

    def following(self, item: AgendaItem) -> int | None:
        """Return the index of the first passage after a heading, else of the last one; None where there is none."""
        passages = self.meeting.passages
        after = (p.index for p in passages if p.spans[0].start >= item.span.end)
        return next(after, passages[-1].index if passages else None)

    def quote(self, spoken: Spoken, start: int = 0, end: int | None = None) -> Quote:
        """Return the quote of part of a passage; `start` and `end` count in its flow."""
        return self.document.quote(spoken.flow.spans(start, end))

    def lead_in(self, passage: Passage) -> Quote | None:
        """Return the words that introduce a list entry: the last sentence of what stands before the list."""
        if passage.lead_in is None:
            return None
        lead = self.spoken[passage.lead_in]
        if not lead.utterances:
            return None
        last = lead.utterances[-1]
        return self.quote(lead, last.start, last.end)
