"""Places: one meeting's actions and matters in one form, as linking compares them.

A matter whose words an action holds already is no place of its own; it lends the action its heading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assurance_bot.document import Quote
from assurance_bot.records import Action, Extract, Matter, Meeting, Party, Status
from assurance_bot.trail.wording import reference, words_of

IN_A_MONTH = "the meeting in a month"
"""The rule of a due date that names a meeting by its month: the day is looked up in the register of meetings."""


@dataclass(frozen=True)
class Place:
    """One place in one meeting that sets, restates or tells of something; `action` is None where it is no action.

    `heads`: the passage's heading names one matter, by which it can be followed; `marked`: its minutes mark their actions.
    """

    id: str
    action: Action | None
    meeting: str
    date: dt.date
    item: str
    passage: int
    at: int
    text: str
    title: str
    titled: frozenset[str]
    heads: bool
    whole: bool
    names: frozenset[str]
    words: frozenset[str]
    owners: tuple[Party, ...]
    references: frozenset[str]
    status: Status
    due: dt.date | None
    quotes: tuple[Quote, ...]
    sets: bool
    refers: bool
    arising: bool
    marked: bool


def places(
    extract: Extract, *, acronyms: Mapping[str, str], held: Sequence[dt.date]
) -> tuple[list[Place], list[Place]]:
    """Return the places of a meeting that are actions, and those that are not, each in order; `held` are the body's days."""
    actions = [r for r in extract.records if isinstance(r, Action)]
    taken = [(s.start, s.end) for a in actions for q in (a.quote, *a.evidence) for s in q.spans]
    free = [
        m
        for m in extract.matters
        if not any(s.start < end and start < s.end for s in m.quote.spans for start, end in taken)
    ]
    head = {m.passage: m for m in reversed(extract.matters)}
    count: dict[int, int] = {}
    for matter in extract.matters:
        count[matter.passage] = count.get(matter.passage, 0) + 1
    rest = [_of_matter(m, extract, acronyms, whole=count[m.passage] == 1) for m in free]
    return [_of_action(a, head.get(a.passage), extract, acronyms, held) for a in actions], rest


def _of_action(
    action: Action, matter: Matter | None, extract: Extract, acronyms: Mapping[str, str], held: Sequence[dt.date]
) -> Place:
    meeting = extract.meeting
    leave_out = (action.due_text, *(p.written for p in action.owners))
    return Place(
        id=action.id,
        action=action,
        meeting=meeting.id,
        date=meeting.date or dt.date.min,
        item=meeting.item_label(action.item),
        passage=action.passage,
        at=action.quote.spans[0].start,
        text=action.text,
        title=matter.title if matter else "",
        titled=words_of(matter.title) if matter else frozenset(),
        heads=bool(matter and matter.title and (matter.run_in or matter.arising or not matter.marked)),
        whole=True,
        names=_names(matter.names if matter else (), meeting),
        words=words_of(action.text, leave_out=leave_out, acronyms=acronyms),
        owners=action.owners,
        references=frozenset(_references(action, meeting)),
        status=action.status,
        due=_due(action, meeting.date or dt.date.min, held),
        quotes=(action.quote, *action.evidence),
        sets=action.status == "open",
        refers=False,
        arising=action.arising is not None,
        marked=matter.marked if matter else True,
    )


def _references(action: Action, meeting: Meeting) -> Iterator[str]:
    if action.reference:
        yield reference(action.reference)
    number = meeting.items[action.item].number if action.item is not None else ""
    if "/" in number and not action.arising:
        yield reference(number)


def _due(action: Action, day: dt.date, held: Sequence[dt.date]) -> dt.date | None:
    """Return the due date; of a meeting named by its month, the day on which it was held."""
    due = action.due
    if due is None or not (action.due_rule or "").startswith(IN_A_MONTH) or due in held:
        return due
    return next((d for d in held if d > day and (d.year, d.month) == (due.year, due.month)), due)


def _of_matter(matter: Matter, extract: Extract, acronyms: Mapping[str, str], *, whole: bool) -> Place:
    meeting = extract.meeting
    title = words_of(matter.title)
    return Place(
        id=matter.id,
        action=None,
        meeting=meeting.id,
        date=meeting.date or dt.date.min,
        item=meeting.item_label(matter.item),
        passage=matter.passage,
        at=matter.quote.spans[0].start,
        text=matter.quote.text,
        title=matter.title,
        titled=title,
        heads=bool(title) and (matter.run_in or matter.arising or not matter.marked),
        whole=whole,
        names=_names((matter.title, *matter.names), meeting),
        words=words_of(matter.quote.text, leave_out=(p.written for p in matter.owners), acronyms=acronyms) - title,
        owners=matter.owners,
        references=frozenset(),
        status=matter.status,
        due=None,
        quotes=(matter.quote,),
        sets=matter.sets,
        refers=matter.refers,
        arising=matter.arising,
        marked=matter.marked,
    )


_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*\b",
    re.IGNORECASE,
)


def _names(names: Sequence[str], meeting: Meeting) -> frozenset[str]:
    """Return names as they are compared; those of the body, of who attends, and dates tell no matter from another."""
    common = words_of(meeting.body)
    people = [words_of(a.name) for a in meeting.attendance]
    found = set()
    for name in names:
        words = words_of(name)
        if len(words) > 1 and not words <= common and not _MONTH.search(name) and not any(words <= p for p in people):
            found.add(" ".join(sorted(words)))
    return frozenset(found)
