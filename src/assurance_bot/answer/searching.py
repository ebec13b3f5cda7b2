"""One question being answered: what it needs more than once is worked out once, from the register and the text index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assurance_bot.answer.known import Generation, known
from assurance_bot.answer.noted import book
from assurance_bot.answer.shapes import Finding
from assurance_bot.ledger import Book
from assurance_bot.query import Query, acting
from assurance_bot.records import AnyRecord, Meeting, Nature, Question
from assurance_bot.store import Kind

NEAR = 3
"""How many of the nearest passages are offered where nothing answers."""


@dataclass(frozen=True)
class Search:
    """A query put to a generation on a day."""

    generation: Generation
    query: Query
    today: dt.date

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The offices asked for, and those that hold one of them for a time."""
        offices = known(self.generation.register).vocabulary.offices
        return tuple(dict.fromkeys(name for role in self.query.roles for name in acting(role, offices)))

    @cached_property
    def who(self) -> frozenset[str]:
        """The offices and people asked for, by any of whom it is to be said, asked or owed; empty where it is anybody."""
        return frozenset((*self.roles, *self.query.people))

    @cached_property
    def passages(self) -> set[str] | None:
        """The ids of all passages about the topic; None where no topic is asked for."""
        if not self.query.topic:
            return None
        index = self.generation.textindex
        found = index.matching(self.query.topic, phrases=self.query.also)
        return found.intersection(*(index.matching("", phrases=(phrase,)) for phrase in self.query.exact))

    @cached_property
    def book(self) -> Book:
        """The actions as they stand on the day of asking, by the minutes and the ledger."""
        return book(self.generation, day=self.today)

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """The meetings that are answered from, by id."""
        return {m.id: m for m in self.generation.register.meetings()}

    @cached_property
    def in_period(self) -> list[Meeting]:
        """The meetings of the days asked for, up to the day of asking; all of them where the days are due dates."""
        start, end = self.query.between if self.query.by != "due" else (None, None)
        return [
            m
            for m in self.meetings.values()
            if (m.date is None and not (start or end))
            or (m.date and (start or m.date) <= m.date <= min(end or self.today, self.today))
        ]

    def holds(self, record: AnyRecord) -> bool:
        """Say whether a record's own words, its lead-in or its item are about the topic."""
        item = self.meetings[record.meeting].item_label(record.item)
        words = " ".join(filter(None, (record.text, record.lead_in.text if record.lead_in else "", item)))
        index = self.generation.textindex
        worded = all(index.holds(words, "", phrases=(phrase,)) for phrase in self.query.exact)
        return worded and index.holds(words, self.query.topic, phrases=self.query.also)

    def about(self, record: AnyRecord) -> bool:
        """Say whether a record is about the topic: by its own words, or as a reply to a question that is."""
        if self.passages is None or record.id in self.replies:
            return True
        return f"{record.meeting}#{record.passage}" in self.passages and self.holds(record)

    @cached_property
    def replies(self) -> frozenset[str]:
        """The ids of all replies to questions about the topic."""
        asked = self.generation.register.find("question", passages=self.passages)
        return frozenset(r for q in asked if isinstance(q, Question) and self.holds(q) for r in q.replies)

    @cached_property
    def wide(self) -> set[str] | None:
        """The passages in which something about the topic may stand: those that hold it, and those of the replies."""
        if self.passages is None:
            return None
        answering = self.generation.register.records(sorted(self.replies))
        return self.passages | {f"{r.meeting}#{r.passage}" for r in answering}

    def find(
        self, kind: Kind, *, natures: Sequence[Nature] = (), parts: Sequence[str] = (), people: bool = True
    ) -> list[AnyRecord]:
        """Return all records of a kind that the query asks for, by date and place."""
        start, end = self.query.between
        found = self.generation.register.find(
            kind,
            roles=self.roles if people else (),
            people=self.query.people if people else (),
            parts=parts,
            between=(start, min(end or self.today, self.today)),
            natures=natures,
            passages=self.wide,
        )
        return found if self.passages is None else [r for r in found if self.about(r)]

    def finding(self, record: AnyRecord, note: str = "") -> Finding:
        """Return a record as a finding."""
        meeting = self.meetings[record.meeting]
        return Finding(record, meeting, meeting.item_label(record.item), note=note)

    def ranked(self, limit: int) -> list[str]:
        """Return the ids of the passages that answer the topic best, best first, of whom is asked for or nobody known."""
        words = " ".join((self.query.topic, *self.query.also))
        hits = self.generation.textindex.search(words, speakers=sorted(self.who), limit=limit)
        return [hit.id for hit in hits]

    def nearest(self) -> tuple[Finding, ...]:
        """Return a few statements, of the speaker asked for if any, in the passages that the text index ranks highest."""
        if not self.query.topic:
            return ()
        ids = self.ranked(NEAR * 3)
        said = self.generation.register.find(
            "statement",
            roles=self.roles,
            people=self.query.people,
            passages=ids,
            between=(None, self.today),
        )
        ranked = sorted(said, key=lambda r: ids.index(f"{r.meeting}#{r.passage}"))
        return tuple(self.finding(r) for r in ranked[:NEAR])
