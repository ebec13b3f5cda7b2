"""One question being answered: what it needs more than once is worked out once, from the register and the text index."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from assurance_bot.answer.known import Generation, known
from assurance_bot.answer.noted import book
from assurance_bot.answer.shapes import Finding
from assurance_bot.ledger import Book
from assurance_bot.query import Query, acting
from assurance_bot.records import Action, AnyRecord, Figure, Meeting, Nature, Party, Question, Statement
from assurance_bot.store import Kind, Register
from assurance_bot.textindex import Covering

NEAR = 3
"""How many of the nearest passages are offered where nothing answers."""


LEAST = 0.5
"""The share of the words of a topic that must stand in or near what answers, the rare words weighing more."""


@lru_cache(maxsize=256)
def _whole(register: Register, meeting: str) -> Meeting:
    return register.meeting(meeting)


def parts_of(role: str) -> list[str]:
    """Return the offices that a capacity in the attendance tells, by title and abbreviation."""
    return [part.strip() for part in re.split(r"[,;()]", role) if part.strip()]


def led(record: AnyRecord) -> str:
    """Return the words of a record after those that lead them in."""
    return f"{record.lead_in.text} {record.text}" if record.lead_in and record.lead_in.text else record.text


def parties_of(record: AnyRecord) -> frozenset[str]:
    """Return the people who say, ask, are asked or owe what a record holds."""
    some: list[Party | None] = []
    for name in ("speakers", "owners", "asker", "asked_of"):
        held = getattr(record, name, None)
        some += held if isinstance(held, tuple) else [held]
    return frozenset(p.person for p in some if p and p.person)


@dataclass(frozen=True)
class Search:
    """A query put to a generation on a day."""

    generation: Generation
    query: Query
    today: dt.date

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The offices asked for, and those that hold one of them for a time."""
        told = known(self.generation.register)
        asked = [name for role in self.query.roles for name in told.alike(role)]
        return tuple(dict.fromkeys(name for role in asked for name in acting(role, told.vocabulary.offices)))

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
    def _coverings(self) -> list[Covering]:
        """One for each of several topics, any of which will do: "vetting or custody"."""
        topics = re.split(r"\s+or\s+", self.query.topic)
        if self.query.also or any(len(topic.split()) > 2 for topic in topics):
            topics = [self.query.topic]
        return [self.generation.textindex.covering(topic, speakers=sorted(self.who)) for topic in topics]

    def names_at(self, meeting: str) -> frozenset[str]:
        """Return every name by which minutes of a meeting may call those asked for: offices, names, surnames, initials."""
        offices = known(self.generation.register).vocabulary.offices
        held = {name.casefold() for role in self.roles for name in (role, offices.get(role, role))}
        there = [
            a
            for a in self.meetings[meeting].attendance
            if a.name in self.query.people or any(part.casefold() in held for part in parts_of(a.role or ""))
        ]
        names = {n for a in there for n in (a.name, a.name.split()[-1], a.initials)}
        return frozenset(filter(None, (*names, *self.roles, *(offices.get(r, r) for r in self.roles))))

    @cached_property
    def families(self) -> list[set[str]]:
        """Each office with those that hold it for a time."""
        offices = known(self.generation.register).vocabulary.offices
        return [set(acting(role, offices)) for role in offices]

    def share(self, unit: str, words: str | None = None) -> float:
        """Return how much of the topic a passage speaks of, or words in it."""
        return max(covering.share(unit, words) for covering in self._coverings)

    @cached_property
    def near(self) -> list[str]:
        """The ids of the passages in or near which enough of the topic's words stand."""
        found = (unit for covering in self._coverings for unit in covering.units_with(LEAST))
        return list(dict.fromkeys(found))

    @cached_property
    def near_by(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.near) if self.query.topic else frozenset()

    def own(self, words: str) -> float:
        """Return how much of the topic stands in words themselves."""
        return max(covering.own(words) for covering in self._coverings)

    def speaks(self, record: AnyRecord) -> float:
        """Return how much of the topic a record speaks of, in its words or near them; 1 where there is no topic."""
        if not self.query.topic:
            return 1.0
        if not self.worded(record):
            return 0.0
        return self.share(f"{record.meeting}#{record.passage}", led(record))

    def worded(self, record: AnyRecord) -> bool:
        """Say whether the phrases asked for in quotation marks stand in a record, its lead-in or its item, as worded."""
        return all(self.generation.textindex.holds(self._words(record), "", phrases=(p,)) for p in self.query.exact)

    def _words(self, record: AnyRecord) -> str:
        item = self.meetings[record.meeting].item_label(record.item)
        return " ".join(filter(None, (record.text, record.lead_in.text if record.lead_in else "", item)))

    def whole(self, meeting: str) -> Meeting:
        """Return a meeting with its passages."""
        return _whole(self.generation.register, meeting)

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
            if self.of_body(m)
            and (
                (m.date is None and not (start or end))
                or (m.date and (start or m.date) <= m.date <= min(end or self.today, self.today))
            )
        ]

    def of_body(self, meeting: Meeting) -> bool:
        """Say whether a meeting is of the body asked for, which its minutes or its series name; of any where none is."""
        asked = self.query.body.casefold()
        return not asked or asked in (meeting.body.casefold(), meeting.series.casefold())

    def holds(self, record: AnyRecord) -> bool:
        """Say whether a record's own words, its lead-in or its item are about the topic."""
        index = self.generation.textindex
        return self.worded(record) and index.holds(self._words(record), self.query.topic, phrases=self.query.also)

    @cached_property
    def without(self) -> tuple[str, ...]:
        """What is left out; words joined by "and" that stand nowhere in a row are each left out."""
        index = self.generation.textindex
        return tuple(
            part
            for words in self.query.without
            for part in ([words] if index.matching("", phrases=(words,)) else re.split(r"\s+and\s+", words))
        )

    @cached_property
    def besides(self) -> frozenset[str]:
        """The offices and people whose words and tasks are left out, with those that hold one of them for a time."""
        offices = known(self.generation.register).vocabulary.offices
        return frozenset(name for each in self.query.besides for name in acting(each, offices))

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query.without or self.query.besides)

    def left_out(self, record: AnyRecord) -> bool:
        """Say whether a query leaves a record out: for whose it is, or as its words, its lead-in or its item hold it."""
        if any({p.role, p.person, p.written} & self.besides for p in _whose(record)):
            return True
        if not self.without:
            return False
        words = self._words(record)
        return any(self.generation.textindex.holds(words, one) for one in self.without)

    def about(self, record: AnyRecord) -> bool:
        """Say whether a record is about the topic: by its own words, or as a reply to a question that is."""
        if self.left_out(record):
            return False
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
        found = self.records(kind, natures=natures, parts=parts, people=people, passages=self.wide)
        return found if self.passages is None else [r for r in found if self.about(r)]

    def records(
        self,
        kind: Kind,
        *,
        natures: Sequence[Nature] = (),
        parts: Sequence[str] = (),
        people: bool = True,
        passages: Collection[str] | None = None,
    ) -> list[AnyRecord]:
        """Return the records of a kind, of the days and the people asked for, by date and place, whatever they are about.

        An office that minutes name only in the attendance ("Jane Roe, Clerk") is meant by its holder at that meeting.
        """
        start, end = self.query.between
        find = partial(
            self.generation.register.find,
            kind,
            parts=parts,
            between=(start, min(end or self.today, self.today)),
            natures=natures,
            passages=passages,
        )
        found = find(roles=self.roles, people=self.query.people) if people else find()
        found = [r for r in found if not self.left_out(r)]
        names = sorted({name for held in self.holders.values() for name in held}) if people else []
        if not names:
            return found
        ids = {r.id for r in found}
        held = [r for r in find(people=names) if r.id not in ids and self._by_holder(r) and not self.left_out(r)]
        return sorted(
            [*found, *held], key=lambda r: (self.meetings[r.meeting].date or dt.date.max, r.meeting, r.passage)
        )

    @cached_property
    def holders(self) -> dict[str, frozenset[str]]:
        """By meeting, who held there an office that is asked for and has no abbreviation of its own."""
        plain = {role.casefold() for role in self.query.roles if not role.isupper()}
        if not plain:
            return {}
        held = {
            m.id: frozenset(
                a.name for a in m.attendance if {p.strip().casefold() for p in (a.role or "").split(",")} & plain
            )
            | frozenset(filter(None, [m.chair] if "chair" in plain else []))
            for m in self.meetings.values()
        }
        return {meeting: names for meeting, names in held.items() if names}

    def _by_holder(self, record: AnyRecord) -> bool:
        return bool(parties_of(record) & self.holders.get(record.meeting, frozenset()))

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
        said = [r for r in said if not self.left_out(r)]
        ranked = sorted(said, key=lambda r: ids.index(f"{r.meeting}#{r.passage}"))
        return tuple(self.finding(r) for r in ranked[:NEAR])


def _whose(record: AnyRecord) -> tuple[Party, ...]:
    """Return who said or asked it, or owes it."""
    if isinstance(record, Action):
        return record.owners
    if isinstance(record, Statement | Figure):
        return record.speakers
    return (record.asker,) if isinstance(record, Question) and record.asker else ()
