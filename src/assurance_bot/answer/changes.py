"""What changed on a topic since a day, and what there is on it for the next meeting: groups of records, each whole.

A day on which a meeting was held stands for the meeting: what was minuted there is known, and does not count as changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from assurance_bot.answer.choosing import urgency
from assurance_bot.answer.histories import Finder, Shaped
from assurance_bot.answer.noted import book
from assurance_bot.answer.replying import answered, outcome
from assurance_bot.answer.searching import Search
from assurance_bot.answer.shapes import Finding
from assurance_bot.answer.tasks import as_finding, trails_about
from assurance_bot.dates import in_words
from assurance_bot.ledger import Noted
from assurance_bot.ledger.entries import labels
from assurance_bot.records import ENDED, AnyRecord, Question
from assurance_bot.store import Kind

_DAY = dt.timedelta(days=1)

ACTIONS = (
    *("Actions set", "Actions closed", "Actions replaced", "Actions taken up again", "Actions with a new date"),
    *("Actions with another owner", "Actions reported on"),
)
SAID = ("Decisions", "Commitments", "Figures")
_PLURAL = re.compile(r"\b(action|decision|commitment|question|figure)s\b")
QUOTED = "Quoted in the minutes’ own words; nothing is summarised."


def changed(search: Search, find: Finder) -> Shaped:  # noqa: ARG001  # all shapes take both
    """Return what changed after the meeting or from the day asked for: actions first, then what is new besides."""
    start, since = _since(search)
    found = _changes(search, start)
    if found or search.query.between[1] is not None:
        return _told(_from(search, start), found, f"{since}: ", f"Nothing changed {since[0].lower()}{since[1:]}.")
    held = max((m.date for m in search.meetings.values() if m.date and m.date <= search.today), default=None)
    if held is None or start <= held:
        return _told(_from(search, start), (), "", f"Nothing changed {since[0].lower()}{since[1:]}.")
    told = _changes(search, held)
    title = f"What changed at the last meeting, {in_words(held)}" if told else ""
    nothing = f"Nothing changed {since[0].lower()}{since[1:]}: no minutes of a later meeting are here."
    return replace(_told(_from(search, start), (), "", nothing), beside=told, beside_title=title)


def _since(search: Search) -> tuple[dt.date, str]:
    """Return the first day that counts, and what is asked in words; without a day, those since before the last meeting."""
    first = search.query.between[0]
    held = sorted({m.date for m in search.meetings.values() if m.date and m.date <= search.today})
    if first is None:
        last = next(iter(held[-1:]), search.today)
        return last, f"At the last meeting, {in_words(last)}"
    if search.query.between[1] is not None:
        return first, f"{search.query.when[:1].upper()}{search.query.when[1:]}"
    named = "meeting" in search.query.when.lower() or search.query.when.lower().endswith(("last time", "met"))
    meeting = next((d for d in held if d >= first), None) if named else first if first in held else None
    if meeting is None:
        return first, f"Since {in_words(first)}"
    return meeting + _DAY, f"Since the meeting of {in_words(meeting)}"


def _from(search: Search, start: dt.date) -> Search:
    """Return the search of the days from `start` to the end asked for."""
    until = min(search.query.between[1] or search.today, search.today)
    return Search(search.generation, replace(search.query, between=(start, until)), search.today)


def _changes(search: Search, start: dt.date) -> tuple[Finding, ...]:
    within = _from(search, start)
    until = within.query.between[1] or search.today
    then = {trail.id: noted for trail, noted in book(search.generation, day=start - _DAY).standings}
    at_end = replace(within, today=until)
    groups: dict[str, list[Finding]] = {name: [] for name in (*ACTIONS, *SAID)}
    if search.query.subject in ("said", "actions"):
        for trail, now in sorted(trails_about(at_end), key=urgency):
            if name := change(then.get(trail.id), now, start=start):
                groups[name].append(replace(as_finding(at_end, trail, now), group=name))
    for name in SAID:
        if search.query.subject in ("said", name.lower()):
            groups[name] = _of(within, name)
    return tuple(finding for found in groups.values() for finding in found)


def change(then: Noted | None, now: Noted, *, start: dt.date) -> str:
    """Return under which heading an action changed between two days, "" where it did not; `then` None: it had not begun."""
    before = then.status if then else None
    if now.status in ENDED and before not in ENDED:
        return "Actions closed" if now.status == "closed" else "Actions replaced"
    if then is None:
        return "Actions set"
    if before in ENDED and now.status not in ENDED:
        return "Actions taken up again"
    if then.due != now.due:
        return "Actions with a new date"
    if labels(then.owners) != labels(now.owners):
        return "Actions with another owner"
    fresh = now.since.date is not None and now.since.date >= start
    return "Actions reported on" if now.status == "reported" and fresh else ""


_KINDS: dict[str, Kind] = {"Decisions": "decision", "Commitments": "statement", "Figures": "figure"}


def _of(search: Search, name: str) -> list[Finding]:
    """Return decisions, commitments or figures, the newest first; a sentence that holds several figures once."""
    kind = _KINDS[name]
    found = search.find(kind, natures=("commitment",) if kind == "statement" else (), people=kind != "decision")
    by_words = {(r.meeting, r.quote.spans): r for r in reversed(found)}
    latest = sorted(by_words.values(), key=partial(_day, search), reverse=True)
    return [replace(search.finding(r), group=name) for r in latest]


def _day(search: Search, record: AnyRecord) -> dt.date:
    return search.meetings[record.meeting].date or dt.date.min


def _told(search: Search, found: Sequence[Finding], before: str, nothing: str) -> Shaped:
    counted = ", ".join(counts(found))
    return Shaped(search, tuple(found), f"{before}{counted}." if found else nothing)


def counts(found: Iterable[Finding]) -> list[str]:
    """Return how many findings each group has, in order: "3 actions set", "1 decision"."""
    told = Counter(finding.group for finding in found)
    return [f"{number:,} {_named(name, number)}" for name, number in told.items()]


def _named(group: str, number: int) -> str:
    words = group[0].lower() + group[1:]
    return words if number > 1 else _PLURAL.sub(r"\1", words, count=1)


def brief(search: Search, find: Finder) -> Shaped:  # noqa: ARG001  # all shapes take both
    """Return what to know before a meeting: actions not closed, commitments, questions left, latest figures, decisions.

    Where neither a topic nor anybody is asked for, what is no action is that of the last meeting.
    """
    held = max((m.date for m in search.in_period if m.date), default=None)
    alone = not (search.query.topic or search.who or any(search.query.between)) and held is not None
    said = _from(search, held) if alone and held else search
    going = sorted(((t, n) for t, n in trails_about(search) if n.status not in ENDED), key=urgency)
    figures = _of(said, "Figures")
    found = (
        *(replace(as_finding(search, *pair), group="Actions not closed") for pair in going),
        *_of(said, "Commitments"),
        *_left(said),
        *(replace(f, group="Latest figures") for f in figures if f.meeting.id == figures[0].meeting.id),
        *_of(said, "Decisions"),
    )
    notes = (QUOTED,) if not alone else (QUOTED, "Say on what, and earlier meetings are searched as well.")
    counted = ", ".join(counts(found))
    return Shaped(search, found, f"Found {counted}." if found else "Nothing found.", notes if found else ())


def _left(search: Search) -> list[Finding]:
    """Return the questions that have no answer, or one that was put off or given in part, the newest first."""
    register = search.generation.register
    asked = [r for r in search.find("question", people=bool(search.who)) if isinstance(r, Question)]
    left = [q for q in asked if answered(register, q) in ("none", "deferred", "partly")]
    latest = sorted(left, key=partial(_day, search), reverse=True)
    found = []
    for question in latest:
        note, words = outcome(register, question, day=search.today)
        found.append(
            replace(search.finding(question, note), evidence=words, group="Questions not answered, or not in full")
        )
    return found
