"""Finds what answers a query: records by kind, people, days and topic; actions by their trails, as they stand on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assurance_bot.answer.known import Generation, known, searched_days, tracked
from assurance_bot.answer.noted import book
from assurance_bot.answer.shapes import Answer, Finding, Searched
from assurance_bot.answer.wording import nothing, summary, understood, unused
from assurance_bot.ledger import Book, Noted, sentences
from assurance_bot.query import LONGEST, Query, parse_query
from assurance_bot.records import Action, AnyRecord, Meeting, Mention, Nature, Question, Trail
from assurance_bot.store import Kind

NEAR = 3
"""How many of the nearest passages are offered where nothing answers."""

_KINDS: dict[str, Kind] = {"decisions": "decision", "figures": "figure"}
_NATURES: dict[str, Nature] = {"commitments": "commitment", "assurances": "assurance", "challenges": "challenge"}


def ask(generation: Generation, words: str, *, today: dt.date) -> Answer:
    """Return the answer to a question in a person's words; `today` is the day it is asked on."""
    query = _parsed(generation, words, today)
    if query.empty:
        return _answer(_Search(generation, query, today), words, (), notes=(nothing(query),))
    search = _Search(generation, query, today)
    find = _FIND.get(query.subject, _of_kind)
    found, beside, title = find(search)
    if not found and not beside:
        beside, title = search.nearest(), "Nearest to it, but not an answer"
    return _answer(search, words, found, beside, title)


def actions(generation: Generation, words: str, *, today: dt.date) -> Answer:
    """Return the actions a person lists with "[open|overdue|due|closed|all] [OWNER] [about TOPIC]"."""
    query = parse_query(
        words,
        vocabulary=known(generation.register).vocabulary,
        today=today,
        meetings=known(generation.register).days,
        subject="actions",
    )
    search = _Search(generation, query, today)
    return _answer(search, f"actions {words}".strip(), *_actions(search))


def _parsed(generation: Generation, words: str, today: dt.date) -> Query:
    told = known(generation.register)
    return parse_query(words, vocabulary=told.vocabulary, today=today, meetings=told.days)


@dataclass(frozen=True)
class _Search:
    """One question being answered; what it needs more than once is worked out once."""

    generation: Generation
    query: Query
    today: dt.date

    @cached_property
    def passages(self) -> set[str] | None:
        """The ids of all passages about the topic; None where no topic is asked for."""
        if not self.query.topic:
            return None
        return self.generation.textindex.matching(self.query.topic, phrases=self.query.also)

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
        """The meetings of the days asked for, up to the day of asking."""
        start, end = self.query.between
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
        return self.generation.textindex.holds(words, self.query.topic, phrases=self.query.also)

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
            roles=self.query.roles if people else (),
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

    def nearest(self) -> tuple[Finding, ...]:
        """Return a few statements in the passages that the text index ranks highest."""
        if not self.query.topic:
            return ()
        hits = self.generation.textindex.search(" ".join((self.query.topic, *self.query.also)), limit=NEAR * 3)
        ids = [h.id for h in hits]
        said = self.generation.register.find("statement", passages=ids, between=(None, self.today))
        ranked = sorted(said, key=lambda r: ids.index(f"{r.meeting}#{r.passage}"))
        return tuple(self.finding(r) for r in ranked[:NEAR] if r.meeting in self.meetings)


_Found = tuple[tuple[Finding, ...], tuple[Finding, ...], str]


def _answer(
    search: _Search,
    words: str,
    found: Iterable[Finding],
    beside: Iterable[Finding] = (),
    title: str = "",
    notes: Sequence[str] = (),
) -> Answer:
    days = [m.date for m in search.in_period if m.date]
    searched = Searched(len(search.in_period), *searched_days(days))
    said = [*notes, *unused(search.query)]
    if len(words) > LONGEST:
        said.append(f"Only the first {LONGEST:,} characters of the question were read.")
    findings = tuple(found)
    names = known(search.generation.register).vocabulary
    return Answer(
        asked=words,
        query=search.query,
        understood=understood(search.query, names),
        summary=summary(search.query, findings, today=search.today, names=names),
        searched=searched,
        findings=findings,
        generation=search.generation.name,
        as_of=search.today,
        notes=tuple(said),
        beside=tuple(beside),
        beside_title=title,
    )


def _of_kind(search: _Search) -> _Found:
    """Decisions and figures: every record of the kind; a figure by whoever gave it."""
    subject = search.query.subject
    return tuple(map(search.finding, search.find(_KINDS[subject], people=subject == "figures"))), (), ""


def _questions(search: _Search) -> _Found:
    """Questions by or to those asked for; put in writing by somebody who is not named, they stand beside."""
    asked = {*search.query.roles, *search.query.people}
    everything = [r for r in search.find("question", people=False) if isinstance(r, Question)]
    between = [r for r in everything if _between(r, asked)]
    found = [r for r in between if not asked or _named(r) & asked]
    beside = [r for r in between if r not in found] if search.query.topic else []
    title = "Put in writing, asker not named" if beside else ""
    return tuple(map(search.finding, found)), tuple(map(search.finding, beside)), title


def _named(question: Question) -> set[str | None]:
    return {name for p in (question.asker, question.asked_of) if p for name in (p.role, p.person)}


def _between(question: Question, asked: set[str]) -> bool:
    """Say whether a question may be between those asked for: no party of it is known to be another.

    With one asked for, it is enough that this one asks or is asked.
    """
    if not asked or (len(asked) == 1 and _named(question) & asked):
        return True
    return all({p.role, p.person} & asked for p in (question.asker, question.asked_of) if p)


def _statements(search: _Search) -> _Found:
    """Statements of one nature; where a speaker and a topic are given, what else the speaker said on it comes after."""
    nature = _NATURES[search.query.subject]
    found = [search.finding(r) for r in search.find("statement", natures=(nature,))]
    tasks, beside = _tasks(search) if nature == "commitment" else ((), ())
    others: list[Finding] = []
    if (search.query.roles or search.query.people) and search.query.topic:
        shown = {f.record.id for f in found}
        others = [search.finding(r) for r in search.find("statement") if r.id not in shown]
    return (*tasks, *found, *others), beside, "Brought forward on this, owner not written" if beside else ""


def _tasks(search: _Search) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Actions are commitments too: of the people asked for, open ones first; where the owner is implied, beside."""
    pairs = sorted(_trails(search), key=lambda p: (p[1].status != "open", _urgency(p)))
    told = [_as_finding(search, *pair) for pair in pairs]
    return tuple(f for f in told if not _implied(f)), tuple(f for f in told if _implied(f))


def _implied(finding: Finding) -> bool:
    return isinstance(finding.record, Action) and any(owner.inferred for owner in finding.record.owners)


def _said(search: _Search) -> _Found:
    """Everything on a topic or by a speaker: statements, questions and decisions, in the order of the minutes."""
    kinds: list[Kind] = ["statement", "question"]
    if not (search.query.roles or search.query.people):
        kinds.append("decision")
    records = [
        r for kind in kinds for r in search.find(kind, parts=("speakers", "asker") if kind != "decision" else ())
    ]
    unique: dict[tuple[str, tuple[int, int]], AnyRecord] = {}
    for record in records:
        span = record.quote.spans[0]
        unique.setdefault((record.meeting, (span.start, record.quote.spans[-1].end)), record)
    ordered = sorted(
        unique.values(), key=lambda r: (search.meetings[r.meeting].date or dt.date.min, r.meeting, r.quote.spans[0])
    )
    return (*_ranked(search, ordered),), (), ""


def _ranked(search: _Search, records: Sequence[AnyRecord]) -> list[Finding]:
    """Best first where there is a topic to rank by, else newest meeting first, in the order of its minutes."""
    if not search.query.topic:
        latest = sorted(records, key=lambda r: search.meetings[r.meeting].date or dt.date.min, reverse=True)
        return [search.finding(r) for r in latest]
    speakers = (*search.query.roles, *search.query.people)
    hits = search.generation.textindex.search(
        " ".join((search.query.topic, *search.query.also)), speakers=speakers, limit=max(50, len(records))
    )
    place = {hit.id: i for i, hit in enumerate(hits)}
    return [search.finding(r) for r in sorted(records, key=lambda r: place.get(f"{r.meeting}#{r.passage}", len(place)))]


def _trails(search: _Search) -> Iterable[tuple[Trail, Noted]]:
    """Yield the trails that the query's owners, days and topic ask for, with how they stand."""
    _, by_id = tracked(search.generation.register)
    wanted = {*search.query.roles, *search.query.people}
    for trail, now in search.book.standings():
        if not _on_those_days(search.query, trail, now):
            continue
        told = [by_id[m.action] for m in _until(trail, search.today) if m.action in by_id]
        if wanted and not any({p.role, p.person} & wanted for p in now.owners):
            continue
        if search.passages is not None and not any(search.about(action) for action in told):
            continue
        yield trail, now


def _until(trail: Trail, day: dt.date) -> list[Mention]:
    """Return the certain mentions that were made by a day."""
    return [m for m in trail.mentions if m.certain and (m.date is None or m.date <= day)]


def _on_those_days(query: Query, trail: Trail, now: Noted) -> bool:
    """Say whether an action belongs to the days asked for: those on which it falls due, or else was set."""
    start, end = query.between
    day = now.due if query.status == "due" else trail.mentions[0].date
    if not (start or end):
        return True
    return day is not None and (start or day) <= day <= (end or day)


def _as_finding(search: _Search, trail: Trail, now: Noted) -> Finding:
    """Return a trail as a finding: the action that began it, as it stands on the day asked about."""
    _, by_id = tracked(search.generation.register)
    begun = by_id[trail.id]
    told = [by_id[m.action] for m in _until(trail, search.today) if m.action in by_id]
    due_text = next((a.due_text for a in reversed(told) if a.due and a.due == now.due), begun.due_text)
    record = replace(begun, due=now.due, due_text=due_text, owners=now.owners, status=now.status)
    if now.by_hand("redate"):
        record = replace(record, due_text=None, due_rule=None)  # those of the minutes give another day
    meeting = search.meetings[begun.meeting]
    return Finding(
        record,
        meeting,
        meeting.item_label(begun.item),
        now.status,
        now.overdue_days,
        now.evidence,
        _note(trail, now, search),
        now.effects,
    )


def _note(trail: Trail, now: Noted, search: _Search) -> str:
    """Say of an action what its own words do not: a newer meeting, a replacement, an owner that is only implied."""
    said = []
    if trail.replaced_by and now.status == "superseded":
        said.append(f"Replaced by {trail.replaced_by}.")
    if any(p.inferred for p in now.owners):
        said.append(f"No owner is written; the {now.owners[0].label} answered for it.")
    if now.since.meeting != trail.mentions[0].meeting and (at := search.meetings.get(now.since.meeting)) and at.date:
        said.append(f"Last mentioned on {at.date.day} {at.date:%B %Y}.")
    said.append(sentences(now.effects))
    return " ".join(filter(None, said))


def _wanted(search: _Search, now: Noted) -> bool:
    match search.query.status:
        case "open":
            return now.status == "open"
        case "overdue":
            return now.overdue_days is not None
        case "due":
            return now.status == "open" and now.due is not None and (search.query.when != "" or now.due >= search.today)
        case "closed":
            return now.status in ("closed", "superseded")
        case _:
            return True


def _actions(search: _Search) -> _Found:
    """Every action with the status asked for; what was reported on and not closed stands beside the open ones."""
    listed = [(trail, now) for trail, now in _trails(search)]
    chosen = sorted((pair for pair in listed if _wanted(search, pair[1])), key=_urgency)
    reported: list[tuple[Trail, Noted]] = []
    if search.query.status in ("open", "overdue"):
        reported = [p for p in listed if p[1].status == "reported"]
        if search.query.status == "overdue":
            reported = [p for p in reported if p[1].due and p[1].due < search.today]
    found = tuple(_as_finding(search, *pair) for pair in chosen)
    beside = tuple(_as_finding(search, *pair) for pair in sorted(reported, key=_urgency))
    return found, beside, "Not listed as open: reported on or replaced, no closure minuted" if beside else ""


def _urgency(pair: tuple[Trail, Noted]) -> tuple[bool, dt.date, dt.date, str]:
    trail, now = pair
    return now.due is None, now.due or dt.date.max, trail.mentions[0].date or dt.date.max, trail.id


_FIND: dict[str, Callable[[_Search], _Found]] = {
    "actions": _actions,
    "commitments": _statements,
    "assurances": _statements,
    "challenges": _statements,
    "questions": _questions,
    "said": _said,
}
