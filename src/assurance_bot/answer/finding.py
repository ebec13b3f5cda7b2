"""Finds what answers a query: records by kind, people, days and topic; actions by their trails, as they stand on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from assurance_bot.answer.facts import facts, located
from assurance_bot.answer.factwords import of_facts
from assurance_bot.answer.known import Generation, known, searched_days
from assurance_bot.answer.replying import outcome
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import Answer, Finding, Searched
from assurance_bot.answer.tasks import ENDED, handed_over, tasks
from assurance_bot.answer.tasks import actions as listed_actions
from assurance_bot.answer.wording import nothing, summary, understood, unused
from assurance_bot.query import LONGEST, Query, parse_query
from assurance_bot.records import AnyRecord, Nature, Question
from assurance_bot.store import Kind

_KINDS: dict[str, Kind] = {"decisions": "decision", "figures": "figure"}
_NATURES: dict[str, Nature] = {"commitments": "commitment", "assurances": "assurance", "challenges": "challenge"}


def ask(generation: Generation, words: str, *, today: dt.date) -> Answer:
    """Return the answer to a question in a person's words; `today` is the day it is asked on."""
    query = _parsed(generation, words, today)
    if query.empty:
        return _answer(Search(generation, query, today), words, (), notes=(nothing(query),))
    search = Search(generation, query, today)
    find = _FIND.get(query.subject, _of_kind)
    found, beside, title = find(search)
    if not found and not beside and query.subject != "facts":
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
    search = Search(generation, query, today)
    return _answer(search, f"actions {words}".strip(), *_actions(search))


def _parsed(generation: Generation, words: str, today: dt.date) -> Query:
    told = known(generation.register)
    return parse_query(words, vocabulary=told.vocabulary, today=today, meetings=told.days)


_Found = tuple[tuple[Finding, ...], tuple[Finding, ...], str]


def _answer(
    search: Search,
    words: str,
    found: Iterable[Finding],
    beside: Iterable[Finding] = (),
    title: str = "",
    notes: Sequence[str] = (),
) -> Answer:
    days = [m.date for m in search.in_period if m.date]
    searched = Searched(len(search.in_period), *searched_days(days))
    said = [*notes, *unused(search.query)]
    if search.query.subject == "handover":
        said.append(handed_over(search)[1] or "No change of holder is recorded in the attendance of these meetings.")
    if len(words) > LONGEST:
        said.append(f"Only the first {LONGEST:,} characters of the question were read.")
    findings = tuple(found)
    names = known(search.generation.register).vocabulary
    given = Answer(
        asked=words,
        query=search.query,
        understood=understood(search.query, names),
        summary=summary(search.query, findings, today=search.today),
        searched=searched,
        findings=findings,
        generation=search.generation.name,
        as_of=search.today,
        notes=tuple(said),
        beside=tuple(beside),
        beside_title=title,
    )
    return of_facts(search, given) if search.query.subject == "facts" else given


def _of_kind(search: Search) -> _Found:
    """Decisions and figures: every record of the kind; a figure by whoever gave it."""
    subject = search.query.subject
    return tuple(map(search.finding, search.find(_KINDS[subject], people=subject == "figures"))), (), ""


def _questions(search: Search) -> _Found:
    """Questions by or to those asked for; put in writing by somebody who is not named, they stand beside."""
    asked = search.who
    everything = [r for r in search.find("question", people=False) if isinstance(r, Question)]
    between = [r for r in everything if _between(r, asked)]
    found = [r for r in between if not asked or _named(r) & asked]
    beside = [r for r in between if r not in found] if search.query.topic else []
    title = "Put in writing, asker not named" if beside else ""
    answered = tuple(_with_outcome(search, r) for r in found)
    return answered, tuple(_with_outcome(search, r) for r in beside), title


def _with_outcome(search: Search, question: Question) -> Finding:
    """Return a question with what came of it."""
    note, words = outcome(search.generation.register, question, day=search.today)
    return replace(search.finding(question, note), evidence=words)


def _named(question: Question) -> set[str | None]:
    return {name for p in (question.asker, question.asked_of) if p for name in (p.role, p.person)}


def _between(question: Question, asked: frozenset[str]) -> bool:
    """Say whether a question may be between those asked for: no party of it is known to be another.

    With one asked for, it is enough that this one asks or is asked.
    """
    if not asked or (len(asked) == 1 and _named(question) & asked):
        return True
    return all({p.role, p.person} & asked for p in (question.asker, question.asked_of) if p)


def _statements(search: Search) -> _Found:
    """Statements of one nature; for commitments, actions that are not closed come before and the others after.

    Where a speaker and a topic are given, what else the speaker said on it comes last.
    """
    nature = _NATURES[search.query.subject]
    found = [search.finding(r) for r in search.find("statement", natures=(nature,))]
    owed, beside = tasks(search) if nature == "commitment" else ((), ())
    found = [finding for finding in found if not any(_holds(task, finding) for task in owed)]
    others: list[Finding] = []
    if search.who and search.query.topic:
        shown = {f.record.id for f in found}
        others = [search.finding(r) for r in search.find("statement") if r.id not in shown]
    going = [task for task in owed if task.status not in ENDED]
    ended = [task for task in owed if task.status in ENDED]
    return (*going, *found, *ended, *others), beside, "Brought forward on this, owner not written" if beside else ""


def _holds(task: Finding, said: Finding) -> bool:
    """Say whether the words of an action, as shown, hold those of a statement, which then need no second showing."""
    words = said.record.quote.spans
    if task.meeting.id != said.meeting.id or said.record.passage != task.record.passage:
        return False
    return all(any(s.start <= w.start and w.end <= s.end for s in task.record.quote.spans) for w in words)


def _actions(search: Search) -> _Found:
    """Actions with the status asked for."""
    found, beside = listed_actions(search)
    return found, beside, "Not listed as open: reported on or replaced, no closure minuted" if beside else ""


def _handover(search: Search) -> _Found:
    """What an office owed when it passed to its next holder."""
    found, _ = handed_over(search)
    return found, (), ""


def _facts(search: Search) -> _Found:
    """What is recorded of meetings themselves; beside those who were there, those who were not."""
    recorded = facts(search)
    beside = located(search, recorded.beside)
    return located(search, recorded.told), beside, "Sent apologies or absent" if beside else ""


def _said(search: Search) -> _Found:
    """Everything on a topic or by a speaker: statements, questions and decisions, in the order of the minutes."""
    kinds: list[Kind] = ["statement", "question"]
    if not search.who:
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


def _ranked(search: Search, records: Sequence[AnyRecord]) -> list[Finding]:
    """Best first where there is a topic to rank by, else newest meeting first, in the order of its minutes."""
    if not search.query.topic:
        latest = sorted(records, key=lambda r: search.meetings[r.meeting].date or dt.date.min, reverse=True)
        return [search.finding(r) for r in latest]
    place = {name: i for i, name in enumerate(search.ranked(max(50, len(records))))}
    return [search.finding(r) for r in sorted(records, key=lambda r: place.get(f"{r.meeting}#{r.passage}", len(place)))]


_FIND: dict[str, Callable[[Search], _Found]] = {
    "actions": _actions,
    "commitments": _statements,
    "assurances": _statements,
    "challenges": _statements,
    "questions": _questions,
    "handover": _handover,
    "facts": _facts,
    "said": _said,
}
